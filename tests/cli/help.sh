# --help, -h, help, and help on help say the same.
"$HEARSAY" --help | tee "$TMP/help"
"$HEARSAY" -h | cmp - "$TMP/help"
"$HEARSAY" help | cmp - "$TMP/help"
"$HEARSAY" help help | cmp - "$TMP/help"
"$HEARSAY" help --help | cmp - "$TMP/help"
