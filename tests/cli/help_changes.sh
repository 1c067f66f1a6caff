# The manual of changes.
"$HEARSAY" help changes
