# --help after the command, -h, and help before it say the same, whatever else is on the line.
"$HEARSAY" eval --help | tee "$TMP/help"
"$HEARSAY" eval x.txt -h | cmp - "$TMP/help"
"$HEARSAY" help eval | cmp - "$TMP/help"
