/* native_models.c -- Reader and Comparer: models, and a pool of what each thread needs to work with one. Any number of
 * threads may call one object. */
#include "native.h"

#include <stdlib.h>
#include <string.h>

PyTypeObject *native_reader_type, *native_comparer_type;

/* ---- what threads work with ---- */

static void *pool_take(native_pool *pool)
{
    return pool->n ? pool->idle[--pool->n] : NULL;
}

/* @return false: no room; end it */
static bool pool_give(native_pool *pool, void *it)
{
    if (pool->n == pool->cap) {
        size_t cap = 2 * pool->cap + 4;
        void **grown = realloc(pool->idle, cap * sizeof *grown);
        if (!grown)
            return false;
        pool->idle = grown;
        pool->cap = cap;
    }
    pool->idle[pool->n++] = it;
    return true;
}

/* ---- Reader ---- */

typedef struct native_reader {
    PyObject ob_base;
    hs_reader *reader;
    native_pool workspaces; /* hs_workspace, of `reader` */
} native_reader;

static void reader_dealloc(PyObject *object)
{
    native_reader *self = (native_reader *)object;
    for (void *it = pool_take(&self->workspaces); it; it = pool_take(&self->workspaces))
        hs_workspace_free(it);
    free(self->workspaces.idle);
    hs_reader_free(self->reader);
    native_dealloc(object);
}

static PyObject *reader_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    const char *model;
    PyObject *path;
    hs_error err;
    hs_status status;
    (void)keywords;
    if (!PyArg_ParseTuple(args, "O", &path) || !native_arg_path(&model, path))
        return NULL;
    native_reader *self = (native_reader *)PyType_GenericAlloc(type, 0);
    if (!self)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = hs_reader_open(&self->reader, model, &err);
    Py_END_ALLOW_THREADS
    if (status == HS_OK)
        return (PyObject *)self;
    Py_DECREF(self);
    return native_fail(&err);
}

static hs_workspace *workspace_take(native_reader *self)
{
    hs_workspace *workspace = pool_take(&self->workspaces);
    hs_error err;
    hs_status status = HS_OK;
    if (!workspace) {
        Py_BEGIN_ALLOW_THREADS
        status = hs_workspace_open(&workspace, self->reader, &err);
        Py_END_ALLOW_THREADS
    }
    if (status != HS_OK)
        native_fail(&err);
    return workspace;
}

static void workspace_give(native_reader *self, hs_workspace *workspace)
{
    if (!pool_give(&self->workspaces, workspace))
        hs_workspace_free(workspace);
}

/* Read, drop what is less sure than `least`, and write. */
static hs_status read_document(native_text *out, hs_document *doc, const hs_reader *reader, hs_workspace *workspace, float least,
                               hs_error *err)
{
    hs_status status = hs_read(doc, reader, workspace, err);
    if (status == HS_OK)
        status = hs_document_keep(doc, least, err);
    if (status == HS_OK)
        status = hs_document_write(doc, HS_FORMAT_JSONL, NULL, native_sink, out, err);
    return status;
}

