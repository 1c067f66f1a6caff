# What is wrong with a line of JSON is told with the number of the line, also behind one that holds a list.
. ./need_model.sh
cd "$TMP" || exit 1
cat > a.jsonl <<'LINES'
{"text":"The pier is safe, Mara Lindqvist said."}

[{"text":"The pier is safe, Jonas Brekke said."},{"title":"no text"},7]
{"title":"no text"}
[]
not json
{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"The pier is safe, Ada Solheim said."},{"id":"2"}]}
{"text":"The pier is safe, Runa Falk said."}
{"text":""}
LINES
"$HEARSAY" read --format csv a.jsonl 2>&1 | sed '/^hearsay/!s/,.*//'
