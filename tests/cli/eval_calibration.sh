# Figures and calibration of readings made by hand; nested attributions do not count.
mkdir -p "$TMP/text" "$TMP/attributions"
printf 'Ann said it rained. Bob said it snowed. Cy left.' >"$TMP/text/a.txt"
printf 'No one spoke.' >"$TMP/text/b.txt"
cat >"$TMP/attributions/a_x.ann" <<'END'
T1	Source 0 3	Ann
T2	Cue 4 8	said
T3	Content 9 18	it rained
E1	Attribution:T2 Source:T1 Cue:T2 Content:T3
T4	Source 20 23	Bob
T5	Cue 24 28	said
T6	Content 29 38	it snowed
E2	Attribution:T5 Source:T4 Cue:T5 Content:T6
END
: >"$TMP/attributions/b_x.ann"
cat >"$TMP/readings.jsonl" <<'END'
{"input":"x/a.txt","text":"Ann said it rained. Bob said it snowed. Cy left.","attributions":[{"source":[[0,3]],"cue":[[4,8]],"content":[[9,18]],"parent":null,"confidence":0.9},{"source":[[20,23]],"cue":[[24,28]],"content":[[32,38]],"parent":null,"confidence":0.95},{"source":[[40,42]],"cue":[],"content":[[43,47]],"confidence":0.2},{"source":[[40,42]],"cue":[],"content":[[43,47]],"parent":"a1","confidence":1.0}]}
{"input":"other.txt","text":"not in the gold","attributions":[]}
END
"$HEARSAY" eval "$TMP" "$TMP/readings.jsonl"
"$HEARSAY" eval --json "$TMP" "$TMP/readings.jsonl"
