/* origins_asked.c -- what a statement asks to be traced. In: its words. Out: of one that denies something, what is denied: nobody says "the ministry
 * denies the leak" who says that there was one, and a comparer takes the two for contraries. Of one that tells who says something ("Hale says the dam is leaking"), what is said: claims
 * are without their holders. By words alone, one pass over the first 48. Any thread. */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"

enum { WORDS = 48, WORD_BYTES = 24, SOURCE_WORDS = 14, LABEL_WORDS = 8, SHELL_WITHIN = 6, OBJECT_WITHIN = 4 };

typedef struct word {
    uint32_t begin, end;
    char low[WORD_BYTES]; /* small letters of ASCII, ' for ’ */
    char mark;            /* the last of , ; : . - that stands before it, - for any dash; 0: none */
} word;

/* Words [from, to). */
typedef struct part {
    size_t from, to;
} part;

typedef struct statement {
    hs_str is;
    word w[WORDS];
    size_t n;
    part source, denied; /* source: who denies, or says, it; empty: nobody is named */
    bool said;           /* nobody denies it */
} statement;

static const char DENIES[] = " deny denies denied refute refutes refuted debunk debunks debunked disprove disproves disproved rebut rebuts rebutted ";
/* Much is rejected that nobody says: of these only reports and the like are denied. */
static const char BRUSHES_OFF[] = " reject rejects rejected dismiss dismisses dismissed dispute disputes disputed rubbish rubbishes rubbished quash quashes quashed "
                                  "rebuff rebuffs rebuffed discount discounts discounted ";
static const char CALLS[] = " call calls called brand brands branded label labels labelled labeled ";
static const char SAYS[] = " say says said saying tells told claim claims claimed claiming insist insists insisted states stated reports reported announces announced ";
static const char SHELLS[] = " report reports rumour rumours rumor rumors claim claims allegation allegations suggestion suggestions accusation accusations story stories "
                             "speculation news assertion assertions charge charges article articles gossip hoax myth fiction theory theories ";
static const char NEGATES[] = " not never no cannot neither nor without refuse refuses refused decline declines declined fail fails failed short whether if won't can't didn't doesn't "
                              "don't isn't aren't wasn't weren't hasn't haven't couldn't wouldn't ";
static const char DETERMINERS[] = " a an the any all these those this that such some its his her their it it's ";
static const char COPULAS[] = " is are was were be been being has have had prove proves proved proven revealed exposed called turned turns out to ";
/* Of what a claim is said to be these are never true of a thing: a passport may be false, a leak that was a hoax was none. */
static const char UNTRUE[] = " hoax untrue unfounded baseless groundless debunked fabricated fabrication ";
static const char FALSE_THING[] = " false fake bogus inaccurate wrong rubbish nonsense fiction lie lies ";

static bool among(const char *low, const char *list)
{
    char key[WORD_BYTES + 2];
    size_t len = strlen(low);
    key[0] = ' ';
    memcpy(key + 1, low, len);
    memcpy(key + 1 + len, " ", 2);
    return len && strstr(list, key) != NULL;
}

static bool at(const statement *s, size_t i, const char *list)
{
    return i < s->n && among(s->w[i].low, list);
}

static bool any(const statement *s, part p, const char *list)
{
    for (size_t i = p.from; i < p.to; i++)
        if (at(s, i, list))
            return true;
    return false;
}

static bool is_gerund(const char *low)
{
    size_t len = strlen(low);
    return len > 5 && memcmp(low + len - 3, "ing", 3) == 0;
}

/* "the union's" */
static bool is_owner(const char *low)
{
    return hs_owner_mark(hs_ascii_of(low)) > 0;
}

/* ---- words ---- */

static char mark_between(hs_str s, size_t from, size_t to)
{
    char mark = 0;
    for (size_t i = from; i < to; i++) {
        char c = s.ptr[i];
        const bool dash = to - i > 2 && (unsigned char)c == 0xE2 && (unsigned char)s.ptr[i + 1] == 0x80, blank = i > from && s.ptr[i - 1] == ' ';
        if ((c == '-' && blank) || (dash && (unsigned char)s.ptr[i + 2] == 0x93 && blank) || (dash && (unsigned char)s.ptr[i + 2] == 0x94)) /* not "U.S.-Mexico" */
            mark = '-';
        else if (c && strchr(",;:.", c))
            mark = c;
    }
    return mark;
}

