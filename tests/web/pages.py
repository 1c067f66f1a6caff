"""pages.py HEARSAY RELATED_LEDGER EXAMPLES OUT: every view in a real browser, at 1280 and 390 pixels, light and dark: nothing in the console, nothing wider than the
screen, hostile articles as text, keys, forms, and, where axe-core is ($HEARSAY_AXE: its axe.min.js), no violation that it finds of WCAG 2.2 AA.
Screenshots and a printed report stay in OUT. Exit status 77: there is no browser."""
import base64
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import browser

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
from host import Server  # noqa: E402

HOSTILE = """Mara Lindqvist <script>window.hacked = 1</script> said that <img src=x onerror="window.hacked = 2"> the pier was \u202eefas\u2066 and \U0001F600 fine.

Jonas Brekke denied that the pier was <b>safe</b>. "It is </p></div><h1>not</h1>," he said & left.

""" + "w" * (1 << 20) + """

Ada Solheim warned that \u202e\u202e\u202e the harbour's "><svg onload=alert(1)> would close on Friday.
"""

failures = []


def say(*words):
    print(*words, flush=True)


def check(truth, what):
    if not truth:
        say("FAILED:", what)
        failures.append(what)


class Site(Server):
    """`hearsay serve` on a free port; `url` holds its token."""

    def __init__(self, hearsay, ledger):
        super().__init__(hearsay, ledger, "small")
        self.root = f"http://{self.host}:{self.port}"
        self.url = self.line.split()[0]


