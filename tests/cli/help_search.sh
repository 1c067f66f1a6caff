# The manual of search.
"$HEARSAY" help search
