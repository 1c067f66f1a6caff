# The manual of stats.
"$HEARSAY" help stats
