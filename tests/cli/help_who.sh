# The manual of who.
"$HEARSAY" help who
