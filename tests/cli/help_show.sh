# The manual of show.
"$HEARSAY" help show
