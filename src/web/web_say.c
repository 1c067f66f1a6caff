/* web_say.c -- a reading in plain words. In: an entry of an answer. Out: HTML. No state. */
#include "web_say.h"

#include <string.h>

#include "ascii.h"
#include "names.h"

/* ---- sides ---- */

const char *hs_side_class(hs_trace_side side)
{
    static const char *const classes[] = {[HS_SIDE_OPEN] = "open", [HS_SIDE_FOR] = "for", [HS_SIDE_AGAINST] = "against", [HS_SIDE_BOTH] = "both"};
    return classes[(size_t)side < 4 ? (size_t)side : 0];
}

/* ---- verbs ---- */

static const struct {
    const char *does, *bare;
} verbs[] = {
    [HS_ACT_UNKNOWN] = {"holds", "hold"},
    [HS_ACT_SAY] = {"says", "say"},
    [HS_ACT_CLAIM] = {"claims", "claim"},
    [HS_ACT_DENY] = {"denies", "deny"},
    [HS_ACT_ADMIT] = {"admits", "admit"},
    [HS_ACT_CONFIRM] = {"confirms", "confirm"},
    [HS_ACT_BELIEVE] = {"believes", "believe"},
    [HS_ACT_DOUBT] = {"doubts", "doubt"},
    [HS_ACT_SPECULATE] = {"speculates", "speculate"},
    [HS_ACT_KNOW] = {"knows", "know"},
    [HS_ACT_PREDICT] = {"predicts", "predict"},
    [HS_ACT_PROMISE] = {"promises", "promise"},
    [HS_ACT_ORDER] = {"orders", "order"},
    [HS_ACT_ASK] = {"asks", "ask"},
    [HS_ACT_ACCUSE] = {"accuses", "accuse"},
    [HS_ACT_AGREE] = {"agrees", "agree"},
    [HS_ACT_WARN] = {"warns", "warn"},
};

void hs_say_verb(hs_page *p, hs_act act, hs_polarity polarity)
{
    if ((size_t)act >= sizeof verbs / sizeof *verbs)
        act = HS_ACT_UNKNOWN;
    if (polarity == HS_POLARITY_NEGATIVE && act != HS_ACT_DENY && act != HS_ACT_DOUBT) {
        hs_html(p, "does not ");
        hs_html(p, verbs[act].bare);
    } else {
        hs_html(p, verbs[act].does);
    }
}

void hs_say_stance(hs_page *p, const hs_entry *e)
{
    static const char *const marks[] = {[HS_SIDE_OPEN] = "◇", [HS_SIDE_FOR] = "▲", [HS_SIDE_AGAINST] = "▼"};
    const hs_trace_side side = hs_entry_side(e);
    hs_html_format(p, "<span class=\"act %s\"><span aria-hidden=\"true\">%s</span> ", hs_side_class(side), marks[side]);
    if (hs_is_silence(e->act, e->content))
        hs_html(p, "declines");
    else
        hs_say_verb(p, e->act, e->polarity);
    if (e->certainty == HS_PROBABLE || e->certainty == HS_POSSIBLE)
        hs_html(p, e->certainty == HS_PROBABLE ? " <i>as probable</i>" : " <i>as possible</i>");
    hs_html(p, "</span>");
}

/* ---- who, through whom, where ---- */

const char *hs_say_kind(hs_source_kind kind, bool anonymous)
{
    static const char *const named[] = {"source", "person", "organisation", "outlet", "document", "group", "place"};
    static const char *const unnamed[] = {"not named",        "unnamed person", "unnamed organisation", "unnamed outlet",
                                          "unnamed document", "unnamed group",  "unnamed place"};
    size_t i = (size_t)kind < sizeof named / sizeof *named ? (size_t)kind : 0;
    return anonymous ? unnamed[i] : named[i];
}

void hs_say_who(hs_page *p, const hs_entry *e, bool full)
{
    if (!e->who.len) {
        hs_html(p, "<span class=\"who nobody\">nobody named</span>");
        return;
    }
    hs_html(p, e->anonymous ? "<span class=\"who unnamed\">" : "<span class=\"who\">");
    if (e->source)
        hs_html_link(p, 's', e->source, NULL);
    hs_html_name(p, e->who);
    if (e->source)
        hs_html(p, "</a>");
    if (e->anonymous)
        hs_html(p, " <span class=\"tag\">unnamed</span>");
    hs_html(p, "</span>");
    if (full && e->description.len && !e->anonymous) {
        hs_html(p, "<span class=\"role\">, ");
        hs_html_name(p, e->description);
        hs_html(p, "</span>");
    }
}

