/* native_ask.c -- questions to a ledger: arguments -> hs_query -> the answer as the lines of JSON that the library writes. */
#include "native.h"

#include <stdlib.h>
#include <string.h>

/* What is asked, and its words, name or id. */
typedef struct question {
    hs_ledger *ledger;
    hs_query query;
    hs_str words, other;
    hs_meaning meaning;
    bool has_meaning;
} question;

typedef hs_status asker(hs_answer **out, question *q, hs_error *err);

static hs_status ask_claims(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_claims(out, q->ledger, &q->query, err);
}

static hs_status ask_attributions(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_attributions(out, q->ledger, &q->query, err);
}

static hs_status ask_articles(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_documents(out, q->ledger, &q->query, err);
}

static hs_status ask_outlets(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_outlets(out, q->ledger, &q->query, err);
}

static hs_status ask_sources(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_speakers(out, q->ledger, &q->query, err);
}

static hs_status ask_who(hs_answer **out, question *q, hs_error *err)
{
    return hs_ledger_who(out, q->ledger, q->words, &q->query, err);
}

static hs_status ask_search(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_search(out, q->ledger, &q->query, q->has_meaning ? &q->meaning : NULL, err);
}

static hs_status ask_show(hs_answer **out, question *q, hs_error *err)
{
    return hs_ledger_show(out, q->ledger, q->words, &q->query, err);
}

static hs_status ask_stats(hs_answer **out, question *q, hs_error *err)
{
    return hs_ledger_stats(out, q->ledger, err);
}

static hs_status ask_disputes(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_disputes(out, q->ledger, &q->query, err);
}

static hs_status ask_changes(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_changes(out, q->ledger, &q->query, err);
}

static hs_status ask_stories(hs_answer **out, question *q, hs_error *err)
{
    q->query.words = q->words;
    return hs_ledger_stories(out, q->ledger, &q->query, err);
}

static hs_status ask_explain(hs_answer **out, question *q, hs_error *err)
{
    return hs_ledger_explain(out, q->ledger, q->words, q->other, err);
}

static asker *find_asker(const char *name)
{
    static const struct {
        const char *name;
        asker *ask;
    } askers[] = {{"claims", ask_claims},   {"attributions", ask_attributions}, {"articles", ask_articles}, {"outlets", ask_outlets},
                  {"sources", ask_sources}, {"who", ask_who},                   {"search", ask_search},     {"show", ask_show},
                  {"stats", ask_stats},     {"disputes", ask_disputes},         {"changes", ask_changes},   {"stories", ask_stories},
                  {"explain", ask_explain}};
    for (size_t i = 0; i < sizeof askers / sizeof *askers; i++)
        if (strcmp(name, askers[i].name) == 0)
            return askers[i].ask;
    return NULL;
}

/* (what, words, other, since, until, outlet, source, after, title, act, polarity, certainty, naming, least, limit,
 * oldest_first, relayed, all, updates, most_first, single, meaning, model) */
static asker *parse(question *q, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"what", "words", "other", "since", "until", "outlet", "source", "after", "title", "act", "polarity",
                            "certainty", "naming", "least", "limit", "oldest_first", "relayed", "all", "updates", "most_first",
                            "single", "meaning", "model", NULL};
    native_arg words = {0}, other = {0}, since = {0}, until = {0}, outlet = {0}, source = {0}, after = {0}, title = {0}, meaning = {0}, model = {0};
    const char *what, *act = NULL, *polarity = NULL, *certainty = NULL;
    int naming = 0, oldest = 0, relayed = 0, all = 0, updates = 0, most = 0, single = 0;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "s|$z#z#z#z#z#z#z#z#zzzifIppppppz#z#", names, &what, &words.ptr, &words.len, &other.ptr,
                                     &other.len, &since.ptr, &since.len, &until.ptr, &until.len, &outlet.ptr, &outlet.len, &source.ptr,
                                     &source.len, &after.ptr, &after.len, &title.ptr, &title.len, &act, &polarity, &certainty, &naming,
                                     &q->query.least, &q->query.limit, &oldest, &relayed, &all, &updates, &most, &single, &meaning.ptr,
                                     &meaning.len, &model.ptr, &model.len))
        return NULL;
    q->words = native_arg_str(words);
    q->other = native_arg_str(other);
    q->query.since = native_arg_str(since);
    q->query.until = native_arg_str(until);
    q->query.outlet = native_arg_str(outlet);
    q->query.source = native_arg_str(source);
    q->query.after = native_arg_str(after);
    q->query.title = native_arg_str(title);
    q->query.naming = (hs_naming)naming;
    q->query.oldest_first = oldest;
    q->query.relayed = relayed;
    q->query.all = all;
    q->query.updates = updates;
    q->query.most_first = most;
    q->query.single = single;
    q->has_meaning = meaning.ptr != NULL;
    q->meaning = (hs_meaning){(const int8_t *)meaning.ptr, (size_t)meaning.len, native_arg_str(model)};
    if ((act && !hs_act_by_name(&q->query.act, act)) || (polarity && !hs_polarity_by_name(&q->query.polarity, polarity)) ||
        (certainty && !hs_certainty_by_name(&q->query.certainty, certainty)))
        return native_refuse("no such act, polarity or certainty"), NULL;
    asker *ask = find_asker(what);
    return ask ? ask : (native_refuse("no such question"), NULL);
}

