# The manual of trace.
"$HEARSAY" help trace