void hs_say_relays(hs_page *p, const hs_entry *e)
{
    if (!e->n_relays)
        return;
    hs_html(p, "<span class=\"via\">through ");
    for (uint32_t i = 0; i < e->n_relays; i++) {
        hs_html(p, i ? " › " : "");
        if (e->relays[i].source)
            hs_html_link(p, 's', e->relays[i].source, NULL);
        hs_html_name(p, e->relays[i].name);
        if (e->relays[i].source)
            hs_html(p, "</a>");
    }
    hs_html(p, "</span>");
}

bool hs_entry_shows(const hs_page *p, const hs_entry *e)
{
    return e->confidence >= p->least || e->verdict == HS_VERDICT_RIGHT;
}

static bool begins_quoted(hs_str s)
{
    static const char *const marks[] = {"“", "\"", "‘", "«", "„", "'"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (s.len >= strlen(marks[i]) && memcmp(s.ptr, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

void hs_say_content(hs_page *p, hs_str words, size_t most, char letter, uint64_t id)
{
    bool quoted = begins_quoted(words);
    hs_html(p, quoted ? "" : "“");
    if (id)
        hs_html_link(p, letter, id, NULL);
    hs_html(p, "<bdi>");
    hs_html_some(p, words, most);
    hs_html(p, id ? "</bdi></a>" : "</bdi>");
    hs_html(p, quoted ? "" : "”");
}

bool hs_say_undated(const hs_entry *e)
{
    return !e->published.len && e->heard_by != HS_DATED_PUBLISHED;
}

void hs_say_where(hs_page *p, const hs_entry *e, hs_str day)
{
    hs_str when = e->published.len ? e->published : e->heard;
    bool told = day.len && when.len >= day.len && memcmp(day.ptr, when.ptr, day.len) == 0;
    hs_html(p, "<span class=\"where\">");
    hs_html_link(p, 'd', e->document, NULL);
    if (e->outlet.len)
        hs_html_name(p, e->outlet);
    else
        hs_html_format(p, "article d%llu", (unsigned long long)e->document);
    hs_html(p, told && !hs_say_undated(e) ? "</a>" : "</a>, ");
    if (hs_say_undated(e))
        hs_html_format(p, "%s ", hs_dated_name(e->heard_by));
    if (!told || hs_say_undated(e))
        hs_html_time(p, when, false);
    hs_html(p, e->current ? "</span>" : " <span class=\"tag\">older version</span></span>");
}

void hs_say_verdict(hs_page *p, hs_verdict verdict)
{
    static const char *const badges[] = {"", "<span class=\"badge right\">confirmed by a person</span>",
                                         "<span class=\"badge wrong\">called wrong by a person</span>",
                                         "<span class=\"badge other\">corrected by a person</span>"};
    if ((size_t)verdict < sizeof badges / sizeof *badges)
        hs_html(p, badges[verdict]);
}

static bool same_str(hs_str a, hs_str b)
{
    return a.len == b.len && (!a.len || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool hs_same_position(const hs_entry *a, const hs_entry *b)
{
    if (a->act != b->act || a->polarity != b->polarity || a->certainty != b->certainty || a->verdict != b->verdict ||
        a->n_relays != b->n_relays)
        return false;
    for (uint32_t i = 0; i < a->n_relays; i++)
        if (!same_str(a->relays[i].name, b->relays[i].name))
            return false;
    return a->source ? a->source == b->source : !b->source && same_str(a->who, b->who);
}

/* ---- why ---- */

static void term(hs_page *p, const char *name)
{
    hs_html(p, "<div><dt>");
    hs_html(p, name);
    hs_html(p, "</dt><dd>");
}

static void end_term(hs_page *p)
{
    hs_html(p, "</dd></div>");
}

static void why_source(hs_page *p, const hs_entry *e)
{
    term(p, "Source");
    if (e->verdict == HS_VERDICT_OTHER)
        hs_html(p, "A person corrected this reading; what that person said stands. ");
    if (!e->who.len) {
        hs_html(p, "The text names nobody who holds it, so it is counted as unattributed.");
    } else if (e->anonymous) {
        hs_html(p, "The text describes the source but gives no name: ");
        hs_html_name(p, e->who);
        hs_html(p, ".");
        if (e->count)
            hs_html_format(p, " It speaks of %u of them.", e->count);
        if (e->reason.len) {
            hs_html(p, " Why no name: ");
            hs_html_name(p, e->reason);
            hs_html(p, ".");
        }
        hs_html(p, " Unnamed sources of other articles are not taken for the same.");
    } else {
        hs_html(p, "The words of the source name, or refer back to, ");
        hs_html_name(p, e->who);
        hs_html(p, ". The same name and kind in other articles is taken for the same source.");
    }
    end_term(p);
}

static void why_act(hs_page *p, const hs_entry *e)
{
    term(p, "How it is said");
    if (e->cue.len) {
        hs_html(p, "The cue “");
        hs_html_name(p, e->cue);
        hs_html(p, "” is read as <b>");
    } else {
        hs_html(p, "No word introduces it; it carries on what was said before, or stands as a quotation. Read as <b>");
    }
    hs_html(p, hs_act_name(e->act) ? hs_act_name(e->act) : "no known act");
    hs_html(p, "</b>.");
    end_term(p);
    term(p, "For or against");
    switch (hs_entry_side(e)) {
    case HS_SIDE_FOR:
        hs_html(p, "The source holds the content as it stands. A “not” inside the content belongs to the content.");
        break;
    case HS_SIDE_AGAINST:
        hs_html(p, "The source rejects or does not hold the content as it stands, as the cue and the words at it say.");
        break;
    default:
        hs_html(p, hs_is_silence(e->act, e->content)  ? "The source declines to say anything: this counts on neither side."
                   : e->polarity == HS_POLARITY_UNKNOWN ? "The words do not tell whether the source holds the content or its contrary: this counts on neither side."
                                                      : "The source asks, orders or passes on without saying whether it is so: this counts on neither side.");
    }
    end_term(p);
}

static void why_certainty(hs_page *p, const hs_entry *e)
{
    static const char *const because[] = {"The text does not let us tell.", "Said or known plainly, with no hedge.",
                                          "The cue or a word at it makes it likely, not sure: believes, expects, probably.",
                                          "The cue or a word at it makes it possible only: may, might, suspects.",
                                          "The cue commits the source to nothing: asks, orders, hopes, bare reports."};
    term(p, "How surely");
    if (hs_certainty_name(e->certainty))
        hs_html_format(p, "<b>%s</b>. ", hs_certainty_name(e->certainty));
    hs_html(p, because[(size_t)e->certainty < sizeof because / sizeof *because ? (size_t)e->certainty : 0]);
    end_term(p);
}

static void why_way(hs_page *p, const hs_entry *e)
{
    term(p, "Through whom");
    if (e->n_relays) {
        hs_html(p, "The text says that it was heard ");
        hs_say_relays(p, e);
        hs_html(p, " before it reached this page.");
    } else {
        hs_html(p, "The text names nobody between the source and the page.");
    }
    end_term(p);
    term(p, "When");
    if (e->time.len) {
        hs_html(p, "The text dates the statement: ");
        hs_html_time(p, e->time, false);
        hs_html(p, ".");
    } else {
        hs_html(p, "The text gives no date of the statement; the article’s stands in for it: ");
        hs_html_time(p, e->published.len ? e->published : e->heard, true);
        hs_html(p, ".");
    }
    end_term(p);
}

void hs_say_reasons(hs_page *p, const hs_entry *e)
{
    static const char *const quotations[] = {"In the writer’s words: outside quotation marks.",
                                             "In the source’s words: all of it inside quotation marks.",
                                             "Partly in the source’s words: some of it inside quotation marks."};
    static const char *const places[] = {"In the running text.", "In the headline.", "In a caption.",
                                         "In a link to another article."};
    hs_html(p, "<dl class=\"reasons\">");
    why_source(p, e);
    why_act(p, e);
    why_certainty(p, e);
    term(p, "Whose words");
    hs_html(p, quotations[(size_t)e->quotation < 3 ? (size_t)e->quotation : 0]);
    hs_html(p, " ");
    hs_html(p, places[(size_t)e->place < 4 ? (size_t)e->place : 0]);
    end_term(p);
    why_way(p, e);
    term(p, "Confidence");
    int percent = (int)(e->confidence * 100 + 0.5f);
    hs_html_format(p,
                   "<b>%d %%</b>. Of a hundred readings with this figure about %d have source and content at least half right, as "
                   "measured on articles kept out of training.",
                   percent, percent);
    end_term(p);
    hs_html(p, "</dl>");
}
