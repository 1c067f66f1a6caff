# The manual of disputes.
"$HEARSAY" help disputes
