/* native_ledger.c -- Ledger: what goes into one and what changes in it. What is asked of it: native_ask.c. One thread at a
 * time; another one's call is refused. */
#include "native.h"

#include <stdlib.h>
#include <string.h>

PyTypeObject *native_ledger_type;

bool native_ledger_take(native_ledger *self)
{
    if (!self->ledger)
        return native_refuse("the ledger is closed"), false;
    return native_take(&self->busy);
}

/* Call something of the ledger without the GIL, between its taking and its end. */
#define WITH_LEDGER(self, status, call)  \
    do {                                 \
        if (!native_ledger_take(self))   \
            return NULL;                 \
        Py_BEGIN_ALLOW_THREADS           \
        status = call;                   \
        Py_END_ALLOW_THREADS             \
        (self)->busy = false;            \
    } while (0)

static PyObject *none_or_failure(hs_status status, const hs_error *err)
{
    if (status != HS_OK)
        return native_fail(err);
    Py_RETURN_NONE;
}

static PyObject *number_or_failure(hs_status status, uint64_t number, const hs_error *err)
{
    return status == HS_OK ? PyLong_FromUnsignedLongLong(number) : native_fail(err);
}

/* ---- open and close ---- */

static PyObject *ledger_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    PyObject *file;
    const char *path;
    int mode;
    hs_error err;
    hs_status status;
    (void)keywords;
    if (!PyArg_ParseTuple(args, "Oi", &file, &mode) || !native_arg_path(&path, file))
        return NULL;
    native_ledger *self = (native_ledger *)PyType_GenericAlloc(type, 0);
    if (!self)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = hs_ledger_open(&self->ledger, path, (hs_ledger_mode)mode, &err);
    Py_END_ALLOW_THREADS
    if (status == HS_OK)
        return (PyObject *)self;
    Py_DECREF(self);
    return native_fail(&err);
}

static void ledger_dealloc(PyObject *object)
{
    hs_ledger_free(((native_ledger *)object)->ledger);
    native_dealloc(object);
}

static PyObject *ledger_close(PyObject *object, PyObject *nothing)
{
    native_ledger *self = (native_ledger *)object;
    (void)nothing;
    if (self->busy)
        return native_refuse("another thread is using it");
    hs_ledger *ledger = self->ledger;
    self->ledger = NULL;
    Py_BEGIN_ALLOW_THREADS
    hs_ledger_free(ledger);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

/* ---- batches ---- */

static PyObject *ledger_add(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    native_document *document;
    hs_added how;
    uint64_t id;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "O!", native_document_type, &document) || !native_ledger_take(self))
        return NULL;
    if (!native_take(&document->busy)) {
        self->busy = false;
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    status = hs_ledger_add(&how, &id, self->ledger, document->doc, &err);
    Py_END_ALLOW_THREADS
    self->busy = document->busy = false;
    return status == HS_OK ? Py_BuildValue("iK", (int)how, (unsigned long long)id) : native_fail(&err);
}

static PyObject *ledger_commit(PyObject *object, PyObject *nothing)
{
    native_ledger *self = (native_ledger *)object;
    hs_error err;
    hs_status status;
    (void)nothing;
    WITH_LEDGER(self, status, hs_ledger_commit(self->ledger, &err));
    return none_or_failure(status, &err);
}

static PyObject *ledger_undo(PyObject *object, PyObject *nothing)
{
    native_ledger *self = (native_ledger *)object;
    hs_status status;
    (void)nothing;
    WITH_LEDGER(self, status, (hs_ledger_undo(self->ledger), HS_OK));
    return none_or_failure(status, NULL);
}

static PyObject *ledger_settle(PyObject *object, PyObject *nothing)
{
    native_ledger *self = (native_ledger *)object;
    hs_error err;
    hs_status status;
    (void)nothing;
    WITH_LEDGER(self, status, hs_ledger_settle(self->ledger, &err));
    return none_or_failure(status, &err);
}

static PyObject *ledger_document(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    unsigned long long id;
    hs_document *doc;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "K", &id))
        return NULL;
    WITH_LEDGER(self, status, hs_ledger_document(&doc, self->ledger, id, &err));
    return status == HS_OK ? native_document_new(doc) : native_fail(&err);
}

/* ---- relating ---- */

static PyObject *relate_begin(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    native_comparer *comparer;
    int again;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "O!p", native_comparer_type, &comparer, &again))
        return NULL;
    WITH_LEDGER(self, status, hs_relate_begin(self->ledger, comparer->comparer, again, &err));
    return none_or_failure(status, &err);
}

