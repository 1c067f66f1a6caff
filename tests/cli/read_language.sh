# Other languages are named and not read: 1 where others were read, 3 where none could be; the machine's output is empty then.
. ./need_model.sh
cd "$TMP" || exit 1
printf 'La capitaine du port de Velmark a déclaré mardi que les pilotes reprendraient le travail dans une semaine. Les syndicats ont démenti hier soir.\n' >french.txt
printf '<!DOCTYPE html><html lang="en"><title>Lotsen</title><h1>Lotsen</h1><p>Die Hafenmeisterin von Velmark sagte am Dienstag, die Lotsen würden binnen einer Woche zur Arbeit zurückkehren. Die Gewerkschaften bestritten das.' >german.html
printf 'It rained in Velmark on Tuesday and on Wednesday, and the ferries stayed in the harbour of Orsany until the evening of the third day.\n' >english.txt
printf 'Il pleut.\n' >short.txt
cat english.txt english.txt french.txt french.txt >both.txt
for files in "french.txt english.txt" "french.txt german.html" "short.txt" "both.txt"; do
    # shellcheck disable=SC2086
    "$HEARSAY" read $files 2>&1
    # shellcheck disable=SC2086
    "$HEARSAY" read --format jsonl $files 2>/dev/null | grep -o '"language":[^,]*'
    # shellcheck disable=SC2086
    "$HEARSAY" read $files >/dev/null 2>&1
    echo "  -> $?"
done
