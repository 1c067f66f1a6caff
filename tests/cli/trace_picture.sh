# A trace as a graph, and as the picture that Graphviz's library makes of it, which keeps memory for the end of the process.
. ./need_ledger.sh
cd "$TMP" || exit 1
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS
"$HEARSAY" trace c50 --format dot
"$HEARSAY" trace c50 --format svg >trace.svg 2>err || cat err
python3 - <<'END'
import xml.etree.ElementTree as tree
root = tree.parse("trace.svg").getroot()
texts = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
print(root.tag.split("}")[1], "Coastal Wire, 13 May 2031" in texts, any("copied text" in t for t in texts), "stroke-dasharray" in open("trace.svg").read())
END
