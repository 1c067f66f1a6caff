# The invented stories, read by the model and traced: their right origins are in examples/*.story.md. Which contents say the same, and which contradict
# them, is told by hand.
. ./need_ledger.sh
cd "$TMP" || exit 1
# relate LEDGER SAME CONTRADICTING: patterns of contents, parted by |; the first stands for all that say the same
relate() {
    python3 - "$@" <<'END' || exit 1
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1])
def find(patterns):
    ids = []
    for p in filter(None, patterns.split("|")):
        found = [i for i, in ledger.execute("SELECT claim_id FROM claim WHERE text LIKE ? ORDER BY claim_id", (p,))]
        assert found, p
        ids += found
    return ids
same, contrary = find(sys.argv[2]), find(sys.argv[3])
ledger.executemany("UPDATE claim SET same_as = ? WHERE claim_id = ?", [(same[0], i) for i in same[1:]])
ledger.executemany("INSERT INTO pair VALUES (?, ?, 'contradicts', 0.9, 'by hand', 8000, 0)", [(min(same[0], i), max(same[0], i)) for i in contrary])
ledger.commit()
print(f"\n== c{same[0]}")
open("claim", "w").write(f"c{same[0]}")
END
}
trace() {
    "$HEARSAY" trace --ledger "$1" "$(cat claim)"
}
fill() {
    ledger=$1
    shift
    "$FILL_LEDGER" "$ledger" "$ROOT/models/small" "$@" || exit 1
}
knew="The Ministry of Ports knew%|Ministry knew of Port Alder%|Ministry knew of harbour leak%|Government officials in charge%|the agency%account%|that version"
before="%No such note%|it heard of the leak only%|%there was nothing to find%"
echo "harbour, before 16 May: officials through Coastal Wire, against them the ministry"
fill before.db "$ROOT"/examples/harbour-*.html --published 2031-05-13T21:40Z --outlet "Coastal Wire" "$ROOT/examples/harbour-coastal-wire.txt"
relate before.db "$knew" "$before"
trace before.db
echo
echo "harbour, after: Lindqvist as a second origin for it"
relate "$HEARSAY_LEDGER" "$knew|that the ministry had learned of the crack%|that it had known of the leak before%|%I was told that the ministry had it in hand%" "$before"
trace "$HEARSAY_LEDGER"
echo
echo "flight: one origin, Vault Mouse"
fill flight.db "$ROOT"/examples/flight-*.html --published 2031-09-04T14:05+01:00 --outlet Quillon "$ROOT/examples/flight-quillon.txt" \
    --published 2031-09-03T20:00 --outlet "The Orsany Courier" "$ROOT/examples/flight-orsany-courier.txt"
relate flight.db "%Ottilie Marr, had fled the country%|That Deputy Bank Chief Fled%|Marr left Tellick late on Monday aboard%|that Marr was \"gone%|%Marr is gone, and not%|the same thing|that Marr had fled by private jet%" \
    "%has not fled and has lost nothing%|%no record of a private jet%|%What I dismissed was the private jet%"
trace flight.db
echo
echo "toll: one rescuer, quoted by two"
fill toll.db "$ROOT"/examples/toll-*.html
relate toll.db "%You could hear the roof talking%" "%Nobody logged any roof noise%"
trace toll.db
