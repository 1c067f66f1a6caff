# The manual of list.
"$HEARSAY" help list
