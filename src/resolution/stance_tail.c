/* stance_tail.c -- see stance_tail.h. No parser: clauses begin at the words that open them, and end at a comma. Constant work for each attribution. Threads: any. */
#include "stance_tail.h"

#include "stance_words.h"

enum { MOST_WORDS = 192 /* of a content */, MOST_TAIL = 24 /* up to the cue's end */ };

static const char REPORTED[] = " reported reports announced announces stated states published described alleged alleges claimed claims ";
static const char CITING[] = " citing quoting ";

static bool any(const hs_stance_word *words, size_t n, const char *list)
{
    for (size_t i = 0; i < n; i++)
        if (hs_stance_among(words + i, list))
            return true;
    return false;
}

/* Is a word a "not" of what is told? "Not only", "no later than", "nothing but", "in no time", "never in doubt", "no longer" and "No. 3" are none. */
static bool denies(const hs_stance_word *words, size_t n, size_t i)
{
    static const char NO_NOT[] = " only just merely longer less fewer doubt more later earlier sooner far once because ", NO[] = " matter surprise surprises stranger strangers wonder secret ";
    const hs_stance_word *next = i + 1 < n ? words + i + 1 : NULL;
    if (!hs_stance_among(words + i, " not never no nothing none nobody neither nor "))
        return false;
    if (!next)
        return true;
    if (hs_stance_among(words + i, " nothing none "))
        return !hs_stance_among(next, " other but less short ");
    if (hs_stance_is(words + i, "no") && hs_stance_among(next, NO))
        return false;
    if (hs_stance_is(words + i, "no") && hs_stance_is(next, "time"))
        return !i || !hs_stance_is(words + i - 1, "in");
    if (hs_stance_among(words + i, " not never ") && hs_stance_is(next, "in") && i + 2 < n && hs_stance_is(words + i + 2, "doubt"))
        return false;
    return !hs_stance_among(next, NO_NOT) && !(*next->text >= '0' && *next->text <= '9');
}

/* Does the main clause deny something, by its last words that tell? */
static bool is_denied(const hs_stance_word *words, size_t n)
{
    static const char BESIDE[] = " if when while although though because since unless until once after before whether despite who which whose where whereas ";
    bool beside = false, quoted = false, denied = false;
    for (size_t i = 0; i < n; i++) {
        quoted = quoted != words[i].quoted;
        beside = hs_stance_among(words + i, BESIDE) || (beside && !words[i].comma);
        if (words[i].comma && hs_stance_among(words + i, " but and yet so "))
            denied = false;
        denied = denied || (!beside && !quoted && denies(words, n, i));
    }
    return denied;
}

bool hs_stance_is_open_tail(const hs_document *doc, const hs_attribution *a)
{
    hs_stance_word tail[MOST_TAIL], cue[MOST_TAIL], content[MOST_WORDS];
    size_t n = 0;
    if (!a->cue.n || !a->content.n || a->content.at[a->content.n - 1].end > a->cue.at[0].begin)
        return false;
    const size_t n_tail = hs_stance_words(tail, MOST_TAIL, doc->text, (hs_span){a->content.at[a->content.n - 1].end, a->cue.at[a->cue.n - 1].end}),
                 n_cue = hs_stance_words(cue, MOST_TAIL, doc->text, a->cue.at[0]);
    if (!n_tail || !n_cue || !tail->comma || tail->stop || !hs_stance_is(tail, "as") || !any(tail, n_tail, REPORTED) || !(any(cue, n_cue, REPORTED) || hs_stance_among(cue, CITING)))
        return false;
    for (uint32_t i = 0; i < a->content.n; i++)
        n += hs_stance_words(content + n, MOST_WORDS - n, doc->text, a->content.at[i]);
    return is_denied(content, n);
}