static void fold(word *w, hs_str s)
{
    size_t n = 0;
    for (size_t i = w->begin; i < w->end && n + 1 < WORD_BYTES; i++) {
        if (w->end - i > 2 && memcmp(s.ptr + i, "\xE2\x80\x99", 3) == 0) {
            w->low[n++] = '\'';
            i += 2;
        } else {
            w->low[n++] = hs_ascii_lower(s.ptr[i]);
        }
    }
}

/* @return false: too long to be one statement, or a question */
static bool take_words(statement *s)
{
    hs_span span;
    uint32_t from = 0, past = 0;
    for (; hs_word_next(&span, s->is, &from); past = span.end) {
        if (s->n == WORDS)
            return false;
        word *w = &s->w[s->n++];
        *w = (word){.begin = span.begin, .end = span.end, .mark = mark_between(s->is, past, span.begin)};
        fold(w, s->is);
    }
    bool asks = at(s, 0, " did does do why how who what when is are was were has have will ");
    return s->n > 2 && !asks && hs_ascii_char(s->is, 0, '?') == s->is.len;
}

/* Up to where something else is said: ", says that ..", "; ..", ", officials insist". */
static part clause(const statement *s, part p)
{
    static const char ELSE[] = " but while as after amid despite adding although though because and ";
    for (size_t i = p.from + 1; i < p.to; i++) {
        char mark = s->w[i].mark;
        bool says = at(s, i, SAYS) || at(s, i, ELSE) || (i + 1 < p.to && at(s, i + 1, SAYS)) || (i + 2 < p.to && at(s, i + 2, SAYS));
        bool ends = mark == '.' && s->w[i - 1].end - s->w[i - 1].begin > 3;
        if (mark == ';' || mark == ':' || mark == '-' || ends || (mark == ',' && says))
            p.to = i;
    }
    return p;
}

/* ---- reports of something ---- */

/* The first word of a part that calls it a report or the like. It stands before any verb or preposition. */
static size_t find_shell(const statement *s, part p)
{
    static const char PAST[] = " after over in on at for to with from about amid who is was are were that had has will would ";
    for (size_t i = p.from; i < p.to && i < p.from + SHELL_WITHIN && !at(s, i, PAST); i++)
        if (at(s, i, SHELLS))
            return i;
    return SIZE_MAX;
}

static size_t find(const statement *s, part p, const char *list)
{
    while (p.from < p.to && !at(s, p.from, list))
        p.from++;
    return p.from;
}

/* Do words before a report tell what it says, and not only whose it is: "the leak report", but "unfounded media reports"? */
static bool tells(const statement *s, part p)
{
    static const char WHOSE[] = " media press newspaper news tv television internet online web social viral local foreign recent earlier latest new widespread unfounded false fake "
                                "unconfirmed persistent such these certain wild many several most claim report rumour rumor hoax myth fiction lie lies ";
    for (size_t i = p.from; i < p.to; i++)
        if (!at(s, i, DETERMINERS) && !at(s, i, WHOSE))
            return true;
    return false;
}

/* What is reported, of words that call it a report: "reports that ..", "rumours of ..", "claims he ..", "the leak reports". @return false: nothing */
static bool unwrap(const statement *s, part *p)
{
    size_t shell = find_shell(s, *p), next = shell + 1;
    if (shell != SIZE_MAX) {
        part behind = {next, p->to}, before = {p->from, shell};
        size_t that = find(s, behind, " that ");
        bool told = tells(s, before) && !is_owner(s->w[shell - 1].low);
        if (at(s, next, " by from in on as ") && that < p->to && that < next + SHELL_WITHIN)
            *p = (part){that + 1, p->to};
        else if (at(s, next, told ? " that of about he she it they " : " that of about on he she it they ") && next < p->to)
            *p = at(s, next, " that of about on ") ? (part){next + 1, p->to} : behind;
        else
            *p = told ? before : behind;
    }
    if (p->from < p->to && at(s, p->from, " that "))
        p->from++;
    while (p->from < p->to && at(s, p->to - 1, " as a an being "))
        p->to--;
    return p->from < p->to && tells(s, *p);
}