static PyObject *relate_next(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    unsigned long long after;
    uint64_t id = 0;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "K", &after))
        return NULL;
    WITH_LEDGER(self, status, hs_relate_next(&id, self->ledger, after, &err));
    return number_or_failure(status, id, &err);
}

static PyObject *relate_waiting(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    uint64_t n = 0;
    hs_error err;
    hs_status status;
    (void)args;
    WITH_LEDGER(self, status, hs_relate_waiting(&n, self->ledger, &err));
    return number_or_failure(status, n, &err);
}

static PyObject *relate(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    native_comparer *comparer;
    unsigned long long id;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "O!K", native_comparer_type, &comparer, &id))
        return NULL;
    WITH_LEDGER(self, status, hs_relate(self->ledger, comparer->comparer, id, &err));
    return none_or_failure(status, &err);
}

static hs_status decide_some(size_t *done, hs_ledger *ledger, const hs_comparer *comparer, unsigned threads, size_t most, hs_error *err)
{
    hs_compare_team *team;
    hs_status status = hs_compare_team_open(&team, comparer, threads, err);
    if (status == HS_OK)
        status = hs_relate_decide(done, ledger, team, most, err);
    hs_compare_team_free(team);
    return status;
}

static PyObject *relate_decide(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    native_comparer *comparer;
    unsigned threads;
    unsigned long long most;
    size_t done = 0;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "O!IK", native_comparer_type, &comparer, &threads, &most))
        return NULL;
    WITH_LEDGER(self, status, decide_some(&done, self->ledger, comparer->comparer, threads, (size_t)most, &err));
    return number_or_failure(status, done, &err);
}

/* Pairs of (key, key, relation, score, by_rule, why), whose bytes must stay as they are. */
static bool read_told(hs_told_pair *pairs, PyObject *tuple, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++) {
        native_arg a, b, why;
        const char *relation;
        int by_rule, k = 0;
        PyObject *pair = PyTuple_GetItem(tuple, i);
        if (!pair || !PyTuple_Check(pair))
            return PyErr_SetString(PyExc_TypeError, "a pair is a tuple"), false;
        if (!PyArg_ParseTuple(pair, "y#y#sdps#", &a.ptr, &a.len, &b.ptr, &b.len, &relation, &pairs[i].score, &by_rule, &why.ptr, &why.len))
            return false;
        while (k < HS_RELATIONS && strcmp(relation, hs_relation_name((hs_relation)k)) != 0)
            k++;
        if (k == HS_RELATIONS)
            return native_refuse("a relation is one of: same contradicts neither"), false;
        pairs[i] = (hs_told_pair){native_arg_str(a), native_arg_str(b), (hs_relation)k, pairs[i].score, by_rule != 0, native_arg_str(why)};
    }
    return true;
}

static PyObject *tell_all(native_ledger *self, const native_comparer *comparer, const hs_told_pair *pairs, size_t n)
{
    hs_error err;
    hs_status status;
    WITH_LEDGER(self, status, hs_relate_told(self->ledger, comparer->comparer, pairs, n, &err));
    return none_or_failure(status, &err);
}

static PyObject *relate_told(PyObject *object, PyObject *args)
{
    native_comparer *comparer;
    PyObject *tuple, *done = NULL;
    if (!PyArg_ParseTuple(args, "O!O!", native_comparer_type, &comparer, &PyTuple_Type, &tuple))
        return NULL;
    Py_ssize_t n = PyTuple_Size(tuple);
    hs_told_pair *pairs = calloc((size_t)n + 1, sizeof *pairs);
    if (!pairs)
        PyErr_NoMemory();
    else if (read_told(pairs, tuple, n))
        done = tell_all((native_ledger *)object, comparer, pairs, (size_t)n);
    free(pairs);
    return done;
}

/* ---- what people say, and care ---- */