def fill(hearsay, related, examples, folder):
    """An invented story with all that relation finds, the example articles, and a hostile one."""
    ledger = os.path.join(folder, "news.db")
    subprocess.run([related, ledger], check=True)
    hostile = os.path.join(folder, "hostile.txt")
    with open(hostile, "w", encoding="utf-8") as f:
        f.write(HOSTILE)
    articles = sorted(glob.glob(os.path.join(examples, "*.html")) + glob.glob(os.path.join(examples, "*.txt")))
    subprocess.run([hearsay, "add", "--ledger", ledger, *articles], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([hearsay, "add", "--ledger", ledger, "--outlet", "<script>window.hacked = 3</script>\u202ePost", hostile], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return ledger


def rows(hearsay, ledger, *command):
    out = subprocess.run([hearsay, *command, "--ledger", ledger, "--format", "jsonl"], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def views_of(hearsay, ledger):
    """Paths by name; of each kind of thing one that has much to show."""
    claims = rows(hearsay, ledger, "claims", "--limit", "500")
    most = max(claims, key=lambda c: (c["documents"], c["attributions"]))
    documents = rows(hearsay, ledger, "list", "articles")
    hostile = next(d for d in documents if (d.get("outlet") or "").startswith("<script>"))
    source = max(rows(hearsay, ledger, "list", "sources"), key=lambda s: s["attributions"])
    first = next(d for d in documents if d is not hostile)
    return {
        "claims": "/", "claims-denied": "/?act=deny", "claims-hostile": "/?outlet=script", "claim": "/claims/" + most["claim"], "source": "/sources/" + source["source"],
        "claim-disputed": "/claims/c1", "claim-figures": "/claims/c3", "source-changed": "/sources/s2", "disputes": "/disputes", "changes": "/changes", "stories": "/stories", "story": "/stories/d2",
        "document": "/documents/" + first["document"], "document-hostile": "/documents/" + hostile["document"], "attribution": "/attributions/a1", "search": "/search?q=leak",
        "search-nothing": "/search?q=xylophone", "trace": "/trace?q=the+ministry+knew+of+the+leak+in+March", "trace-denial": "/trace?q=officials+deny+that+the+ministry+knew+of+the+leak",
        "trace-hostile": "/trace?q=the+pier+%3Cscript%3Ewindow.hacked=4%3C/script%3E+was+%E2%80%AEsafe", "trace-nothing": "/trace?q=penguins+love+xylophones", "trace-empty": "/trace", "sources": "/sources", "outlets": "/outlets", "documents": "/documents", "stats": "/stats", "add": "/add", "help": "/help",
        "missing": "/claims/c999999", "refused": "/?act=nope",
    }


def check_axe(page, name, axe):
    page.run(axe)
    found = json.loads(page.run("""axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
        JSON.stringify(r.violations.map(v => v.id + ": " + v.help + " | " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" ; "))))"""))
    for violation in found:
        check(False, f"{name}: axe: {violation}")


def look(page, server, views, out, axe):
    for width in (1280, 390):
        for dark in (False, True):
            page.size(width, 900, dark)
            for name, path in views.items():
                full = f"{name}-{width}-{'dark' if dark else 'light'}"
                page.open(server.root + path)
                expected = {"missing": 404, "refused": 400}.get(name, 200)
                said = [c for c in page.complaints() if not (expected >= 400 and "Failed to load resource" in c)]
                check(not said, f"{full}: the console says {said[:3]}")
                check(page.run("document.documentElement.scrollWidth") <= width, f"{full}: wider than the screen")
                check(page.run("window.hacked === undefined"), f"{full}: a script of an article ran")
                check(page.run("document.querySelectorAll('main h1').length") == 1, f"{full}: not one heading of the first level")
                check(page.run("document.querySelectorAll('script').length") == 1, f"{full}: another script than ours")
                check(page.run("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)", f"{full}: no style")
                if axe:
                    check_axe(page, full, axe)
                page.shoot(os.path.join(out, full + ".png"), 3000)


def check_keys(page, server):
    page.size(1280, 900, False)
    page.open(server.root + "/")
    page.key("Tab")
    check(page.run("document.activeElement.className") == "skip", "the first stop is not the link to the content")
    page.key("Enter")
    check(page.run("location.hash") == "#main", "the skip link leads nowhere")
    page.key("/")
    check(page.run("document.activeElement.id") == "find", "/ does not lead to the search")
    page.run("document.activeElement.blur()")
    page.key("j")
    check(page.run("document.activeElement.closest('.claim') !== null"), "j does not lead to a claim")
    page.key("j")
    page.key("k")
    check(page.run("document.activeElement.closest('.claim') === document.querySelector('.claim')"), "k does not lead back")
    stops = page.run("""[...document.querySelectorAll("a[href], button, input, select, summary, textarea")].filter(e => e.offsetParent && e.tabIndex < 0).length""")
    check(stops == 0, f"{stops} parts cannot be reached by keys")


def submit(page, script):
    """Do what sends a form, and wait for the page that comes of it."""
    page.events = [e for e in page.events if e.get("method") != "Page.loadEventFired"]
    page.run(script)
    page.wait_for("Page.loadEventFired")


def check_graph(page, server):
    page.open(server.root + "/claims/c1")
    page.run("document.querySelector('.edge').focus()")
    check("has it from" in page.run("document.querySelector('#evidence').textContent"), "a line of the graph does not tell its evidence")
    width = page.run("document.querySelector('#graph svg').getBoundingClientRect().width")
    page.run("document.querySelector('[data-zoom=\"1.25\"]').click()")
    check(page.run("document.querySelector('#graph svg').getBoundingClientRect().width") > width, "the graph does not grow")
    check(not page.complaints(), "the console says something of the graph")


def check_trace(page, server):
    """From a search to the statement's trace, on to a claim, and from there to its trace in all wordings."""
    page.open(server.root + "/search?q=ministry+knew+leak+March")
    submit(page, "document.querySelector('.order .button').click()")
    check(page.run("location.pathname") == "/trace" and page.run("document.querySelector('#statement').value") == "ministry knew leak March", "a search leads to no trace")
    check("articles" in page.run("document.querySelector('.answer').textContent"), "a trace has no answer")
    check(page.run("document.querySelector('#graph') !== null"), "a trace has no graph")
    submit(page, "document.querySelector('.claims-of a').click()")
    check(page.run("location.pathname").startswith("/claims/c"), "a trace leads to no claim")
    submit(page, "document.querySelector('.trace .bar .button').click()")
    check(page.run("location.pathname") == "/trace", "a claim leads to no trace of all wordings")
    submit(page, "document.querySelector('#statement').value = 'penguins love xylophones'; document.querySelector('.ask').requestSubmit()")
    check("No claim says that" in page.run("document.querySelector('.answer').textContent"), "it is not told that nothing says so")
    check(not page.complaints(), "the console says something of a trace")


def check_forms(page, server):
    page.open(server.root + "/attributions/a1")
    submit(page, "document.querySelector('#k-name').value = 'Ada <b>Solheim'; document.querySelector('#k-note').value = 'heard it'; document.querySelector('form.correct').requestSubmit()")
    check(page.run("document.querySelector('.notice') !== null"), "a correction is not told as kept")
    check("Ada <b>Solheim" in page.run("document.querySelector('h1').innerText"), "a correction is not shown")
    submit(page, "document.querySelector('.corrections form').requestSubmit()")
    check("Ada" not in page.run("document.querySelector('h1').innerText"), "a correction is not taken back")
    page.open(server.root + "/sources/s3")
    submit(page, "document.querySelector('#m-into').value = 's2'; document.querySelector('#m-into').form.requestSubmit()")
    page.open(server.root + "/sources/s2")
    submit(page, "document.querySelector('form[action$=\"/do/split\"]').requestSubmit()")
    check(page.run("document.querySelector('form[action$=\"/do/split\"]') === null && document.querySelector('.notice') !== null"), "a merge is not taken back")
    page.open(server.root + "/documents/d1")
    submit(page, "document.querySelector('#k-outlet').value = 'Weir <Post>'; document.querySelector('#k-outlet').form.requestSubmit()")
    check("Weir <Post>" in page.run("document.querySelector('.head .meta').innerText"), "an outlet is not corrected")
    submit(page, "document.querySelector('.corrections form').requestSubmit()")
    check("Weir" not in page.run("document.querySelector('.head .meta').innerText"), "an outlet's correction is not taken back")
    page.open(server.root + "/documents/d6")
    submit(page, "document.querySelector('.note button[value=wrong]').click()")
    check(page.run("document.querySelector('.badge.wrong') !== null"), "what is called wrong has no badge")
    page.open(server.root + "/add")
    submit(page, "document.querySelector('#text').value = 'Ada Solheim said on Monday that the ferry to Brinkholm would sail again in June. The ministry denied it.';"
                 "document.querySelector('#a-outlet').value = 'Brinkholm Post'; document.querySelector('#text').form.requestSubmit()")
    check("/documents/d" in page.run("location.pathname"), "an added text does not lead to its page")
    check(page.run("document.querySelectorAll('.note').length") > 0, "an added text has no reading")
    page.open(server.root + "/?q=ferry+Brinkholm")
    check(page.run("document.querySelectorAll('.claim').length") > 0, "an added claim is not found")
    check(not page.complaints(), "the console says something of forms")


def check_files(page, server, examples):
    page.open(server.root + "/add")
    root = page.call("DOM.getDocument")["root"]["nodeId"]
    node = page.call("DOM.querySelector", nodeId=root, selector="#files")["nodeId"]
    page.call("DOM.setFileInputFiles", nodeId=node, files=[os.path.join(examples, "toll-meridian-post.html")])
    submit(page, "document.querySelector('#drop').requestSubmit()")
    check("/documents/d" in page.run("location.pathname"), "a file that is given does not lead to its page")


def give_several(page, server, folder):
    """Two texts, one that is in already, one that is none; the form is filled in."""
    files = []
    for name, text in (("ferry.txt", "Ada Solheim said on Monday that the new ferry was late."), ("report.pdf", "%PDF-1.7\n1 0 obj"),
                       ("ferry-again.txt", "Ada Solheim said on Monday that the new ferry was late."), ("pier.txt", "Jonas Brekke denied that the old pier was closed.")):
        files.append(os.path.join(folder, name))
        with open(files[-1], "w", encoding="utf-8") as f:
            f.write(text + "\n")
    page.open(server.root + "/add")
    root = page.call("DOM.getDocument")["root"]["nodeId"]
    node = page.call("DOM.querySelector", nodeId=root, selector="#files")["nodeId"]
    page.call("DOM.setFileInputFiles", nodeId=node, files=files)


TOLD = "[...document.querySelectorAll('#results li')].map(e => e.textContent)"


def check_results(page, out, name, head):
    told = page.run(TOLD)
    check(page.run("document.querySelector('#results h2').textContent") == head, f"{name}: {page.run('document.querySelector(`#results h2`).textContent')}")
    check(len(told) == 4 and sum("could not be read: this is a PDF" in t for t in told) == 1, f"{name}: not each file is told of: {told}")
    check(page.run("document.querySelectorAll('#results a[href*=\"/documents/d\"]').length") == 3, f"{name}: no links to what was read")
    for width in (1280, 390):
        for dark in (False, True):
            page.size(width, 900, dark)
            check(page.run("document.documentElement.scrollWidth") <= width, f"{name}: wider than {width}")
            page.shoot(os.path.join(out, f"{name}-{width}-{'dark' if dark else 'light'}.png"), 1500)
    page.size(1280, 900, False)


def check_several(page, server, folder, out):
    """Several files, of which one cannot be read: each is told of as it is in, and without a script all at once."""
    give_several(page, server, folder)
    page.run("""window.seen = []; new MutationObserver(() => seen.push(document.querySelectorAll("#results li a").length)).observe(document.querySelector("#results"),
        {childList: true, subtree: true}); document.querySelector("#drop").requestSubmit()""")
    page.run("""new Promise(done => { const end = Date.now() + 60000; const look = () => Date.now() > end || /added/.test(document.querySelector("#results h2")?.textContent) ?
        done(true) : setTimeout(look, 50); look(); })""")
    check(page.run("location.pathname") == "/add", "several files lead away")
    check(page.run("seen.includes(1) && seen.includes(2)"), "files are not told of one by one")
    check(page.run("document.querySelector('#drop button').disabled") is False, "no more files can be given")
    check_results(page, out, "added", "2 added, 1 in already, 1 could not be read")
    check(not [c for c in page.complaints() if "Failed to load resource" not in c], "the console says something of files")
    give_several(page, server, folder)
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.open(server.root + "/add")  # anew, without what the script did to it
    root = page.call("DOM.getDocument")["root"]["nodeId"]
    node = page.call("DOM.querySelector", nodeId=root, selector="#files")["nodeId"]
    page.call("DOM.setFileInputFiles", nodeId=node, files=[os.path.join(folder, n) for n in ("ferry.txt", "report.pdf", "ferry-again.txt", "pier.txt")])
    submit(page, "document.querySelector('#drop').submit()")
    check_results(page, out, "added-without-script", "3 in already, 1 could not be read")
    page.call("Emulation.setScriptExecutionDisabled", value=False)


def check_live(page, server, hearsay, ledger, folder):
    page.open(server.root + "/")
    text = os.path.join(folder, "new.txt")
    with open(text, "w", encoding="utf-8") as f:
        f.write("Ada Solheim said on Tuesday that the new lighthouse would cost 14 million crowns.\n")
    subprocess.run([hearsay, "add", "--ledger", ledger, text], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = page.run("""new Promise(done => { const end = Date.now() + 20000; const look = () => document.querySelector("#live a") ? done(true) :
        Date.now() > end ? done(false) : setTimeout(look, 100); look(); })""")
    check(told, "a new claim is not told to the page that is open")


def check_links(page, server, views):
    """Every link of every view leads somewhere, and tables are tables."""
    seen = set()
    for name, path in views.items():
        if name in ("missing", "refused"):
            continue
        page.open(server.root + path)
        for href in page.run("[...document.querySelectorAll('a[href], link[href], script[src]')].map(a => new URL(a.getAttribute('href') || a.getAttribute('src'), document.baseURI).href)"):
            href = href.split("#")[0]
            if href.startswith(server.root) and href not in seen and len(seen) < 400:
                seen.add(href)
                try:
                    with urllib.request.urlopen(href, timeout=60) as reply:
                        kind = reply.headers["Content-Type"]
                        check("format=csv" not in href or kind.startswith("text/csv"), f"{name}: {href} is {kind}")
                except urllib.error.HTTPError as e:
                    check(False, f"{name}: {href} answers {e.code}")


def check_without_script(page, server, views, out):
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    for name in ("claims", "claim", "document", "trace"):
        page.open(server.root + views[name])
        page.shoot(os.path.join(out, name + "-without-script.png"), 1500)
        html = page.call("DOM.getOuterHTML", nodeId=page.call("DOM.getDocument")["root"]["nodeId"])["outerHTML"]
        check("has-js" not in html and 'class="who' in html, f"{name}: cannot be read without script")
    page.call("Emulation.setScriptExecutionDisabled", value=False)


def print_report(page, server, views, out):
    for name in ("claim", "source", "document", "trace"):
        page.open(server.root + views[name])
        data = base64.b64decode(page.call("Page.printToPDF", printBackground=True)["data"])
        check(data.startswith(b"%PDF") and len(data) > 5000, f"{name}: no report")
        with open(os.path.join(out, name + ".pdf"), "wb") as f:
            f.write(data)


def main():
    hearsay, related, examples, out = (os.path.abspath(p) for p in sys.argv[1:5])
    program = browser.find()
    if not program:
        print("skipped: there is no Chromium")
        return 77
    axe = None
    if os.environ.get("HEARSAY_AXE"):
        with open(os.environ["HEARSAY_AXE"], encoding="utf-8") as f:
            axe = f.read()
    else:
        print("axe-core is not here ($HEARSAY_AXE): accessibility is not checked by it")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    folder = tempfile.mkdtemp(prefix="hs_web_")
    server = page = None
    try:
        ledger = fill(hearsay, related, examples, folder)
        views = views_of(hearsay, ledger)
        server = Site(hearsay, ledger)
        page = browser.Browser(program)
        page.open(server.url)  # with its token, so that one may write
        check("token" not in page.run("location.href"), "the token stays in the address")
        look(page, server, views, out, axe)
        check_keys(page, server)
        check_graph(page, server)
        check_trace(page, server)
        check_links(page, server, views)
        check_forms(page, server)
        check_files(page, server, examples)
        check_several(page, server, folder, out)
        check_live(page, server, hearsay, ledger, folder)
        check_without_script(page, server, views, out)
        print_report(page, server, views, out)
    finally:
        if page:
            page.close()
        if server:
            server.stop()
        shutil.rmtree(folder)
    print(f"{len(os.listdir(out))} pictures and reports in {out}; {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
