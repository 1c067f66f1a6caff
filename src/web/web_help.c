/* web_help.c -- how to read the pages: words, signs, keys. In: nothing. Out: HTML. */
#include "web_views.h"

static const char text[] =
    "<article class=\"prose\"><header class=\"head\"><h1>How to read this</h1></header>"
    "<p>News is mostly hearsay: an outlet reports that another reports what somebody said. hearsay reads articles and keeps a "
    "ledger of <b>who</b> says, denies, admits or doubts "
    "<b>what</b>, and <b>through whom</b> it was heard.</p>"
    "<h2>A claim</h2><p>One content in whatever articles. Under it stands who holds it and who rejects it, each with the way it "
    "took: <i>source</i> through <i>relays</i> to the <i>outlet</i>.</p>"
    "<h2>A trace</h2><p><b>Trace</b> takes a statement in your own words and finds the claims that say it, or contradict it, in whatever words: "
    "how many articles tell of it, who had it first, who has it from whom, and how many <b>independent origins</b> it has. An origin has it from "
    "nobody whom an article names; twenty articles that retell one agency’s exclusive have one.</p>"
    "<h2>Signs</h2><ul class=\"plain\">"
    "<li><span class=\"act for\"><span aria-hidden=\"true\">▲</span> says, claims, confirms ..</span> The source holds that it is "
    "so.</li>"
    "<li><span class=\"act against\"><span aria-hidden=\"true\">▼</span> denies, doubts ..</span> The source rejects it, or does "
    "not hold it.</li>"
    "<li><span class=\"act open\"><span aria-hidden=\"true\">◇</span> asks, orders ..</span> It is left open whether it is so; it "
    "counts on neither side.</li>"
    "<li><span class=\"tag\">unnamed</span> The article describes the source but does not name it.</li>"
    "<li><span class=\"badge disputed\">disputed</span> Sources stand on both sides.</li></ul>"
    "<h2>Confidence</h2><p>How often readings like this one are right, measured on articles that were kept out of training: of a "
    "hundred with 80 % about eighty have source and content at least half right. "
    "A threshold that you choose under <i>Narrow down</i> goes with you from page to page.</p>"
    "<h2>Being wrong</h2><p>A machine reads, and it errs. Every reading has a page that shows the words it rests on and the reason "
    "for each part of it. <b>Right</b> and <b>Wrong</b> say what you think with one press; "
    "<b>Correct</b> says more. Nothing that the machine read is lost by that, and what you say can be taken back.</p>"
    "<h2>Keys</h2><dl class=\"keys\"><div><dt><kbd>/</kbd></dt><dd>to the search</dd></div><div><dt><kbd>j</kbd> "
    "<kbd>k</kbd></dt><dd>next and previous in a list</dd></div>"
    "<div><dt><kbd>Enter</kbd></dt><dd>open it</dd></div></dl>"
    "<p class=\"js\"><label><input type=\"checkbox\" id=\"keys\" checked> single keys work on this device</label></p>"
    "<h2>Taking it along</h2><p>Every page has an address that stays. <i>Cite, print, export</i> gives a citation, a report on "
    "paper and, for lists, a table (CSV).</p></article>";

hs_status hs_view_help(hs_page *p, hs_error *err)
{
    (void)err;
    hs_html_begin(p, HS_LIT("How to read this"), "help", "help");
    hs_html(p, text);
    hs_html_end(p);
    return HS_OK;
}