/* ask(what, ..) -> (lines of JSON, where it goes on or None, cut, fits) */
PyObject *native_ask(PyObject *object, PyObject *args, PyObject *keywords)
{
    native_ledger *self = (native_ledger *)object;
    question q = {0};
    hs_answer *answer = NULL;
    native_text text = {0};
    hs_error err;
    hs_status status;
    asker *ask = parse(&q, args, keywords);
    if (!ask || !native_ledger_take(self))
        return NULL;
    q.ledger = self->ledger;
    Py_BEGIN_ALLOW_THREADS
    status = ask(&answer, &q, &err);
    if (status == HS_OK)
        status = hs_answer_write(answer, HS_FORMAT_JSONL, NULL, native_sink, &text, &err);
    Py_END_ALLOW_THREADS
    self->busy = false;
    PyObject *lines = native_end(&text, status, &err), *found = NULL;
    if (lines)
        found = Py_BuildValue("NNNn", lines, native_str(hs_answer_next(answer)), PyBool_FromLong(hs_answer_cut(answer)),
                              (Py_ssize_t)hs_answer_fits(answer));
    hs_answer_free(answer);
    return found;
}

/* ---- traces ---- */

static hs_status write_trace(native_text *out, hs_ledger *ledger, const hs_trace_query *query, hs_format format, hs_error *err)
{
    hs_style style = {.header = true};
    hs_trace *trace;
    hs_status status = hs_ledger_trace(&trace, ledger, query, err);
    if (status == HS_OK)
        status = hs_trace_write(trace, format, &style, native_sink, out, err);
    hs_trace_free(trace);
    return status;
}

static PyObject *trace(native_ledger *self, const hs_trace_query *query, hs_format format)
{
    native_text text = {0};
    hs_error err;
    hs_status status;
    if (!native_ledger_take(self))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = write_trace(&text, self->ledger, query, format, &err);
    Py_END_ALLOW_THREADS
    self->busy = false;
    return native_end(&text, status, &err);
}

/* trace(format, claims, against, words, meaning, model, comparer, least) -> str */
PyObject *native_trace(PyObject *object, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"format", "claims", "against", "words", "meaning", "model", "comparer", "least", NULL};
    native_arg words = {0}, vector = {0}, model = {0};
    const char *name;
    PyObject *claims, *against, *comparer = Py_None, *found = NULL;
    hs_trace_query query = {0};
    hs_format format;
    uint64_t *ids = NULL, *others = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "sOO|z#z#z#Of", names, &name, &claims, &against, &words.ptr, &words.len, &vector.ptr,
                                     &vector.len, &model.ptr, &model.len, &comparer, &query.least))
        return NULL;
    if (!hs_format_by_name(&format, name))
        return native_refuse("no format of that name for traces; there are text, jsonl, dot and svg");
    if (comparer != Py_None && !PyObject_TypeCheck(comparer, native_comparer_type))
        return native_refuse("no comparer");
    const hs_meaning meaning = {(const int8_t *)vector.ptr, (size_t)vector.len, native_arg_str(model)};
    query.words = native_arg_str(words);
    query.meaning = vector.ptr ? &meaning : NULL;
    if (native_numbers(&ids, &query.n_claims, claims) && native_numbers(&others, &query.n_against, against) &&
        (comparer == Py_None || (query.compare = native_space_take((native_comparer *)comparer)))) {
        query.claims = ids;
        query.against = others;
        found = trace((native_ledger *)object, &query, format);
    }
    if (query.compare)
        native_space_give((native_comparer *)comparer, query.compare);
    free(ids);
    free(others);
    return found;
}
