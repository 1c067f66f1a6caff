# The manual of explain.
"$HEARSAY" help explain
