# Gold in JSON lines, measured against itself: all right but what has a parent, which is left out on both sides.
cat >"$TMP/gold.jsonl" <<'END'
{"input":"a.txt","text":"Zoë said “no”. She said Bo said yes.","attributions":[{"source":[[0,3]],"cue":[[4,8]],"content":[[9,13]],"parent":null},{"source":[[15,18]],"cue":[[19,23]],"content":[[24,35]],"parent":null},{"source":[[24,26]],"cue":[[27,31]],"content":[[32,35]],"parent":"a2"}]}
END
"$HEARSAY" eval "$TMP/gold.jsonl" "$TMP/gold.jsonl"
