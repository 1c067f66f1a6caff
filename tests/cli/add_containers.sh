# A feed's items are documents of their own, and what stands in it twice is in once, whatever the threads do.
. ./need_model.sh
cd "$TMP" || exit 1
{
    printf '<rss version="2.0"><channel><title>Harbour Post</title>\n'
    for i in $(seq 1 150); do
        printf '<item><title>Day %d</title><link>https://harbour.example/%d</link><description>The pier was safe on day %d, the harbour master said.</description></item>\n' $((i % 100)) $((i % 100)) $((i % 100))
    done
    printf '</channel></rss>\n'
} >feed.xml
for threads in 1 4; do
    "$HEARSAY" add --ledger $threads.db --threads $threads feed.xml >out 2>err
    echo "$threads threads -> $?"
    cut -c1-11 out | sort | uniq -c
    tail -n 1 err
done
"$HEARSAY" add --ledger 1.db feed.xml | cut -c1-11 | sort | uniq -c