static PyObject *reader_read(PyObject *object, PyObject *args)
{
    native_reader *self = (native_reader *)object;
    native_document *document;
    native_text text = {0};
    hs_error err;
    hs_status status;
    float least;
    if (!PyArg_ParseTuple(args, "O!f", native_document_type, &document, &least) || !native_take(&document->busy))
        return NULL;
    hs_workspace *workspace = workspace_take(self);
    if (!workspace) {
        document->busy = false;
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    status = read_document(&text, document->doc, self->reader, workspace, least, &err);
    Py_END_ALLOW_THREADS
    document->busy = false;
    workspace_give(self, workspace);
    return native_end(&text, status, &err);
}

static PyObject *reader_vector(PyObject *object, PyObject *args)
{
    enum { MOST = 4096 };
    native_reader *self = (native_reader *)object;
    native_arg text;
    int8_t vector[MOST];
    size_t width;
    hs_error err;
    hs_status status;
    if (!PyArg_ParseTuple(args, "s#", &text.ptr, &text.len))
        return NULL;
    hs_workspace *workspace = workspace_take(self);
    if (!workspace)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = hs_text_vector(vector, MOST, &width, self->reader, workspace, native_arg_str(text), &err);
    Py_END_ALLOW_THREADS
    workspace_give(self, workspace);
    if (status != HS_OK)
        return native_fail(&err);
    return PyBytes_FromStringAndSize((const char *)vector, (Py_ssize_t)width);
}

static PyObject *reader_model(PyObject *object, PyObject *nothing)
{
    (void)nothing;
    return native_str(hs_reader_model(((native_reader *)object)->reader));
}

static PyMethodDef reader_methods[] = {{"read", reader_read, METH_VARARGS, "read(document, least) -> str: its reading as JSON."},
                                       {"vector", reader_vector, METH_VARARGS, "vector(text) -> bytes: signed, what it means."},
                                       {"model", reader_model, METH_NOARGS, "Name and digest of the model."},
                                       {NULL, NULL, 0, NULL}};
static PyType_Slot reader_slots[] = {{Py_tp_dealloc, reader_dealloc},
                                     {Py_tp_methods, reader_methods},
                                     {Py_tp_new, reader_new},
                                     {Py_tp_doc, "A model that reads. Any number of threads."},
                                     {0, NULL}};
static PyType_Spec reader_spec = {"hearsay._native.Reader", sizeof(native_reader), 0, Py_TPFLAGS_DEFAULT, reader_slots};

/* ---- Comparer ---- */

static void comparer_dealloc(PyObject *object)
{
    native_comparer *self = (native_comparer *)object;
    for (void *it = pool_take(&self->spaces); it; it = pool_take(&self->spaces))
        hs_compare_space_free(it);
    free(self->spaces.idle);
    hs_comparer_free(self->comparer);
    native_dealloc(object);
}

static PyObject *comparer_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    const char *model;
    PyObject *path;
    hs_error err;
    hs_status status;
    (void)keywords;
    if (!PyArg_ParseTuple(args, "O", &path) || !native_arg_path(&model, path))
        return NULL;
    native_comparer *self = (native_comparer *)PyType_GenericAlloc(type, 0);
    if (!self)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = hs_comparer_open(&self->comparer, model, &err);
    Py_END_ALLOW_THREADS
    if (status == HS_OK)
        return (PyObject *)self;
    Py_DECREF(self);
    return native_fail(&err);
}

hs_compare_space *native_space_take(native_comparer *self)
{
    hs_compare_space *space = pool_take(&self->spaces);
    hs_error err;
    hs_status status = HS_OK;
    if (!space) {
        Py_BEGIN_ALLOW_THREADS
        status = hs_compare_space_open(&space, self->comparer, &err);
        Py_END_ALLOW_THREADS
    }
    if (status != HS_OK)
        native_fail(&err);
    return space;
}

void native_space_give(native_comparer *self, hs_compare_space *space)
{
    if (!pool_give(&self->spaces, space))
        hs_compare_space_free(space);
}

/* (relation, same, contradicts, neither, why) */
static PyObject *show_comparison(const void *one)
{
    const hs_comparison *c = one;
    return Py_BuildValue("sdddN", hs_relation_name(c->relation), (double)c->scores[HS_SAME], (double)c->scores[HS_CONTRADICTS],
                         (double)c->scores[HS_NEITHER], PyUnicode_DecodeUTF8(c->why, (Py_ssize_t)strlen(c->why), "replace"));
}

/* The texts of a list of pairs, which must stay as they are while they are compared. */
static bool read_pairs(hs_pair *pairs, PyObject *tuple, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++) {
        native_arg a, b;
        PyObject *pair = PyTuple_GetItem(tuple, i);
        if (!pair || !PyTuple_Check(pair))
            return PyErr_SetString(PyExc_TypeError, "a pair is a tuple of two texts"), false;
        if (!PyArg_ParseTuple(pair, "s#s#", &a.ptr, &a.len, &b.ptr, &b.len))
            return false;
        pairs[i] = (hs_pair){native_arg_str(a), native_arg_str(b)};
    }
    return true;
}

/* What is found out of pairs. */
typedef struct finding {
    size_t size; /* of one */
    hs_status (*find)(void *found, hs_compare_space *space, const hs_pair *pairs, size_t n, hs_error *err);
    PyObject *(*show)(const void *one);
} finding;

