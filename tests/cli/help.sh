# --help, -h and help say the same.
"$HEARSAY" --help | tee "$TMP/help"
"$HEARSAY" -h | cmp - "$TMP/help"
"$HEARSAY" help | cmp - "$TMP/help"
