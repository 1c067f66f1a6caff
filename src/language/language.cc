/* language.cc -- the one file in C++, since libcld2 speaks nothing else. In: text, hostile but valid UTF-8. Out: a
 * code. It asks for the shares of the three languages that a text holds most of, not for libcld2's own summary: that
 * one takes English beside another language for a page's furniture, and passes it over. Threads: any. */
#include "language.h"

#include <cstdio> /* compact_lang_det.h needs it */
#include <cstring>
#include <exception>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" {
#include "ascii.h"
#include "heap.h"
#include "status.h"
}

namespace
{
enum {
    SLICES = 3,
    SLICE_BYTES = 2048, /* of a long text */
    PADDING = 16,
    LEAST_BYTES = 100,
    LEAST_PERCENT = 70,
    OTHER_PERCENT = 20, /* what of another language is worth a word .. */
    OTHER_BYTES = 200   /* .. if it is so much */
}; /* percent of bytes: letters of other scripts take two or three */

/* Codes of libcld2 that BCP 47 has another for. */
const char *const renamed[][2] = {{"iw", "he"}, {"jw", "jv"},  {"mo", "ro"},
                                  {"no", "nb"}, {"tl", "fil"}, {"zh", "zh-Hans"}};

bool is_inside_character(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/* The text, or of a long one its beginning, middle and end, with blanks for control characters, which libcld2 does not
 * promise to bear; padded with blanks. */
char *prepare(hs_str text, size_t *len, hs_error *err)
{
    const bool whole = text.len <= SLICES * SLICE_BYTES;
    char *copy = static_cast<char *>(hs_alloc((whole ? text.len : SLICES * (SLICE_BYTES + 1)) + PADDING));
    size_t n = 0;
    if (!copy) {
        hs_fail(err, HS_E_NOMEM, 0, "no memory to tell the language of %zu bytes", text.len);
        return nullptr;
    }
    for (size_t k = 0; k < (whole ? 1 : SLICES); k++) {
        size_t from = whole ? 0 : k * (text.len - SLICE_BYTES) / (SLICES - 1),
               to = whole ? text.len : from + SLICE_BYTES;
        while (from < to && is_inside_character(text.ptr[from]))
            from++;
        while (to < text.len && to > from && is_inside_character(text.ptr[to]))
            to--;
        for (; from < to; from++) {
            unsigned char c = static_cast<unsigned char>(text.ptr[from]);
            copy[n++] = c < 0x20 || c == 0x7f ? ' ' : text.ptr[from];
        }
        if (!whole)
            copy[n++] = ' ';
    }
    memset(copy + n, ' ', PADDING);
    *len = n;
    return copy;
}

/* @param other  out: another than English that a good part is in, UNKNOWN_LANGUAGE if there is none
 * @return the language, UNKNOWN_LANGUAGE where it is not clear. Throws where there is no memory. */
CLD2::Language detect(CLD2::Language *other, const char *text, size_t len)
{
    CLD2::Language found[3];
    int percent[3], letters = 0;
    double score[3];
    bool reliable = false;
    CLD2::CLDHints none = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::ExtDetectLanguageSummary(text, static_cast<int>(len), true, &none, 0, found, percent, score, nullptr,
                                   &letters, &reliable);
    bool clear = reliable && letters >= LEAST_BYTES && percent[0] >= LEAST_PERCENT;
    for (int i = 0; i < 3 && *other == CLD2::UNKNOWN_LANGUAGE && reliable; i++)
        if (found[i] != CLD2::ENGLISH && percent[i] >= OTHER_PERCENT && letters / 100 * percent[i] >= OTHER_BYTES)
            *other = found[i];
    return clear ? found[0] : CLD2::UNKNOWN_LANGUAGE;
}

/* BCP 47; "" for a language without a code. */
void write_code(char out[HS_LANGUAGE_CODE], CLD2::Language language)
{
    const char *code = CLD2::LanguageCode(language);
    if (language >= CLD2::NUM_LANGUAGES || language == CLD2::UNKNOWN_LANGUAGE || strlen(code) >= HS_LANGUAGE_CODE)
        return;
    for (const auto &pair : renamed)
        if (strcmp(code, pair[0]) == 0)
            code = pair[1];
    strcpy(out, code);
}
} // namespace

hs_status hs_language_find(char out[HS_LANGUAGE_CODE], char other[HS_LANGUAGE_CODE], hs_str text, hs_error *err)
{
    size_t len = 0;
    out[0] = other[0] = '\0';
    char *copy = prepare(text, &len, err);
    if (!copy)
        return HS_E_NOMEM;
    CLD2::Language language = CLD2::UNKNOWN_LANGUAGE, beside = CLD2::UNKNOWN_LANGUAGE;
    hs_status status = HS_OK;
    try {
        language = detect(&beside, copy, len);
    } catch (const std::exception &) { /* std::bad_alloc is all that it may throw */
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory to tell the language of %zu bytes", len);
    }
    hs_free(copy);
    write_code(out, language);
    write_code(other, beside);
    return status;
}

void hs_language_name(char out[HS_LANGUAGE_NAME], hs_str code)
{
    char plain[HS_LANGUAGE_CODE] = "";
    size_t n = 0;
    for (; n < code.len && n < HS_LANGUAGE_CODE - 1 && code.ptr[n] != '-'; n++)
        plain[n] = code.ptr[n];
    plain[n] = '\0';
    const char *asked = plain;
    for (const auto &pair : renamed)
        if (hs_ascii_is(hs_ascii_of(plain), pair[1]))
            asked = pair[0];
    CLD2::Language language = CLD2::GetLanguageFromName(asked);
    const char *name = language == CLD2::UNKNOWN_LANGUAGE ? plain : CLD2::LanguageName(language);
    bool first = true;
    for (n = 0; name[n] && n < HS_LANGUAGE_NAME - 1; n++) {
        char c = name[n];
        if (language != CLD2::UNKNOWN_LANGUAGE)
            c = c == '_' ? ' ' : first ? c : hs_ascii_lower(c);
        first = c == ' ';
        out[n] = c;
    }
    out[n] = '\0';
}

bool hs_language_is_english(hs_str code)
{
    return hs_ascii_begins(code, "en") && (code.len == 2 || code.ptr[2] == '-' || code.ptr[2] == '_');
}
