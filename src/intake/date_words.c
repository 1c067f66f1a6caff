/* date_words.c -- the vocabulary of dates in templates and in bylines. In: names or words. Out: HS_DATE_ flags. Parts
 * of words, since templates glue them together: "newsdatum", "itemPostDate". Any thread. */
#include "date_words.h"

#include <string.h>

#include "fold.h"

enum { MAX_NAMES = 256, MAX_CUE = 64 };

typedef struct word {
    const char *text;
    unsigned flags;
} word;

/* In names; of those that match all count. */
static const word names_known[] = {
    {"publi", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"pubdate", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"pub-date", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"posted", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"entry-date", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"entry-time", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"post-date", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"post_date", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"postdate", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"article-date", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"article_date", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"articledate", HS_DATE_PUBLISHED | HS_DATE_DATE},
    {"creat", HS_DATE_PUBLISHED},
    {"issued", HS_DATE_PUBLISHED},
    {"upload", HS_DATE_PUBLISHED},
    {"release", HS_DATE_PUBLISHED},
    {"submitted", HS_DATE_DATE},
    {"date", HS_DATE_DATE},
    {"datum", HS_DATE_DATE},
    {"fecha", HS_DATE_DATE},
    {"time", HS_DATE_DATE},
    {"modif", HS_DATE_MODIFIED},
    {"updat", HS_DATE_MODIFIED},
    {"lastmod", HS_DATE_MODIFIED},
    {"changed", HS_DATE_MODIFIED},
    {"edited", HS_DATE_MODIFIED},
    {"revis", HS_DATE_MODIFIED},
    {"meta", HS_DATE_BESIDE},
    {"byline", HS_DATE_BESIDE},
    {"info", HS_DATE_BESIDE},
    {"author", HS_DATE_BESIDE},
    {"autor", HS_DATE_BESIDE},
    {"footer", HS_DATE_BESIDE},
    {"calendar", HS_DATE_BESIDE},
    {"clock", HS_DATE_BESIDE},
    {"stand", HS_DATE_BESIDE},
};

/* Before a date, folded. */
static const word cues[] = {
    {"publi", HS_DATE_PUBLISHED},      /* published, publie, publicado, publikovano .. */
    {"pubbli", HS_DATE_PUBLISHED},     /* it */
    {"veroffentl", HS_DATE_PUBLISHED}, /* de */
    {"veroeffentl", HS_DATE_PUBLISHED},
    {"erstellt", HS_DATE_PUBLISHED},
    {"erschienen", HS_DATE_PUBLISHED},
    {"geschrieben", HS_DATE_PUBLISHED},
    {"online seit", HS_DATE_PUBLISHED},
    {"dieser artikel", HS_DATE_PUBLISHED},
    {"dieser beitrag", HS_DATE_PUBLISHED},
    {"eingestellt", HS_DATE_PUBLISHED},
    {"stand:", HS_DATE_PUBLISHED},
    {"datum:", HS_DATE_PUBLISHED}, /* de, nl, cs, hu */
    {"posted", HS_DATE_PUBLISHED},
    {"written", HS_DATE_PUBLISHED},
    {"created", HS_DATE_PUBLISHED},
    {"released", HS_DATE_PUBLISHED},
    {"first seen", HS_DATE_PUBLISHED},
    {"date:", HS_DATE_PUBLISHED},
    {"dated", HS_DATE_PUBLISHED},
    {"fecha:", HS_DATE_PUBLISHED}, /* es */
    {"data:", HS_DATE_PUBLISHED},  /* it, pt, pl */
    {"poste ", HS_DATE_PUBLISHED}, /* fr */
    {"mis en ligne", HS_DATE_PUBLISHED},
    {"paru ", HS_DATE_PUBLISHED},
    {"notizia del", HS_DATE_PUBLISHED},
    {"gepubliceerd", HS_DATE_PUBLISHED}, /* nl */
    {"geplaatst", HS_DATE_PUBLISHED},
    {"opublikowan", HS_DATE_PUBLISHED}, /* pl */
    {"dodano", HS_DATE_PUBLISHED},
    {"zverejnen", HS_DATE_PUBLISHED}, /* cs, sk */
    {"vydano", HS_DATE_PUBLISHED},
    {"udgivet", HS_DATE_PUBLISHED}, /* da */
    {"offentliggjort", HS_DATE_PUBLISHED},
    {"julkaistu", HS_DATE_PUBLISHED}, /* fi */
    {"megjelen", HS_DATE_PUBLISHED},  /* hu */
    {"kozzetev", HS_DATE_PUBLISHED},
    {"yayin", HS_DATE_PUBLISHED},       /* tr */
    {"opublikovan", HS_DATE_PUBLISHED}, /* ru */
    {"dimosie", HS_DATE_PUBLISHED},     /* el */
    {"updat", HS_DATE_MODIFIED},
    {"modifi", HS_DATE_MODIFIED}, /* en, fr, it */
    {"last edit", HS_DATE_MODIFIED},
    {"last change", HS_DATE_MODIFIED},
    {"last revis", HS_DATE_MODIFIED},
    {"aktuali", HS_DATE_MODIFIED}, /* de, cs, pl, sk */
    {"zuletzt", HS_DATE_MODIFIED},
    {"geandert", HS_DATE_MODIFIED},
    {"anderung", HS_DATE_MODIFIED},
    {"bearbeitet", HS_DATE_MODIFIED},
    {"actualiz", HS_DATE_MODIFIED}, /* es, ro */
    {"actualis", HS_DATE_MODIFIED}, /* fr */
    {"mis a jour", HS_DATE_MODIFIED},
    {"mise a jour", HS_DATE_MODIFIED},
    {"aggiornat", HS_DATE_MODIFIED},  /* it */
    {"atualiz", HS_DATE_MODIFIED},    /* pt */
    {"bijgewerkt", HS_DATE_MODIFIED}, /* nl */
    {"gewijzigd", HS_DATE_MODIFIED},
    {"oppdater", HS_DATE_MODIFIED}, /* no */
    {"uppdater", HS_DATE_MODIFIED}, /* sv */
    {"andrad", HS_DATE_MODIFIED},
    {"paivite", HS_DATE_MODIFIED}, /* fi */
    {"muokattu", HS_DATE_MODIFIED},
    {"frissit", HS_DATE_MODIFIED},  /* hu */
    {"guncelle", HS_DATE_MODIFIED}, /* tr */
    {"obnovlen", HS_DATE_MODIFIED}, /* ru */
    {"onovlen", HS_DATE_MODIFIED},  /* uk */
    {"izmenen", HS_DATE_MODIFIED},  /* ru */
    {"enimero", HS_DATE_MODIFIED},  /* el */
    {"regist", HS_DATE_OTHER},      /* registered, registriert, registrado .. */
    {"joined", HS_DATE_OTHER},
    {"member since", HS_DATE_OTHER},
    {"mitglied seit", HS_DATE_OTHER},
    {"anmelde", HS_DATE_OTHER},
    {"inscri", HS_DATE_OTHER},
    {"iscritto", HS_DATE_OTHER},
    {"dabei seit", HS_DATE_OTHER},
    {"erscheinungs", HS_DATE_OTHER}, /* of a book */
    {"born", HS_DATE_OTHER},
    {"geboren", HS_DATE_OTHER},
    {"until", HS_DATE_OTHER},
    {"expir", HS_DATE_OTHER},
    {"bis ", HS_DATE_OTHER},
    {"jusqu", HS_DATE_OTHER},
    {"hasta", HS_DATE_OTHER},
    {"deadline", HS_DATE_OTHER},
    {"visited", HS_DATE_OTHER},
    {"aktuelle zeit", HS_DATE_OTHER},
    {"current time", HS_DATE_OTHER},
};

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Where `text` last stands in s[n], plus its length; 0 where it does not. @param whole  at the beginning of a word */
static size_t last_end(const char *s, size_t n, const char *text, bool whole)
{
    size_t len = strlen(text);
    for (size_t i = n; i >= len; i--)
        if (s[i - len] == *text && memcmp(s + i - len, text, len) == 0 &&
            !(whole && i > len && is_lower(s[i - len - 1])))
            return i;
    return 0;
}

