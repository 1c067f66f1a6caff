/* compare_team.c -- pairs compared on several threads. See compare_team.h. */
#include "compare_team.h"

#include <pthread.h>
#include <stdatomic.h>

#include "heap.h"
#include "status.h"

enum { RUN = 32 /* pairs that a thread takes at a time: some runs of the encoder */ };

typedef struct member {
    hs_compare_team *team;
    hs_compare_space *space; /* NULL: it has not been needed yet */
    pthread_t thread;
    bool started;
    hs_error err;
} member;

struct hs_compare_team {
    const hs_comparer *comparer;
    member *members; /* [n] */
    size_t n;
    /* at work: */
    hs_judged *out;
    const hs_pair *pairs; /* [n_pairs] */
    size_t n_pairs;
    atomic_size_t next; /* the first pair that nobody has taken */
};

hs_status hs_compare_team_open(hs_compare_team **out, const hs_comparer *comparer, unsigned threads, hs_error *err)
{
    *out = NULL;
    hs_compare_team *t = hs_alloc(sizeof *t);
    if (!t)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    t->comparer = comparer;
    t->n = threads ? threads : 1;
    t->members = hs_alloc(t->n * sizeof *t->members);
    hs_status status = t->members ? hs_compare_space_open(&t->members[0].space, comparer, err)
                                  : hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    if (status != HS_OK) {
        hs_compare_team_free(t);
        return status;
    }
    *out = t;
    return HS_OK;
}

void hs_compare_team_free(hs_compare_team *team)
{
    if (!team)
        return;
    for (size_t i = 0; team->members && i < team->n; i++)
        hs_compare_space_free(team->members[i].space);
    hs_free(team->members);
    hs_free(team);
}

/* One member's part. What fails it leaves the rest to nobody: the call has failed. */
static void *work(void *arg)
{
    member *m = arg;
    hs_compare_team *t = m->team;
    m->err = (hs_error){HS_OK, 0, ""};
    for (size_t from; m->err.code == HS_OK && (from = atomic_fetch_add(&t->next, RUN)) < t->n_pairs;) {
        size_t n = t->n_pairs - from < RUN ? t->n_pairs - from : RUN;
        m->err.code = hs_judge_by_model(m->space, t->out + from, t->pairs + from, n, &m->err);
    }
    return NULL;
}

/* Whoever cannot begin leaves the work to the others; the first works on the caller's thread. */
hs_status hs_judge_by_team(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err)
{
    hs_compare_team *t = ctx;
    hs_status status = HS_OK;
    t->out = out;
    t->pairs = pairs;
    t->n_pairs = n;
    atomic_store(&t->next, 0);
    for (size_t i = 0; i < t->n; i++) {
        member *m = &t->members[i];
        m->team = t;
        m->started = i > 0 && i * RUN < n && (m->space || hs_compare_space_open(&m->space, t->comparer, NULL) == HS_OK) &&
                     pthread_create(&m->thread, NULL, work, m) == 0;
    }
    work(&t->members[0]);
    for (size_t i = 0; i < t->n; i++) {
        member *m = &t->members[i];
        if (m->started)
            pthread_join(m->thread, NULL);
        if ((m->started || i == 0) && m->err.code != HS_OK && status == HS_OK) {
            status = m->err.code;
            if (err)
                *err = m->err;
        }
    }
    return status;
}
