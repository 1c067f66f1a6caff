# An article is shown with where it stands, what it replaces, and what replaces it; the newest is what its page says is newest.
. ./need_model.sh
cd "$TMP" || exit 1
for word in shut mended open; do
    case $word in shut) day=14 ;; mended) day=16 ;; open) day=15 ;; esac
    echo "The $word pier is safe, Mara Lindqvist said." > a.txt
    "$HEARSAY" add --no-relate --ledger a.db --outlet 'Harbour Post' --published 2031-05-$day --url https://post.example/pier a.txt 2>/dev/null
done
for id in d1 d2 d3; do
    "$HEARSAY" show $id --ledger a.db
    "$HEARSAY" show $id --ledger a.db --format jsonl | sed -n 's/.*\("replaces":.*\)/\1/p'
done
"$HEARSAY" list articles --ledger a.db
