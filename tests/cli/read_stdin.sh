# "-" is standard input, among files too; "--" makes options files.
. ./need_model.sh
cd "$TMP" || exit 1
printf 'It rained.\n' >--odd.txt
printf 'It snowed.\n' | "$HEARSAY" read - --threads 3 -- --odd.txt