/* ---- who denies what ---- */

/* Is a verb at `v` what somebody denies by: not "did not deny", "was denied", "who denied", "confirm or deny"? */
static bool is_denial(const statement *s, size_t v)
{
    static const char NOT_BEFORE[] = " who that which and or but be been being is are was were get gets got of by the a an ";
    part before = {v > 3 ? v - 3 : 0, v}, source = {0, v};
    bool pair = s->w[v].mark == ','; /* "Lindqvist, the harbour master, denies": a comma needs another before it */
    for (size_t i = 1; i < v && s->w[v].mark == ','; i++)
        pair = pair && s->w[i].mark != ',';
    return v > 0 && v <= SOURCE_WORDS && !pair && !at(s, v - 1, NOT_BEFORE) && !any(s, before, NEGATES) && !any(s, source, SAYS) && s->w[v].mark != ':' && s->w[v].mark != ';' &&
           s->w[v].mark != '-';
}

/* "denies bail", "denied entry": nothing is said not to be so. */
static bool withholds(const statement *s, part p)
{
    static const char OBJECTS[] = " bail visa visas entry access permission request requests motion appeal petition bid parole asylum application applications licence license permit "
                                  "funding justice rights service treatment benefits citizenship clemency stay injunction custody leave planning ";
    p.to = p.to < p.from + OBJECT_WITHIN ? p.to : p.from + OBJECT_WITHIN;
    return !at(s, p.from, " that it he she they having ") && !is_gerund(s->w[p.from].low) && find_shell(s, p) == SIZE_MAX && any(s, p, OBJECTS);
}

/* "The ministry denies Y", "officials dismiss reports that Y", "X does not believe that Y", "X sees no evidence of Y". */
static bool by_verb(statement *s)
{
    for (size_t v = 1; v < s->n; v++) {
        part rest = clause(s, (part){v + 1, s->n});
        bool denies = at(s, v, DENIES), off = at(s, v, BRUSHES_OFF) && (at(s, v + 1, " that ") || find_shell(s, rest) != SIZE_MAX);
        bool none = at(s, v, " see sees saw find finds found has have had ") && at(s, v + 1, " no ") && at(s, v + 2, " evidence proof sign signs indication ") && at(s, v + 3, " of that for ");
        bool doubts = (at(s, v, " doubts doubted ") && at(s, v + 1, " that ")) || (at(s, v, " believe think accept ") && v > 1 && at(s, v - 1, " not doesn't don't didn't "));
        if (v + 1 >= s->n || s->w[v + 1].mark || at(s, v + 1, " by "))
            continue;
        if (doubts && !at(s, v + 1, " in ")) {
            size_t end = at(s, v, " doubts doubted ") ? v : v - 1;
            s->source = (part){0, end - (end > 1 && at(s, end - 1, " do does did "))};
            s->denied = rest;
            return is_denial(s, s->source.to) && !any(s, s->source, NEGATES);
        }
        if ((denies && !withholds(s, rest)) || off || none) {
            s->source = (part){0, v > 2 && at(s, v - 1, " to ") ? v - 2 : v}; /* "forced to deny" */
            for (size_t i = 1; i < s->source.to; i++)
                s->source.from = s->w[i].mark == ':' || s->w[i].mark == '.' ? i : s->source.from;
            s->denied = none ? (part){v + 4, rest.to} : rest;
            return is_denial(s, v);
        }
    }
    return false;
}

