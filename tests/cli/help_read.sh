# --help after the command, -h, and help before it say the same, whatever else is on the line.
"$HEARSAY" read --help | tee "$TMP/help"
"$HEARSAY" read x.txt -h | cmp - "$TMP/help"
"$HEARSAY" help read | cmp - "$TMP/help"
