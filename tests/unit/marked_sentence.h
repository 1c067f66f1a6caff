/* marked_sentence.h -- what the tests of rules on attributions share: a sentence with [..] and <..> marked in it. One thread. */
#ifndef HS_MARKED_SENTENCE_H
#define HS_MARKED_SENTENCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document.h"

typedef struct marked_sentence {
    hs_document *doc;  /* has the text without the marks; freed by who asked for it */
    hs_span square;    /* [..]: the source or cue, as the test says */
    hs_span angles[2]; /* <..>: the parts of the content */
    uint32_t n_angles;
    char text[256];
} marked_sentence;

static inline void read_marked(marked_sentence *out, const char *marked)
{
    uint32_t at = 0;
    *out = (marked_sentence){0};
    for (const char *c = marked; *c; c++)
        if (*c == '[')
            out->square.begin = at;
        else if (*c == ']')
            out->square.end = at;
        else if (*c == '<')
            out->angles[out->n_angles].begin = at;
        else if (*c == '>')
            out->angles[out->n_angles++].end = at;
        else
            out->text[at++] = *c;
    assert_int_equal(hs_document_new(&out->doc, 1 << 20, NULL), HS_OK);
    out->doc->text = (hs_str){out->text, at};
}

#endif
