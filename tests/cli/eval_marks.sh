# A byte order mark before the lines, the annotations or a text is passed over; offsets into a text that has one count it.
mark=$(printf '\357\273\277')
mkdir -p "$TMP/g/text" "$TMP/g/attributions"
printf '%sAnn said no.' "$mark" >"$TMP/g/text/a.txt"
printf '%sT1\tSource 1 4\tAnn\nT2\tCue 5 9\tsaid\nT3\tContent 10 12\tno\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n' "$mark" \
    >"$TMP/g/attributions/a_x.ann"
cat >"$TMP/plain.jsonl" <<'END'
{"input":"a.txt","text":"Ann said no.","attributions":[{"source":[[0,3]],"cue":[[4,8]],"content":[[9,11]],"parent":null}]}
END
{ printf '%s' "$mark" && cat "$TMP/plain.jsonl"; } >"$TMP/file.jsonl"
sed "s/\"Ann/\"${mark}Ann/; s/0,3/1,4/; s/4,8/5,9/; s/9,11/10,12/" "$TMP/plain.jsonl" >"$TMP/text.jsonl"
for gold in g plain.jsonl file.jsonl text.jsonl; do
    for readings in plain.jsonl file.jsonl text.jsonl; do
        "$HEARSAY" eval "$TMP/$gold" "$TMP/$readings" >"$TMP/figures" 2>&1
        echo "$gold $readings -> $?, $(grep -c 'precision 100.0%  recall 100.0%' "$TMP/figures") of 8 lines all right"
    done
done
