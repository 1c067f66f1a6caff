# The manual of stories.
"$HEARSAY" help stories