/* "Y, the ministry denies"; "reports of Y denied", "rumours of Y dismissed by the ministry". */
static bool by_last_verb(statement *s)
{
    size_t v = s->n - 1, comma = v;
    while (comma > 0 && s->w[comma].mark != ',' && s->w[comma].mark != '-')
        comma--;
    if (at(s, v, DENIES) && comma > 1 && comma < v && v - comma <= LABEL_WORDS && !any(s, (part){comma, v}, NEGATES)) {
        s->source = (part){comma, v};
        s->denied = (part){0, comma};
        return true;
    }
    for (v = 2; v < s->n; v++)
        if ((at(s, v, DENIES) || at(s, v, BRUSHES_OFF)) && (v + 1 == s->n || at(s, v + 1, " by as "))) {
            part what = {0, v};
            while (what.to > 1 && at(s, what.to - 1, COPULAS))
                what.to--;
            s->source = (part){0, 0};
            s->denied = what;
            return find_shell(s, what) != SIZE_MAX && !any(s, what, NEGATES) && !any(s, (part){find_shell(s, what) + 1, v}, SAYS);
        }
    return false;
}

/* ---- what is said to be untrue ---- */

/* "no truth in Y", "there is no evidence that Y", "it is not true that Y" */
static bool by_beginning(const statement *s, part *p)
{
    size_t i = p->from;
    i += at(s, i, " there there's it it's ");
    i += i < p->to && at(s, i, COPULAS);
    bool no = at(s, i, " no ") && at(s, i + 1, " truth basis foundation substance evidence proof ");
    bool untrue = (at(s, i, " not ") && at(s, i + 1, " true ")) || (i > p->from && at(s, i, " untrue false "));
    i += no || at(s, i, " not ") ? 2 : 1;
    if (!(no && at(s, i, " in to for behind that of ")) && !(untrue && at(s, i, " that ")))
        return false;
    *p = clause(s, (part){i + 1, p->to});
    return p->from < p->to;
}

/* "Y is a hoax", "reports of Y are false". @param called  by somebody: no "is" is needed */
static bool by_end(const statement *s, part *p, bool called)
{
    static const char MODIFIES[] = " a an the all just simply totally completely categorically entirely wholly purely utterly absolutely total complete pure another giant elaborate as wildly "
                                   "internet online yet ";
    bool copula = called, untrue = false, thing = false;
    size_t to = p->to;
    if (to > p->from + 2 && ((at(s, to - 1, " true real ") && at(s, to - 2, " not ")) || (at(s, to - 1, " up ") && at(s, to - 2, " made ")))) {
        untrue = at(s, to - 1, " true ");
        thing = !untrue;
        to -= 2;
    } else {
        untrue = at(s, to - 1, UNTRUE);
        thing = at(s, to - 1, FALSE_THING) || (at(s, to - 1, " news ") && at(s, to - 2, " fake "));
        to -= 1 + at(s, to - 1, " news ");
    }
    while (to > p->from && (at(s, to - 1, MODIFIES) || at(s, to - 1, COPULAS))) {
        copula = copula || at(s, to - 1, COPULAS);
        to--;
    }
    part what = {p->from, to};
    bool last = to > p->from && at(s, to - 1, SHELLS), shell = last || find_shell(s, what) != SIZE_MAX; /* "the bridge sale story" */
    if (!(untrue || thing) || to < p->from + 1 || at(s, to - 1, " it that this he she for of by on with in as than ") || any(s, what, NEGATES) || any(s, (part){to > 2 ? to - 2 : 0, to}, " may might could probably perhaps possibly "))
        return false;
    *p = (part){p->from, to - (last && to > p->from + 1)};
    return shell || (untrue && copula && to > p->from + 1 + at(s, p->from, DETERMINERS));
}

static bool is_untrue(statement *s, part p, bool called)
{
    bool is = (!called && by_beginning(s, &p)) || (p.to > p.from && by_end(s, &p, called));
    s->denied = p;
    return is;
}

/* A checker's label: "False: Y", "Hoax alert: Y". */
static bool is_label(const statement *s, part p)
{
    for (size_t i = p.from; i < p.to; i++)
        if (!at(s, i, " false fake hoax untrue debunked busted fact fiction check alert news myth bogus rumour rumor claim "))
            return false;
    return any(s, p, " false fake hoax untrue debunked busted myth bogus ");
}

