/* native_inputs.c -- Intake: bytes or a file -> documents; Document: one of them, and its reading as text. */
#include "native.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

PyTypeObject *native_document_type, *native_intake_type;

/* ---- Document ---- */

PyObject *native_document_new(hs_document *doc)
{
    native_document *self = (native_document *)PyType_GenericAlloc(native_document_type, 0);
    if (!self) {
        hs_document_free(doc);
        return NULL;
    }
    self->doc = doc;
    return (PyObject *)self;
}

static void document_dealloc(PyObject *object)
{
    hs_document_free(((native_document *)object)->doc);
    native_dealloc(object);
}

static PyObject *document_write(PyObject *object, PyObject *args)
{
    native_document *self = (native_document *)object;
    native_text text = {0};
    hs_error err;
    hs_format format;
    const char *name;
    hs_style style = {.header = true};
    if (!PyArg_ParseTuple(args, "sI", &name, &style.width))
        return NULL;
    if (!hs_format_by_name(&format, name))
        return native_refuse("no format of that name for readings; there are text, jsonl, csv, brat and webanno");
    if (!native_take(&self->busy))
        return NULL;
    hs_status status;
    Py_BEGIN_ALLOW_THREADS
    status = hs_document_write(self->doc, format, &style, native_sink, &text, &err);
    Py_END_ALLOW_THREADS
    self->busy = false;
    return native_end(&text, status, &err);
}

static PyObject *document_name(PyObject *object, PyObject *nothing)
{
    (void)nothing;
    return native_str(hs_document_name(((native_document *)object)->doc));
}

static PyMethodDef document_methods[] = {
    {"write", document_write, METH_VARARGS, "write(format, width) -> str: the reading in one of the command's formats."},
    {"name", document_name, METH_NOARGS, "Name of the input, and of its part."},
    {NULL, NULL, 0, NULL}};
static PyType_Slot document_slots[] = {{Py_tp_dealloc, document_dealloc},
                                       {Py_tp_methods, document_methods},
                                       {Py_tp_new, native_no_new},
                                       {Py_tp_doc, "A document, read or not. One thread at a time."},
                                       {0, NULL}};
static PyType_Spec document_spec = {"hearsay._native.Document", sizeof(native_document), 0, Py_TPFLAGS_DEFAULT, document_slots};

/* ---- Intake ---- */

typedef struct native_intake {
    PyObject ob_base;
    hs_intake *intake;
    PyObject *data; /* bytes; NULL: a file */
    const char *at; /* what of `data` was not given yet */
    size_t left;
    FILE *file;
    bool busy;
} native_intake;

/* hs_supply; without the GIL. */
static hs_status supply(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    native_intake *self = ctx;
    if (self->file) {
        *n = fread(buf, 1, cap, self->file);
        if (!ferror(self->file))
            return HS_OK;
        *err = (hs_error){.code = HS_E_IO};
        strncpy(err->msg, strerror(errno), sizeof err->msg - 1);
        return HS_E_IO;
    }
    *n = cap < self->left ? cap : self->left;
    memcpy(buf, self->at, *n);
    self->at += *n;
    self->left -= *n;
    return HS_OK;
}

static void intake_dealloc(PyObject *object)
{
    native_intake *self = (native_intake *)object;
    hs_intake_free(self->intake);
    Py_XDECREF(self->data);
    if (self->file)
        fclose(self->file);
    native_dealloc(object);
}

static bool open_source(native_intake *self, PyObject *data, const char *path)
{
    char *at;
    Py_ssize_t size;
    if (data == Py_None) {
        hs_error err = {.code = HS_E_IO};
        Py_BEGIN_ALLOW_THREADS
        self->file = path ? fopen(path, "rb") : NULL;
        Py_END_ALLOW_THREADS
        strncpy(err.msg, path ? strerror(errno) : "neither bytes nor a path", sizeof err.msg - 1);
        return self->file || (native_fail(&err), false);
    }
    if (PyBytes_AsStringAndSize(data, &at, &size) != 0)
        return false;
    Py_INCREF(data);
    self->data = data;
    self->at = at;
    self->left = (size_t)size;
    return true;
}

/* (data, path, name, url, outlet, published) */
static PyObject *intake_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    native_arg name, url, outlet, published;
    const char *path;
    PyObject *data, *file;
    hs_error err;
    (void)keywords;
    if (!PyArg_ParseTuple(args, "OOz#z#z#z#", &data, &file, &name.ptr, &name.len, &url.ptr, &url.len, &outlet.ptr, &outlet.len,
                          &published.ptr, &published.len) ||
        !native_arg_path(&path, file))
        return NULL;
    native_intake *self = (native_intake *)PyType_GenericAlloc(type, 0);
    if (!self)
        return NULL;
    hs_input about = {.name = native_arg_str(name), .url = native_arg_str(url), .outlet = native_arg_str(outlet),
                      .published = native_arg_str(published)};
    if (open_source(self, data, path)) {
        if (hs_intake_open(&self->intake, supply, self, &about, &err) == HS_OK)
            return (PyObject *)self;
        native_fail(&err);
    }
    Py_DECREF(self);
    return NULL;
}

static PyObject *intake_next(PyObject *object, PyObject *nothing)
{
    native_intake *self = (native_intake *)object;
    hs_document *doc;
    hs_error err;
    hs_status status;
    (void)nothing;
    if (!native_take(&self->busy))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = hs_intake_next(self->intake, &doc, &err);
    Py_END_ALLOW_THREADS
    self->busy = false;
    if (status != HS_OK)
        return native_fail(&err);
    if (!doc)
        Py_RETURN_NONE;
    return native_document_new(doc);
}

static PyMethodDef intake_methods[] = {{"next", intake_next, METH_NOARGS, "The next document; None at the end."}, {NULL, NULL, 0, NULL}};
static PyType_Slot intake_slots[] = {{Py_tp_dealloc, intake_dealloc},
                                     {Py_tp_methods, intake_methods},
                                     {Py_tp_new, intake_new},
                                     {Py_tp_doc, "The documents of an input. One thread at a time."},
                                     {0, NULL}};
static PyType_Spec intake_spec = {"hearsay._native.Intake", sizeof(native_intake), 0, Py_TPFLAGS_DEFAULT, intake_slots};

bool native_inputs_add(PyObject *module)
{
    return native_add_type(module, &native_document_type, &document_spec) && native_add_type(module, &native_intake_type, &intake_spec);
}
