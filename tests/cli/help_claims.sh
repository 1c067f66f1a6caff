# The manual of claims.
"$HEARSAY" help claims
