/* answer_get.c -- what an answer holds, for whoever asked. In: an answer. Out: its rows, which die with it. Any number of threads, once it is made. */
#include "query.h"

const hs_entry *hs_answer_entries(const hs_answer *answer, size_t *n)
{
    *n = answer->n_entries;
    return answer->entries;
}

const hs_claim *hs_answer_claims(const hs_answer *answer, size_t *n)
{
    *n = answer->n_claims;
    return answer->claims;
}

const hs_speaker *hs_answer_sources(const hs_answer *answer, size_t *n)
{
    *n = answer->n_sources;
    return answer->sources;
}

bool hs_answer_narrowed(const hs_answer *answer)
{
    return answer->narrowed;
}

size_t hs_answer_fits(const hs_answer *answer)
{
    return answer->n_fits;
}

const hs_report *hs_answer_documents(const hs_answer *answer, size_t *n)
{
    *n = answer->n_documents;
    return answer->documents;
}

const hs_publisher *hs_answer_outlets(const hs_answer *answer, size_t *n)
{
    *n = answer->n_outlets;
    return answer->outlets;
}

const hs_dispute *hs_answer_disputes(const hs_answer *answer, size_t *n)
{
    *n = answer->n_disputes;
    return answer->disputes;
}

const hs_change *hs_answer_changes(const hs_answer *answer, size_t *n)
{
    *n = answer->n_changes;
    return answer->changes;
}

const hs_story *hs_answer_stories(const hs_answer *answer, size_t *n)
{
    *n = answer->n_stories;
    return answer->stories;
}

const hs_ground *hs_answer_grounds(const hs_answer *answer, size_t *n)
{
    *n = answer->n_reasons;
    return answer->reasons;
}

const hs_context *hs_answer_context(const hs_answer *answer)
{
    return answer->context;
}

const hs_stats *hs_answer_stats(const hs_answer *answer)
{
    return answer->stats;
}

hs_str hs_answer_next(const hs_answer *answer)
{
    return answer->next;
}

bool hs_answer_cut(const hs_answer *answer)
{
    return answer->cut;
}