static PyObject *find_all(const finding *f, native_comparer *self, const hs_pair *pairs, void *found, size_t n)
{
    hs_error err;
    hs_status status;
    hs_compare_space *space = native_space_take(self);
    if (!space)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = f->find(found, space, pairs, n, &err);
    Py_END_ALLOW_THREADS
    native_space_give(self, space);
    if (status != HS_OK)
        return native_fail(&err);
    PyObject *list = PyList_New((Py_ssize_t)n);
    for (size_t i = 0; list && i < n; i++) {
        PyObject *one = f->show((const char *)found + i * f->size);
        if (!one || PyList_SetItem(list, (Py_ssize_t)i, one) != 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *find_of(const finding *f, PyObject *object, PyObject *args)
{
    PyObject *tuple, *list = NULL;
    if (!PyArg_ParseTuple(args, "O!", &PyTuple_Type, &tuple))
        return NULL;
    Py_ssize_t n = PyTuple_Size(tuple);
    hs_pair *pairs = calloc((size_t)n + 1, sizeof *pairs);
    void *found = calloc((size_t)n + 1, f->size);
    if (!pairs || !found)
        PyErr_NoMemory();
    else if (read_pairs(pairs, tuple, n))
        list = find_all(f, (native_comparer *)object, pairs, found, (size_t)n);
    free(pairs);
    free(found);
    return list;
}

static hs_status find_comparisons(void *found, hs_compare_space *space, const hs_pair *pairs, size_t n, hs_error *err)
{
    return hs_compare_many(found, space, pairs, n, err);
}

static PyObject *comparer_compare(PyObject *object, PyObject *args)
{
    static const finding comparisons = {sizeof(hs_comparison), find_comparisons, show_comparison};
    return find_of(&comparisons, object, args);
}

/* (relation, score, why) */
static PyObject *show_judged(const void *one)
{
    const hs_judged *j = one;
    return Py_BuildValue("sdN", hs_relation_name(j->relation), j->score, PyUnicode_DecodeUTF8(j->why, (Py_ssize_t)strlen(j->why), "replace"));
}

static hs_status find_judged(void *found, hs_compare_space *space, const hs_pair *pairs, size_t n, hs_error *err)
{
    return hs_relate_judge(found, space, pairs, n, err);
}

static PyObject *comparer_judge(PyObject *object, PyObject *args)
{
    static const finding judged = {sizeof(hs_judged), find_judged, show_judged};
    return find_of(&judged, object, args);
}

static PyObject *comparer_model(PyObject *object, PyObject *nothing)
{
    (void)nothing;
    return native_str(hs_comparer_model(((native_comparer *)object)->comparer));
}

static PyObject *comparer_missing(PyObject *object, PyObject *nothing)
{
    (void)nothing;
    return native_str(hs_comparer_missing(((native_comparer *)object)->comparer));
}

static PyMethodDef comparer_methods[] = {
    {"compare", comparer_compare, METH_VARARGS, "compare(pairs) -> of each (relation, same, contradicts, neither, why)."},
    {"judge", comparer_judge, METH_VARARGS, "judge(pairs) -> of each (relation, score, why), as relating keeps it."},
    {"model", comparer_model, METH_NOARGS, "Name and digest of the model."},
    {"missing", comparer_missing, METH_NOARGS, "Name of the second model that it would ask and that is not there; None: none is missing."},
    {NULL, NULL, 0, NULL}};
static PyType_Slot comparer_slots[] = {{Py_tp_dealloc, comparer_dealloc},
                                       {Py_tp_methods, comparer_methods},
                                       {Py_tp_new, comparer_new},
                                       {Py_tp_doc, "A model that compares. Any number of threads."},
                                       {0, NULL}};
static PyType_Spec comparer_spec = {"hearsay._native.Comparer", sizeof(native_comparer), 0, Py_TPFLAGS_DEFAULT, comparer_slots};

bool native_models_add(PyObject *module)
{
    return native_add_type(module, &native_reader_type, &reader_spec) && native_add_type(module, &native_comparer_type, &comparer_spec);
}
