# The manual of compare.
"$HEARSAY" help compare
