/* web_statement.c -- from whom a statement comes that somebody asks about, in whatever words it was told. In: words, hostile; a trace. Out: HTML.
 * No state. */
#include "status.h"
#include "web_views.h"

enum { MOST_CLAIMS = 12, MOST_LOOKED_AT = 24 /* each costs a look at all who hold it */, MOST_ORIGINS = 6, LINKED_WORDS = 60, LINKED_BYTES = 1000 };

/* Other pages about the same words. @param path  ours */
static void put_address(hs_page *p, const char *path, hs_str words)
{
    hs_html_text(p, p->request->base);
    hs_html(p, path);
    hs_html(p, "?q=");
    hs_html_percent(p, words);
    if (p->least > 0) {
        hs_html(p, "&amp;least=");
        hs_html_share(p, p->least);
    }
}

void hs_put_statement_link(hs_page *p, hs_str words, const char *attributes, const char *label)
{
    size_t n = 1;
    for (size_t i = 0; i < words.len; i++)
        n += words.ptr[i] == ' ';
    if (!words.len || words.len > LINKED_BYTES || n > LINKED_WORDS)
        return; /* no statement to be asked about, but a text */
    hs_html_format(p, "<a %s href=\"", attributes);
    put_address(p, "/trace", words);
    hs_html(p, "\">");
    hs_html(p, label);
    hs_html(p, "</a>");
}

static void put_form(hs_page *p, hs_str words)
{
    hs_html(p, "<form class=\"ask\" method=\"get\" action=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "/trace\"><label for=\"statement\">Trace a statement: who says so, and from where</label><div><input type=\"search\" id=\"statement\" "
               "name=\"q\" maxlength=\"1000\" required autocomplete=\"off\" placeholder=\"the ministry knew of the leak in March\"");
    hs_html_attribute(p, "value", words);
    hs_html(p, ">");
    if (p->least > 0) {
        hs_html(p, "<input type=\"hidden\" name=\"least\" value=\"");
        hs_html_share(p, p->least);
        hs_html(p, "\">");
    }
    hs_html(p, "<span class=\"go\"><button>Trace</button></span></div></form>");
}

static void put_head(hs_page *p, hs_str words)
{
    hs_html(p, "<header class=\"head\"><p class=\"kicker\">A statement, in whatever words</p>");
    hs_html(p, words.len > HS_WORDS_LONG ? "<h1 class=\"words long\">" : "<h1 class=\"words\">");
    hs_say_content(p, words, 4000, 'c', 0);
    hs_html(p, "</h1>");
}

/* By what it was decided which claims say it. */
static void put_how(hs_page *p)
{
    hs_html(p, "<p class=\"note\">");
    if (p->request->compare) {
        hs_html(p, "Which claims say it, and which contradict it, a machine decided by comparing each with the statement. It can be wrong: look at their words.");
    } else {
        hs_html(p, p->request->meaning ? "Claims were found by their words and by meaning alone" : "Claims were found by their words alone");
        hs_html(p, ", which misses other wordings and some of what contradicts the statement. ");
        hs_html(p, p->request->known ? "The model that compares each with the statement is not installed here."
                                     : "Who opens this page by the address with the token that “hearsay serve” printed gets each claim compared with the statement.");
    }
    hs_html(p, "</p>");
}

static void put_search_link(hs_page *p, hs_str words)
{
    hs_html(p, "<p><a href=\"");
    put_address(p, "/search", words);
    hs_html(p, "\">Search for these words</a></p>");
}

/* ---- the answer ---- */

static void put_first(hs_page *p, const hs_trace *trace, hs_trace_side side)
{
    size_t n;
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    uint32_t first = hs_trace_first(trace, side);
    if (first >= n)
        return;
    const bool open = hs_trace_first_is_open(trace, side);
    hs_html(p, side == HS_SIDE_FOR ? "" : "<p class=\"meta\">");
    hs_html(p, open ? "Perhaps first " : "First ");
    hs_html(p, side == HS_SIDE_FOR ? "in " : "told in ");
    hs_put_trace_node(p, &nodes[first]);
    hs_html(p, side == HS_SIDE_FOR ? "." : ".</p>");
}

