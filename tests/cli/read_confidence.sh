# --min-confidence leaves out what is less sure, in every format, and numbers what stays.
. ./need_model.sh
if ! command -v python3 >/dev/null; then
    echo "skipped: no python3"
    exit 77
fi
cd "$TMP" || exit 1
cp "$ROOT/examples/harbour-harbour-post.html" page.html
"$HEARSAY" read --format jsonl page.html >all || exit 1
"$HEARSAY" read --format jsonl --min-confidence 0 page.html | cmp all - || exit 1
"$HEARSAY" read --format jsonl --min-confidence 0.6 page.html >some || exit 1
for format in text csv brat webanno; do
    "$HEARSAY" read --format $format --min-confidence=0.6 page.html >$format || exit 1
done
python3 - <<'END'
import json
every, some = (json.load(open(name))["attributions"] for name in ("all", "some"))
stay = [a for a in every if a["confidence"] >= 0.6]
assert 0 < len(stay) < len(every), (len(stay), len(every))
assert [a["content"] for a in some] == [a["content"] for a in stay]
assert [a["id"] for a in some] == [f"a{i + 1}" for i in range(len(some))]
by_id, new = {a["id"]: a for a in every}, {a["id"]: b["id"] for a, b in zip(stay, some)}
for a, b in zip(stay, some):
    up = a["parent"]
    while up and up not in new:
        up = by_id[up]["parent"]
    assert b["parent"] == (new[up] if up else None), (a, b)
text, csv, brat, webanno = (open(name, encoding="utf-8", newline="").read() for name in ("text", "csv", "brat", "webanno"))
assert f"\n{len(some)} attributions" in text, text
assert csv.count("\r\n") == len(some) + 1 and webanno.count("\n") == len(some)
assert sum(line.startswith("E") for line in brat.splitlines()) == len(some)
END
