# Several annotators: 5fec where there is one, else the first by name. Fragments parted by white space alone are one.
mkdir -p "$TMP/text" "$TMP/attributions"
for name in a b_c; do printf 'Ann said so\n again.' >"$TMP/text/$name.txt"; done
right='T1\tSource1 0 3\tAnn\nT2\tContent 9 11;13 18\tso again\nE1\tAttribution:T1 Source1:T1 Content:T2\nE2\tAttribution:T1 Source1:T1\n'
wrong='T1\tContent 0 3\tAnn\nE1\tAttribution:T1 Content:T1\n'
printf "$wrong" >"$TMP/attributions/a_1abc.ann"
printf "$right" >"$TMP/attributions/a_5fec.ann"
printf "$wrong" >"$TMP/attributions/b_c_ax.ann"
printf "$right" >"$TMP/attributions/b_c_a.ann"
for name in a b_c; do
    printf '{"input":"%s.txt","text":"Ann said so\\n again.","attributions":[{"source":[[0,4]],"content":[[9,18]]}]}\n' $name
done >"$TMP/readings.jsonl"
"$HEARSAY" eval "$TMP" "$TMP/readings.jsonl"
