# Gold or readings that cannot be used: the file, the line, why; exit status 3.
cd "$TMP" || exit 1
try() {
    "$HEARSAY" eval "$@" 2>&1
    echo "  -> $?"
}
fresh() {
    rm -rf g
    mkdir -p g/text g/attributions
    printf 'Ann said no.' >g/text/a.txt
    printf "$1" >g/attributions/a_x.ann
}
try nowhere
mkdir empty
try empty
fresh 'T1\tSource 0 3\tAnn\nT2\tCue 4 x\tsaid\n'
try g
fresh 'T1\tSource 0 3\tAnn\nT2\tContent 4 99\tsaid\n\nE1\tAttribution:T1 Source:T1 Content:T2\n'
try g
fresh 'T1\tSource 0 3\tAnn\nE1\tAttribution:T1 Source\n'
try g
fresh 'T1\tSource 0 3;4\tAnn\n'
try g
fresh ''
mv g/attributions/a_x.ann g/attributions/a.ann
try g
fresh ''
rm g/text/a.txt
try g
fresh ''
printf 'Ann \377' >g/text/a.txt
try g
fresh ''
printf '{"input":"a.txt","text":"Ann said no.","attributions":[]}\nnot json\n' >r
try g r
printf '{"input":"a.txt","text":"Another text.","attributions":[]}\n' >r
try g r
printf '{"input":"a.txt","text":"Ann said no.","attributions":[{"cue":[[0,1,2]]}]}\n' >r
try g r
printf '{"input":"a.txt","text":"Ann said no.","attributions":[{"cue":[[0,-1]]}]}\n' >r
try g r
printf '{"input":"a.txt","attributions":[]}\n' >r
try r
printf '{"input":"a.txt","text":"x","attributions":[]}\n{"input":"b/a.txt","text":"y","attributions":[]}\n' >r
try r
try g nowhere
