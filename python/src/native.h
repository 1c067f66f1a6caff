/* native.h -- what the parts of the extension module hearsay._native share. It stands on include/hearsay.h and on Python's
 * limited API (3.9) alone, and hands readings and answers over as the JSON that the library writes.
 * Threads: whatever takes time runs without the GIL; what Python sees of an object changes under it. */
#ifndef HEARSAY_NATIVE_H
#define HEARSAY_NATIVE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <hearsay.h>

/* ---- failures, text (native_module.c) ---- */

/** Raise hearsay.Error. @return NULL */
PyObject *native_fail(const hs_error *err);
/** Raise it with HS_E_ARG. @return NULL */
PyObject *native_refuse(const char *message);
/** Begin to use an object that one thread at a time may use. @return false with an exception set: another thread is at it */
bool native_take(bool *busy);

/** A text that grows. Zero-initialise; free(ptr). */
typedef struct native_text {
    char *ptr;
    size_t len, cap;
} native_text;

/** An hs_sink. */
int native_sink(void *ctx, const char *bytes, size_t len);
/** What was written as a str, freed, or the failure raised. */
PyObject *native_end(native_text *text, hs_status status, const hs_error *err);
/** str, or None where it is not known. */
PyObject *native_str(hs_str s);

/** A string argument: "z#" of PyArg_Parse. None leaves it unknown. */
typedef struct native_arg {
    const char *ptr;
    Py_ssize_t len;
} native_arg;
hs_str native_arg_str(native_arg arg);
/** A path argument: bytes, or None. @param out  borrowed; NULL of None @return false with an exception set */
bool native_arg_path(const char **out, PyObject *arg);

/* ---- types, made once ---- */

extern PyTypeObject *native_document_type, *native_intake_type, *native_reader_type, *native_comparer_type, *native_ledger_type;

/** Make a type and add it to the module. @return false with an exception set */
bool native_add_type(PyObject *module, PyTypeObject **out, PyType_Spec *spec);
/** tp_new of what Python does not make. */
PyObject *native_no_new(PyTypeObject *type, PyObject *args, PyObject *keywords);
/** The end of a tp_dealloc. */
void native_dealloc(PyObject *self);

bool native_inputs_add(PyObject *module);
bool native_models_add(PyObject *module);
bool native_ledger_add(PyObject *module);

/* ---- objects ---- */

typedef struct native_document {
    PyObject ob_base;
    hs_document *doc; /* owned */
    bool busy;        /* a thread is at it */
} native_document;
/** @param doc  taken, also on failure */
PyObject *native_document_new(hs_document *doc);

/** What threads work with, kept for the next one that asks. Changed under the GIL alone. */
typedef struct native_pool {
    void **idle;
    size_t n, cap;
} native_pool;

typedef struct native_comparer {
    PyObject ob_base;
    hs_comparer *comparer;
    native_pool spaces; /* hs_compare_space, of `comparer` */
} native_comparer;
/** A space for this thread, to be given back. @return NULL with an exception set */
hs_compare_space *native_space_take(native_comparer *self);
void native_space_give(native_comparer *self, hs_compare_space *space);

typedef struct native_ledger {
    PyObject ob_base;
    hs_ledger *ledger; /* NULL: closed */
    bool busy;
} native_ledger;
/** Begin to use a ledger. @return false with an exception set: closed, or another thread is at it */
bool native_ledger_take(native_ledger *self);

/** Ledger.ask and Ledger.trace (native_ask.c). */
PyObject *native_ask(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *native_trace(PyObject *self, PyObject *args, PyObject *keywords);
/** Numbers from a sequence of int. @param out  [*n], free() it. @return false with an exception set */
bool native_numbers(uint64_t **out, size_t *n, PyObject *sequence);

#endif