/* "The ministry: Y is untrue", "Y is untrue, the ministry says", "the ministry calls Y a hoax", "Y is untrue" */
static bool by_predicate(statement *s)
{
    for (size_t i = 1; i < s->n && i <= LABEL_WORDS; i++) {
        part left = {0, i}, right = {i, s->n};
        if (s->w[i].mark == ':') {
            bool label = is_label(s, left);
            s->source = label || at(s, 0, " fact ") ? (part){0, 0} : left;
            s->denied = right;
            return is_untrue(s, clause(s, right), false) || (label && !any(s, (s->denied = clause(s, right)), NEGATES));
        }
        if (s->w[i].mark)
            break;
        if ((at(s, i, SAYS) && !any(s, left, NEGATES) && find_shell(s, left) == SIZE_MAX) || at(s, i, CALLS)) {
            s->source = left;
            return is_untrue(s, clause(s, (part){i + 1, s->n}), at(s, i, CALLS));
        }
    }
    size_t comma = s->n - 1;
    while (comma > 0 && s->w[comma].mark != ',')
        comma--;
    s->source = (part){0, 0};
    bool behind = comma > 1 && s->n - comma <= LABEL_WORDS && (any(s, (part){comma, s->n}, SAYS) || at(s, comma, " according "));
    return is_untrue(s, (part){0, behind ? comma : s->n}, false);
}

/* ---- who says what ---- */

/* Does a finite verb stand in the main clause, behind a first word of who it is about: "the dam | is leaking"? Not "were fraudulent", "guilt and will pay", "12 lives that were lost". */
static bool is_clause(const statement *s, part p)
{
    static const char FINITE[] = " is are was were has have had will would can could may might must should did does do isn't aren't wasn't weren't won't ";
    static const char ENDS[] = " who which that and or but whose where when ";
    for (size_t i = p.from; i < p.to && !at(s, i, ENDS); i++)
        if (at(s, i, FINITE))
            return i > p.from;
    return false;
}

/* What is said begins so: no question, no infinitive, nothing that only points. */
static bool is_said(const statement *s, part p, bool that)
{
    static const char OTHER[] = " to so no not nothing yes it what how why when where whether if who which in on at for of about with by from after before as goodbye sorry hello little much more this these those ";
    const bool deny = any(s, p, DENIES) || any(s, p, BRUSHES_OFF) || any(s, p, CALLS); /* what another denies is not told by the way */
    return p.to > p.from + 1 && !deny && (that ? !at(s, p.from, " it is are was were has have had will would ") : !at(s, p.from, OTHER) && (is_clause(s, p) || at(s, p.from - 1, " say says ")));
}

/* How many quotation marks stand in these bytes, apostrophes left out. */
static size_t count_marks(hs_str s, size_t from, size_t to)
{
    static const char *const marks[] = {"'", "\"", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D"};
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
            const size_t behind = i + strlen(marks[k]);
            n += hs_ascii_begins(hs_ascii_from(s, i), marks[k]) && !(i > from && behind < s.len && hs_ascii_is_letter(s.ptr[i - 1]) && hs_ascii_is_letter(s.ptr[behind]));
        }
    return n;
}

/* May the words before a verb be somebody who says it: not "nobody says", "Hale may say", "after claims", "Hale's claims", "'Hale says it' is a hoax"? */
static bool is_sayer(const statement *s, part p)
{
    static const char NOBODY[] = " nobody none noone neither few who which that what whoever anyone anybody everyone everybody everything all there it as if when after ";
    static const char MODALS[] = " will would can could may might must should shall to been is are was were be ";
    static const char CLAUSES[] = " as while because ", JOINS[] = " when after before amid despite over on of by for from with about against and or ";
    if (p.from == p.to || any(s, p, NEGATES) || any(s, p, CLAUSES) || at(s, p.from, NOBODY) || at(s, p.to - 1, JOINS) || is_owner(s->w[p.to - 1].low) ||
        any(s, (part){p.to > 2 ? p.to - 2 : 0, p.to}, MODALS) || find_shell(s, p) != SIZE_MAX)
        return false;
    const bool opened = p.from == 0 && count_marks(s->is, 0, s->w[0].begin) > 0;
    return !opened || count_marks(s->is, s->w[0].end, p.to < s->n ? s->w[p.to].begin : s->is.len) > 0;
}

