/* item_language.c -- which language a document is in. In: its text, and what its page says. Out: its language, and
 * whether that is a foreign one. One thread at a time. */
#include <stdio.h>

#include "ascii.h"
#include "item.h"
#include "language.h"
#include "status.h"

static hs_status name_other(hs_document *doc, hs_str code, hs_error *err)
{
    char name[HS_LANGUAGE_NAME], words[HS_LANGUAGE_NAME + HS_LANGUAGE_CODE + 4];
    hs_language_name(name, code);
    snprintf(words, sizeof words, "%s (%.*s)", name, (int)code.len, code.ptr);
    doc->other_language = hs_arena_copy(doc->arena, hs_ascii_of(words));
    return doc->other_language.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a language's name");
}

/* The main text decides; the page tells the country ("en-GB") where it names the same
 * language, and the language where the text is too short or mixed to. */
hs_status hs_item_find_language(hs_document *doc, hs_error *err)
{
    char code[HS_LANGUAGE_CODE], other[HS_LANGUAGE_CODE];
    bool titled = doc->n_furniture && doc->furniture->kind == HS_FURNITURE_TITLE && !doc->furniture->span.begin;
    size_t from = titled ? doc->furniture->span.end : 0;
    HS_TRY(hs_language_find(code, other, (hs_str){doc->text.ptr + from, doc->text.len - from}, err));
    hs_str found = {code, strlen(code)};
    doc->foreign = found.len && !hs_language_is_english(found);
    if (*other && !doc->foreign)
        HS_TRY(name_other(doc, hs_ascii_of(other), err));
    if (!found.len)
        return HS_OK;
    const char *said = doc->language.ptr;
    if (doc->language.len == 5 && found.len == 2 && hs_ascii_same(said, code, 2) &&
        (said[2] == '-' || said[2] == '_')) {
        code[2] = '-';
        for (size_t i = 3; i < 5; i++)
            code[i] = (char)(said[i] >= 'a' && said[i] <= 'z' ? said[i] - 32 : said[i]);
        found.len = 5;
    }
    doc->language = hs_arena_copy(doc->arena, found);
    return doc->language.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a language's code");
}
