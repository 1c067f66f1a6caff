# The manual of export.
"$HEARSAY" help export