/* "update", "candidate", "validate", "mandate" are no dates; "sometimes", "sentiment" no times. */
static bool is_part_of_other(const char *s, size_t n, size_t end, const char *text)
{
    size_t begin = end - strlen(text);
    bool letter_before = begin && s[begin - 1] >= 'a' && s[begin - 1] <= 'z';
    if (strcmp(text, "date") == 0)
        return begin >= 2 && (memcmp(s + begin - 2, "up", 2) == 0 || memcmp(s + begin - 2, "di", 2) == 0 ||
                              memcmp(s + begin - 2, "li", 2) == 0 || memcmp(s + begin - 2, "an", 2) == 0);
    if (strcmp(text, "time") == 0)
        return (letter_before && s[begin - 1] != 'e') || (end < n && (s[end] == 'l' || s[end] == 'n' || s[end] == 'r'));
    return false;
}

unsigned hs_date_names(hs_str names)
{
    char folded[MAX_NAMES];
    size_t n = hs_fold(folded, sizeof folded, names);
    unsigned flags = 0, after[26] = {0}; /* which letters stand after each letter */
    for (size_t i = 1; i < n; i++)
        if (is_lower(folded[i - 1]) && is_lower(folded[i]))
            after[folded[i - 1] - 'a'] |= 1u << (folded[i] - 'a');
    for (size_t k = 0; k < sizeof names_known / sizeof *names_known; k++) {
        const char *text = names_known[k].text;
        if (!(after[text[0] - 'a'] >> (text[1] - 'a') & 1))
            continue;
        size_t end = last_end(folded, n, text, false);
        if (end && !is_part_of_other(folded, n, end, text))
            flags |= names_known[k].flags;
    }
    return flags;
}

unsigned hs_date_cue(hs_str before)
{
    if (before.len > MAX_CUE) {
        before.ptr += before.len - MAX_CUE;
        before.len = MAX_CUE;
    }
    char folded[MAX_CUE];
    size_t n = hs_fold(folded, sizeof folded, before), nearest = 0;
    unsigned found = 0;
    /* "Published and updated 14 May": the nearer word counts. */
    for (size_t k = 0; k < sizeof cues / sizeof *cues; k++) {
        size_t end = last_end(folded, n, cues[k].text, true);
        if (end > nearest) {
            nearest = end;
            found = cues[k].flags;
        }
    }
    return found;
}