/* What is to be known at a glance. */
static void put_answer(hs_page *p, const hs_trace *trace)
{
    uint32_t n_outlets, n_documents = hs_trace_documents(trace, &n_outlets);
    hs_origins against = hs_trace_origins(trace, HS_SIDE_AGAINST);
    hs_html(p, "<p class=\"answer\"><b>");
    hs_html_number(p, n_documents);
    hs_html(p, n_documents == 1 ? "</b> article" : "</b> articles");
    if (n_outlets) {
        hs_html(p, " of <b>");
        hs_html_number(p, n_outlets);
        hs_html(p, n_outlets == 1 ? "</b> outlet" : "</b> outlets");
    }
    hs_html(p, "; ");
    hs_put_origins(p, hs_trace_origins(trace, HS_SIDE_FOR), "for it");
    if (against.high) {
        hs_html(p, ", ");
        hs_put_origins(p, against, "against it");
    }
    hs_html(p, ". ");
    put_first(p, trace, HS_SIDE_FOR);
    hs_html(p, "</p>");
}

static void put_asked_as(hs_page *p, hs_str asked_as)
{
    if (!asked_as.len)
        return;
    hs_html(p, "<p class=\"lead\">Asked as ");
    hs_say_content(p, asked_as, HS_WORDS_IN_LIST, 'c', 0);
    hs_html(p, ": the statement tells who says or denies that, so that is traced. For and against are of it.</p>");
}

static void put_nearest(hs_page *p, const hs_trace *trace)
{
    hs_str words;
    if (!hs_trace_is_nearest(trace))
        return;
    hs_trace_claim(trace, &words);
    hs_html(p, "<p class=\"lead\">No claim has all the words that were asked for. Traced is the nearest: ");
    hs_say_content(p, words, HS_WORDS_IN_LIST, 'c', 0);
    hs_html(p, "</p>");
}

/* ---- for and against ---- */

/* "from four unnamed officials; the harbour master" */
static void put_origins_of(hs_page *p, const hs_trace *trace, hs_trace_side side)
{
    size_t n, told = 0;
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    for (size_t i = 0; i < n; i++) {
        if (!(nodes[i].origin & side) || told++ >= MOST_ORIGINS)
            continue;
        hs_html(p, told == 1 ? "<p class=\"from\">Origins: <span class=\"who\">" : "; <span class=\"who\">");
        hs_put_trace_node(p, &nodes[i]);
        hs_html(p, "</span>");
    }
    if (told > MOST_ORIGINS)
        hs_html_format(p, "; and %zu more", told - MOST_ORIGINS);
    hs_html(p, told ? "</p>" : "");
}

