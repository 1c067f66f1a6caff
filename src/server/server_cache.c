/* server_cache.c -- replies that are kept until the ledger changes. In: replies by their tag. Out: the same, without asking the
 * ledger. Any thread; a lock is held for a few pointers' time. */
#include <string.h>

#include "heap.h"
#include "server_state.h"

enum { BYTES = 64 << 20, LARGE = 4 << 20, OVERHEAD = 2048 /* of a reply's headers and ours */, N = 8192, BUCKETS = 1024 };

struct hs_server_kept {
    hs_server_kept *chain; /* in its bucket */
    hs_server_kept *newer, *older;
    struct MHD_Response *response;
    uint64_t bytes;
    char tag[HS_SERVER_TAG];
};

/* A tag is a digest: its first bytes are as good as any. */
static hs_server_kept **bucket_of(hs_server_cache *cache, const char *tag)
{
    unsigned h = 0;
    for (int i = 1; i < 9 && tag[i]; i++)
        h = h * 31 + (unsigned char)tag[i];
    return &cache->buckets[h % BUCKETS];
}

static void unlink_kept(hs_server_cache *cache, hs_server_kept *k)
{
    *(k->newer ? &k->newer->older : &cache->newest) = k->older;
    *(k->older ? &k->older->newer : &cache->oldest) = k->newer;
}

static void link_newest(hs_server_cache *cache, hs_server_kept *k)
{
    k->newer = NULL;
    k->older = cache->newest;
    *(k->older ? &k->older->newer : &cache->oldest) = k;
    cache->newest = k;
}

static void drop(hs_server_cache *cache, hs_server_kept *k)
{
    hs_server_kept **at = bucket_of(cache, k->tag);
    while (*at != k)
        at = &(*at)->chain;
    *at = k->chain;
    unlink_kept(cache, k);
    cache->bytes -= k->bytes + OVERHEAD;
    cache->n--;
    cache->mhd->destroy_response(k->response);
    hs_free(k);
}

static void forget_older(hs_server_cache *cache, uint64_t age)
{
    if (age <= cache->age)
        return;
    while (cache->oldest)
        drop(cache, cache->oldest);
    cache->age = age;
}

void hs_server_cache_open(hs_server_cache *out, const hs_mhd *mhd)
{
    *out = (hs_server_cache){.mhd = mhd};
    pthread_mutex_init(&out->lock, NULL);
}

void hs_server_cache_close(hs_server_cache *cache)
{
    if (!cache->mhd)
        return;
    while (cache->oldest)
        drop(cache, cache->oldest);
    pthread_mutex_destroy(&cache->lock);
}

bool hs_server_cache_answer(hs_server_cache *cache, const char *tag, uint64_t age, struct MHD_Connection *connection,
                            uint64_t *bytes)
{
    bool done = false;
    pthread_mutex_lock(&cache->lock);
    forget_older(cache, age);
    hs_server_kept *k = *bucket_of(cache, tag);
    while (k && strcmp(k->tag, tag) != 0)
        k = k->chain;
    if (k) {
        unlink_kept(cache, k);
        link_newest(cache, k);
        *bytes = k->bytes;
        done = cache->mhd->queue_response(connection, 200, k->response) == MHD_YES;
    }
    pthread_mutex_unlock(&cache->lock);
    return done;
}

bool hs_server_cache_put(hs_server_cache *cache, const char *tag, uint64_t age, struct MHD_Response *response, uint64_t bytes)
{
    hs_server_kept *k = bytes <= LARGE ? hs_alloc(sizeof *k) : NULL;
    if (!k)
        return false;
    pthread_mutex_lock(&cache->lock);
    forget_older(cache, age);
    hs_server_kept **bucket = bucket_of(cache, tag), *same = *bucket;
    while (same && strcmp(same->tag, tag) != 0)
        same = same->chain;
    if (same || age < cache->age) {
        hs_free(k); /* another thread was quicker, or the ledger has changed since */
        pthread_mutex_unlock(&cache->lock);
        return false;
    }
    memcpy(k->tag, tag, sizeof k->tag);
    k->response = response;
    k->bytes = bytes;
    k->chain = *bucket;
    *bucket = k;
    link_newest(cache, k);
    cache->bytes += bytes + OVERHEAD;
    cache->n++;
    while (cache->bytes > BYTES || cache->n > N)
        drop(cache, cache->oldest);
    pthread_mutex_unlock(&cache->lock);
    return true;
}
