# What every format does around the readings: headings, headers, what parts documents. The texts attribute nothing.
. ./need_model.sh
cd "$TMP" || exit 1
printf 'It rained.\n' >a.txt
printf 'It snowed.\n' >b.txt
for format in text csv brat webanno; do
    echo "== $format"
    "$HEARSAY" read --format $format a.txt b.txt
done
echo "== one"
"$HEARSAY" read --format brat a.txt
"$HEARSAY" read --outlet "Harbour Post" --published 2031-05-14 --url https://harbour.example/1 a.txt
"$HEARSAY" read -fjsonl --outlet "Harbour Post" --published=2031-05-14 --url https://harbour.example/1 a.txt |
    sed 's/"model":"[^"]*"/"model":"..."/'