/* "Hale says the dam is leaking", "Hale told reporters that it is", "The dam is leaking, Hale says", "according to Hale, the dam is leaking". */
static bool by_saying(statement *s)
{
    static const char VERBS[] = " say says said claim claims claimed insist insists insisted stated announce announces announced admit admits admitted concede concedes conceded confirm confirms "
                                "confirmed believe believes believed think thinks warn warns warned maintain maintains maintained allege alleges argue argues argued "; /* "state" and "alleged" stand in names */
    size_t comma = s->n - 1;
    s->said = true;
    if (at(s, 0, " according ") && at(s, 1, " to ")) {
        for (comma = 3; comma < s->n && s->w[comma].mark != ','; comma++) {
        }
        s->source = (part){2, comma};
        s->denied = clause(s, (part){comma, s->n});
        return comma < s->n && comma <= LABEL_WORDS && is_said(s, s->denied, true);
    }
    while (comma > 1 && s->w[comma].mark != ',')
        comma--;
    if (comma > 1 && s->n - comma <= LABEL_WORDS && at(s, s->n - 1, " says said ")) {
        s->source = (part){comma, s->n - 1};
        s->denied = (part){0, comma};
        return is_sayer(s, s->source) && is_said(s, s->denied, true);
    }
    for (size_t v = 1; v + 1 < s->n; v++) {
        const bool tells = at(s, v, " tell tells told telling "), says = at(s, v, VERBS);
        if (!tells && !says)
            continue;
        size_t that = v + 1;
        while (tells && that < s->n && that < v + OBJECT_WITHIN && !at(s, that, " that "))
            that++;
        const bool marked = at(s, that, " that ");
        s->source = (part){0, v};
        s->denied = clause(s, (part){that + marked, s->n});
        return (marked || says) && !s->w[that].mark && is_denial(s, v) && is_sayer(s, s->source) && is_said(s, s->denied, marked);
    }
    return false;
}

/* ---- what is asked ---- */

/* Both parts are of a statement that fits, with a blank between them. */
static size_t put(char *room, size_t n, const statement *s, part p)
{
    size_t len = p.from < p.to ? s->w[p.to - 1].end - s->w[p.from].begin : 0;
    if (!len)
        return n;
    if (n)
        room[n++] = ' ';
    memcpy(room + n, s->is.ptr + s->w[p.from].begin, len);
    return n + len;
}

/* "it knew" is who denies it; "knowing of the leak", "any part in it", "the truce" say little without. */
static size_t put_source(char *room, statement *s)
{
    static const char HIS[] = " any involvement role links ties knowledge responsibility plans plan ";
    part *d = &s->denied;
    bool is = at(s, d->from, " it's he's she's "), pronoun = (is || at(s, d->from, " it he she they ")) && d->to > d->from + 1;
    bool brief = d->to == d->from + 1 + at(s, d->from, DETERMINERS);
    if (!pronoun && (s->said || (!brief && !is_gerund(s->w[d->from].low) && !at(s, d->from, HIS))))
        return 0;
    size_t n = put(room, 0, s, s->source);
    d->from += pronoun && n;
    if (is && n) { /* no longer than "she's" and a blank */
        memcpy(room + n, " is", 3);
        n += 3;
    }
    return n;
}

hs_str hs_trace_asked(char room[HS_ASKED_BYTES], hs_str words)
{
    statement s = {.is = words};
    if (words.len >= HS_ASKED_BYTES || !take_words(&s) || (!((by_verb(&s) || by_last_verb(&s) || by_predicate(&s)) && unwrap(&s, &s.denied)) && !by_saying(&s)))
        return words;
    part denied = s.denied;
    size_t n = put_source(room, &s);
    n = put(room, n, &s, s.denied);
    hs_str content = {words.ptr + s.w[denied.from].begin, s.w[denied.to - 1].end - s.w[denied.from].begin};
    return n && !hs_content_is_bare(content) ? (hs_str){room, n} : words;
}
