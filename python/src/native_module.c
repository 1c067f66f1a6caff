/* native_module.c -- hearsay._native: the module, its failures and its text. */
#include "native.h"

#include <stdlib.h>
#include <string.h>

static PyObject *error_class; /* hearsay.Error */

PyObject *native_fail(const hs_error *err)
{
    const char *name = hs_status_name(err->code);
    PyObject *message = PyUnicode_DecodeUTF8(err->msg, (Py_ssize_t)strlen(err->msg), "replace");
    PyObject *error = message ? PyObject_CallFunction(error_class, "OsK", message, name, (unsigned long long)err->pos) : NULL;
    if (error)
        PyErr_SetObject(error_class, error);
    Py_XDECREF(message);
    Py_XDECREF(error);
    return NULL;
}

PyObject *native_refuse(const char *message)
{
    hs_error err = {.code = HS_E_ARG};
    strncpy(err.msg, message, sizeof err.msg - 1);
    return native_fail(&err);
}

bool native_take(bool *busy)
{
    if (*busy)
        return native_refuse("another thread is using it"), false;
    return *busy = true;
}

int native_sink(void *ctx, const char *bytes, size_t len)
{
    native_text *text = ctx;
    if (len > text->cap - text->len) {
        size_t cap = text->cap ? text->cap : 4096;
        while (cap - text->len < len && cap <= SIZE_MAX / 2)
            cap *= 2;
        char *grown = cap - text->len < len ? NULL : realloc(text->ptr, cap);
        if (!grown)
            return 1;
        text->ptr = grown;
        text->cap = cap;
    }
    memcpy(text->ptr + text->len, bytes, len);
    text->len += len;
    return 0;
}

PyObject *native_end(native_text *text, hs_status status, const hs_error *err)
{
    PyObject *made = NULL;
    if (status == HS_OK)
        made = PyUnicode_DecodeUTF8(text->ptr ? text->ptr : "", (Py_ssize_t)text->len, NULL);
    else
        native_fail(err);
    free(text->ptr);
    *text = (native_text){0};
    return made;
}

PyObject *native_str(hs_str s)
{
    if (!s.ptr)
        Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(s.ptr, (Py_ssize_t)s.len, "replace");
}

hs_str native_arg_str(native_arg arg)
{
    return (hs_str){arg.ptr, arg.ptr ? (size_t)arg.len : 0};
}

bool native_arg_path(const char **out, PyObject *arg)
{
    char *path = NULL;
    if (arg != Py_None && PyBytes_AsStringAndSize(arg, &path, NULL) != 0)
        return false;
    *out = path;
    return true;
}

bool native_numbers(uint64_t **out, size_t *n, PyObject *sequence)
{
    Py_ssize_t size = PySequence_Size(sequence);
    *out = NULL;
    *n = 0;
    if (size < 0 || !(*out = calloc((size_t)size + 1, sizeof **out)))
        return size < 0 ? false : (PyErr_NoMemory(), false);
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *item = PySequence_GetItem(sequence, i);
        unsigned long long number = item ? PyLong_AsUnsignedLongLong(item) : 0;
        Py_XDECREF(item);
        if (PyErr_Occurred()) {
            free(*out);
            *out = NULL;
            return false;
        }
        (*out)[(*n)++] = number;
    }
    return true;
}

/* ---- types ---- */

bool native_add_type(PyObject *module, PyTypeObject **out, PyType_Spec *spec)
{
    PyObject *type = PyType_FromSpec(spec);
    if (!type)
        return false;
    *out = (PyTypeObject *)type;
    Py_INCREF(type); /* the module's */
    if (PyModule_AddObject(module, strrchr(spec->name, '.') + 1, type) == 0)
        return true;
    Py_DECREF(type);
    return false;
}

PyObject *native_no_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    (void)type, (void)args, (void)keywords;
    PyErr_SetString(PyExc_TypeError, "it is made by others alone");
    return NULL;
}

void native_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc end = (freefunc)PyType_GetSlot(type, Py_tp_free);
    end(self);
    Py_DECREF(type);
}

/* ---- the module ---- */

static PyObject *version(PyObject *self, PyObject *nothing)
{
    (void)self, (void)nothing;
    return PyUnicode_FromString(HS_VERSION);
}

/* asked(words) -> str */
static PyObject *asked(PyObject *module, PyObject *args)
{
    char room[HS_ASKED_BYTES];
    native_arg words;
    (void)module;
    return PyArg_ParseTuple(args, "s#", &words.ptr, &words.len) ? native_str(hs_trace_asked(room, native_arg_str(words))) : NULL;
}

/* is_bare(content) -> bool */
static PyObject *is_bare(PyObject *module, PyObject *args)
{
    native_arg content;
    (void)module;
    return PyArg_ParseTuple(args, "s#", &content.ptr, &content.len) ? PyBool_FromLong(hs_content_is_bare(native_arg_str(content))) : NULL;
}

static PyMethodDef functions[] = {{"version", version, METH_NOARGS, "Version of the library."},
                                  {"asked", asked, METH_VARARGS, "What a statement asks to be traced: of a denial what is denied."},
                                  {"is_bare", is_bare, METH_VARARGS, "Does a content say nothing without the words around it?"},
                                  {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {.m_base = PyModuleDef_HEAD_INIT,
                                        .m_name = "hearsay._native",
                                        .m_doc = "The library's own objects; what is in hearsay stands on them.",
                                        .m_size = -1,
                                        .m_methods = functions};

static bool find_error_class(void)
{
    PyObject *errors = PyImport_ImportModule("hearsay._errors");
    error_class = errors ? PyObject_GetAttrString(errors, "Error") : NULL;
    Py_XDECREF(errors);
    return error_class != NULL;
}

PyMODINIT_FUNC PyInit__native(void);
PyMODINIT_FUNC PyInit__native(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && find_error_class() && native_inputs_add(module) && native_models_add(module) && native_ledger_add(module))
        return module;
    Py_XDECREF(module);
    return NULL;
}