/* (of: "a", "s" or "d", id, verdict, name, kind, act, polarity, certainty, time, outlet, published, by, note) */
static PyObject *ledger_correct(PyObject *object, PyObject *args)
{
    enum { VALUES = 8, BY = VALUES, NOTE, STRINGS };
    native_ledger *self = (native_ledger *)object;
    native_arg s[STRINGS];
    unsigned long long id;
    const char *of, *verdict;
    uint64_t made = 0;
    hs_opinion c = {0};
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "sKsz#z#z#z#z#z#z#z#z#z#", &of, &id, &verdict, &s[0].ptr, &s[0].len, &s[1].ptr, &s[1].len, &s[2].ptr,
                          &s[2].len, &s[3].ptr, &s[3].len, &s[4].ptr, &s[4].len, &s[5].ptr, &s[5].len, &s[6].ptr, &s[6].len, &s[7].ptr,
                          &s[7].len, &s[BY].ptr, &s[BY].len, &s[NOTE].ptr, &s[NOTE].len))
        return NULL;
    if (!hs_verdict_by_name(&c.verdict, verdict))
        return native_refuse("a verdict is one of: right wrong other");
    *(*of == 'a' ? &c.attribution : *of == 's' ? &c.source : &c.article) = id;
    hs_str *const values[VALUES] = {&c.says.name, &c.says.kind, &c.says.act, &c.says.polarity,
                                    &c.says.certainty, &c.says.time, &c.says.outlet, &c.says.published};
    for (int i = 0; i < VALUES; i++)
        *values[i] = native_arg_str(s[i]);
    c.by = native_arg_str(s[BY]);
    c.note = native_arg_str(s[NOTE]);
    WITH_LEDGER(self, status, hs_ledger_correct(&made, self->ledger, &c, &err));
    return number_or_failure(status, made, &err);
}

static PyObject *ledger_uncorrect(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    unsigned long long id;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "K", &id))
        return NULL;
    WITH_LEDGER(self, status, hs_ledger_uncorrect(self->ledger, id, &err));
    return none_or_failure(status, &err);
}

static PyObject *ledger_merge(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    unsigned long long source, into;
    native_arg why, by;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "KKz#z#", &source, &into, &why.ptr, &why.len, &by.ptr, &by.len))
        return NULL;
    WITH_LEDGER(self, status, hs_ledger_merge(self->ledger, source, into, native_arg_str(why), native_arg_str(by), &err));
    return none_or_failure(status, &err);
}

static PyObject *ledger_split(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    unsigned long long source;
    native_arg by;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "Kz#", &source, &by.ptr, &by.len))
        return NULL;
    WITH_LEDGER(self, status, hs_ledger_split(self->ledger, source, native_arg_str(by), &err));
    return none_or_failure(status, &err);
}

/* (source, documents, why, by) -> the new source */
static PyObject *ledger_part(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    unsigned long long source;
    PyObject *sequence;
    uint64_t *documents, made = 0;
    size_t n;
    native_arg why, by;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "KOz#z#", &source, &sequence, &why.ptr, &why.len, &by.ptr, &by.len) ||
        !native_numbers(&documents, &n, sequence))
        return NULL;
    if (!native_ledger_take(self)) {
        free(documents);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    status = hs_ledger_part(&made, self->ledger, source, documents, n, native_arg_str(why), native_arg_str(by), &err);
    Py_END_ALLOW_THREADS
    self->busy = false;
    free(documents);
    return number_or_failure(status, made, &err);
}

/* (of: "s" or "d", id, documents) -> (documents, attributions, claims, sources, corrections) */
static PyObject *ledger_forget(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    unsigned long long id;
    const char *of;
    int documents;
    hs_forgotten gone;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "sKp", &of, &id, &documents))
        return NULL;
    WITH_LEDGER(self, status,
                *of == 'd' ? hs_ledger_forget_document(&gone, self->ledger, id, &err)
                           : hs_ledger_forget_source(&gone, self->ledger, id, documents, &err));
    if (status != HS_OK)
        return native_fail(&err);
    return Py_BuildValue("KKKKK", (unsigned long long)gone.documents, (unsigned long long)gone.attributions,
                         (unsigned long long)gone.claims, (unsigned long long)gone.sources, (unsigned long long)gone.corrections);
}

static PyObject *ledger_scrub(PyObject *object, PyObject *nothing)
{
    native_ledger *self = (native_ledger *)object;
    hs_error err;
    hs_status status;
    (void)nothing;
    WITH_LEDGER(self, status, hs_ledger_scrub(self->ledger, &err));
    return none_or_failure(status, &err);
}

static PyObject *ledger_backup(PyObject *object, PyObject *args)
{
    native_ledger *self = (native_ledger *)object;
    PyObject *file;
    const char *path;
    int replace;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "Op", &file, &replace) || !native_arg_path(&path, file))
        return NULL;
    WITH_LEDGER(self, status, hs_ledger_backup(self->ledger, path, replace, NULL, NULL, &err));
    return none_or_failure(status, &err);
}

