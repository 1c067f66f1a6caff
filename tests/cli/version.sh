# The version, then the model or why there is none.
"$HEARSAY" --version | sed -e '2s/^model .*\|^no model: .*/model or not/'
"$HEARSAY" -V | head -1