static bool holds(const uint64_t *ids, size_t n, uint64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Of a claim only some wordings may be of the trace: its own words, unless these are not, and then the ones that are. */
static hs_str words_of(const hs_claim *c, uint64_t id, const uint64_t *ids, size_t n)
{
    for (uint32_t i = 0; i < c->n_shown && !holds(ids, n, c->id); i++)
        if (c->wordings[i].claim == id)
            return c->wordings[i].words;
    return c->words;
}

static hs_status put_claims(hs_page *p, const hs_trace *trace, hs_trace_side side, hs_error *err)
{
    size_t n, n_told = 0, looked = 0;
    const uint64_t *ids = hs_trace_claims(trace, side, &n);
    uint64_t told[MOST_CLAIMS];
    hs_html(p, "<ul class=\"claims-of\">");
    for (; looked < n && looked < MOST_LOOKED_AT && n_told < MOST_CLAIMS; looked++) {
        hs_answer *answer;
        size_t one;
        hs_status status = hs_page_show(&answer, p, 'c', ids[looked], err);
        if (status != HS_OK && status != HS_E_NONE)
            return status;
        if (status == HS_E_NONE) /* of a ledger that changed meanwhile */
            continue;
        const hs_claim *c = hs_answer_claims(answer, &one);
        if (!holds(told, n_told, c->id)) {
            told[n_told++] = c->id;
            hs_html(p, "<li>");
            hs_say_content(p, words_of(c, ids[looked], ids, n), HS_WORDS_IN_LIST, 'c', c->id);
            hs_html(p, " <span class=\"meta\">");
            hs_put_spread(p, c->n_documents, c->n_outlets);
            hs_html(p, "</span></li>");
        }
        hs_answer_free(answer);
    }
    hs_html(p, looked < n ? "</ul><p class=\"note\">And more wordings.</p>" : "</ul>");
    return HS_OK;
}

static hs_status put_side(hs_page *p, const hs_trace *trace, hs_trace_side side, hs_error *err)
{
    bool with = side == HS_SIDE_FOR;
    size_t n;
    hs_trace_claims(trace, side, &n);
    hs_origins origins = hs_trace_origins(trace, side);
    hs_html_format(p, "<section class=\"side %s\"><h2><span aria-hidden=\"true\">%s</span> %s</h2>", with ? "for" : "against", with ? "▲" : "▼",
                   with ? "For it" : "Against it");
    if (!origins.high)
        hs_html(p, with ? "<p class=\"none\">Nobody was found who holds it.</p>" : "<p class=\"none\">No denial of it was found.</p>");
    put_origins_of(p, trace, side);
    if (!with)
        put_first(p, trace, side);
    hs_status status = HS_OK;
    if (n) {
        hs_html(p, !with ? "<h3>Claims that contradict it</h3>" : origins.high ? "<h3>Claims that say it</h3>" : "<h3>Told of in these words</h3>");
        status = put_claims(p, trace, side, err);
    } else if (origins.high) {
        hs_html(p, "<p class=\"meta\">By rejecting what the claims for it say.</p>");
    }
    hs_html(p, "</section>");
    return status;
}

/* ---- the page ---- */

static hs_status put_found(hs_page *p, hs_str words, const hs_trace *trace, hs_error *err)
{
    put_asked_as(p, hs_trace_asked_as(trace));
    put_nearest(p, trace);
    put_answer(p, trace);
    hs_html(p, "</header><div class=\"sides2 sides-of\">");
    HS_TRY(put_side(p, trace, HS_SIDE_FOR, err));
    HS_TRY(put_side(p, trace, HS_SIDE_AGAINST, err));
    hs_html(p, "</div>");
    put_how(p);
    HS_TRY(hs_put_trace(p, trace, false, err));
    put_search_link(p, words);
    return HS_OK;
}

/* @param why  the ledger's words, and the nearest claim's number, or 0 */
static void put_not_found(hs_page *p, hs_str words, const hs_error *why)
{
    char first[2] = {why->msg[0] >= 'a' && why->msg[0] <= 'z' ? (char)(why->msg[0] - 'a' + 'A') : why->msg[0], '\0'};
    if (why->code == HS_E_NONE && !p->request->compare)
        put_how(p); /* first: what it misses may be all that there is */
    hs_html(p, "<p class=\"answer\">");
    hs_html_text(p, hs_html_str(first));
    hs_html_text(p, hs_html_str(why->msg[0] ? why->msg + 1 : ""));
    hs_html(p, ".</p>");
    if (why->code == HS_E_NONE && why->pos) {
        hs_html(p, "<p>");
        hs_html_link(p, 'c', why->pos, NULL);
        hs_html(p, "To that claim</a></p>");
    }
    put_search_link(p, words);
    hs_html(p, "</header>");
}

static void put_question(hs_page *p)
{
    hs_html(p, "<header class=\"head\"><h1>Trace a statement</h1><p class=\"lead\">Write a statement in your own words. All that was read is looked through for claims that "
               "say it, or contradict it, in whatever words: who had it first, who has it from whom, and how many independent origins it has.</p>"
               "<p class=\"lead\">Twenty articles that retell one agency’s exclusive have one origin. Of a denial (“the ministry denies that it knew of the leak”) what is denied "
               "is traced.</p></header>");
}

static hs_status put_statement(hs_page *p, hs_str words, float least, hs_error *err)
{
    hs_trace *trace;
    hs_error why = {HS_OK, 0, ""};
    hs_trace_query query = {.words = words, .meaning = p->request->meaning, .compare = p->request->compare, .least = least};
    hs_status status = hs_ledger_trace(&trace, p->ledger, &query, &why);
    bool nothing = status == HS_E_NONE || status == HS_E_ARG || status == HS_E_LIMIT;
    if (status != HS_OK && !nothing)
        return hs_fail(err, status, why.pos, "%s", why.msg);
    if (status == HS_E_LIMIT)
        p->reply->status = 400;
    put_head(p, words);
    if (nothing) {
        put_not_found(p, words, &why);
        return HS_OK;
    }
    status = put_found(p, words, trace, err);
    hs_trace_free(trace);
    return status;
}

hs_status hs_view_trace(hs_page *p, hs_error *err)
{
    hs_query query;
    HS_TRY(hs_page_query(p, &query, err));
    hs_html_begin(p, query.words.len ? query.words : HS_LIT("Trace a statement"), "trace", "one");
    put_form(p, query.words);
    hs_html(p, "<article>");
    if (query.words.len)
        HS_TRY(put_statement(p, query.words, query.least, err));
    else
        put_question(p);
    hs_html(p, "</article>");
    if (query.words.len)
        hs_put_tools(p, NULL, false, query.words);
    hs_html_end(p);
    return HS_OK;
}