/* hs_check.take; without the GIL. @param ctx  a list */
static bool take_finding(void *ctx, const hs_finding *finding)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *one = Py_BuildValue("NNN", PyBool_FromLong(finding->broken), PyUnicode_DecodeUTF8(finding->where, (Py_ssize_t)strlen(finding->where), "replace"),
                                  PyUnicode_DecodeUTF8(finding->what, (Py_ssize_t)strlen(finding->what), "replace"));
    bool good = one && PyList_Append(ctx, one) == 0;
    Py_XDECREF(one);
    PyGILState_Release(state);
    return good;
}

static PyObject *ledger_check(PyObject *object, PyObject *nothing)
{
    native_ledger *self = (native_ledger *)object;
    uint64_t broken;
    hs_error err;
    hs_status status;
    (void)nothing;
    if (!native_ledger_take(self))
        return NULL;
    PyObject *found = PyList_New(0);
    if (!found) {
        self->busy = false;
        return NULL;
    }
    hs_check check = {.take = take_finding, .ctx = found};
    Py_BEGIN_ALLOW_THREADS
    status = hs_ledger_check(&broken, self->ledger, &check, &err);
    Py_END_ALLOW_THREADS
    self->busy = false;
    if (status == HS_OK && !PyErr_Occurred())
        return found;
    Py_DECREF(found);
    return PyErr_Occurred() ? NULL : native_fail(&err);
}

static PyMethodDef methods[] = {
    {"close", ledger_close, METH_NOARGS, "End it; what was not committed is undone."},
    {"add", ledger_add, METH_VARARGS, "add(document) -> (how, id), in the batch that is open."},
    {"commit", ledger_commit, METH_NOARGS, "Make the batch last."},
    {"undo", ledger_undo, METH_NOARGS, "Take the batch back."},
    {"settle", ledger_settle, METH_NOARGS, "Find disputes and changes anew, in the batch that is open."},
    {"document", ledger_document, METH_VARARGS, "document(id) -> as it was added, with its reading."},
    {"relate_begin", relate_begin, METH_VARARGS, "relate_begin(comparer, again)"},
    {"relate_next", relate_next, METH_VARARGS, "relate_next(after) -> the next document that is due, or 0."},
    {"relate_waiting", relate_waiting, METH_NOARGS, "relate_waiting() -> how many pairs wait to be compared."},
    {"relate", relate, METH_VARARGS, "relate(comparer, id)"},
    {"relate_told", relate_told, METH_VARARGS, "relate_told(comparer, pairs): all that are due, by these pairs."},
    {"relate_decide", relate_decide, METH_VARARGS, "relate_decide(comparer, threads, most) -> how many pairs of those that wait were compared"},
    {"correct", ledger_correct, METH_VARARGS, "A person's word -> its number."},
    {"uncorrect", ledger_uncorrect, METH_VARARGS, "uncorrect(number)"},
    {"merge", ledger_merge, METH_VARARGS, "merge(source, into, why, by)"},
    {"split", ledger_split, METH_VARARGS, "split(source, by)"},
    {"part", ledger_part, METH_VARARGS, "part(source, documents, why, by) -> the new source."},
    {"forget", ledger_forget, METH_VARARGS, "forget(of, id, documents) -> how much went."},
    {"scrub", ledger_scrub, METH_NOARGS, "Commit, and overwrite what was deleted."},
    {"backup", ledger_backup, METH_VARARGS, "backup(path, replace)"},
    {"check", ledger_check, METH_NOARGS, "What is not as it should be: [(broken, where, what)]."},
    {"ask", (PyCFunction)(void (*)(void))native_ask, METH_VARARGS | METH_KEYWORDS, "An answer -> (lines of JSON, next, cut, fits)."},
    {"trace", (PyCFunction)(void (*)(void))native_trace, METH_VARARGS | METH_KEYWORDS, "A trace in one of its formats."},
    {NULL, NULL, 0, NULL}};
static PyType_Slot slots[] = {{Py_tp_dealloc, ledger_dealloc},
                              {Py_tp_methods, methods},
                              {Py_tp_new, ledger_new},
                              {Py_tp_doc, "A ledger that is open. One thread at a time."},
                              {0, NULL}};
static PyType_Spec spec = {"hearsay._native.Ledger", sizeof(native_ledger), 0, Py_TPFLAGS_DEFAULT, slots};

bool native_ledger_add(PyObject *module)
{
    return native_add_type(module, &native_ledger_type, &spec);
}
