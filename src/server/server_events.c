/* server_events.c -- new claims as they come in: server-sent events (WHATWG HTML, 9.2), "event: claim", whose data is the line that
 * `hearsay show` prints of it and whose id is the claim's. In: the ledger's version, looked at by the keeper. Out: streams.
 * Threads: a stream is read by libmicrohttpd's thread of its connection, which is set aside while there is nothing new; the keeper
 * wakes it. */
#include <stdio.h>
#include <string.h>

#include "heap.h"
#include "server_exchange.h"

enum {
    STREAMS = 64,
    BEAT_MS = 15000, /* a sign of life, so that who has left is noticed */
    BEHIND = 1000,   /* claims that are told later; of more the older ones are not */
    MISSING = 256,   /* numbers without a claim that are passed by at once */
    EVENT = 1 << 20,
    BLOCK = 16 << 10
};

struct hs_server_stream {
    hs_server_stream *next, *last;
    hs_server *server;
    struct MHD_Connection *connection;
    uint64_t next_claim;
    hs_buffer waiting; /* what is being sent, from `at` on */
    size_t at;
    int64_t beat_ms;
    bool aside;
};

/* ---- what is told ---- */

static void put_claim(hs_server_stream *s, hs_ledger *ledger, uint64_t claim)
{
    char id[24];
    hs_answer *answer;
    int n = snprintf(id, sizeof id, "c%llu", (unsigned long long)claim);
    if (hs_ledger_show(&answer, ledger, (hs_str){id, (size_t)n}, NULL, NULL) != HS_OK)
        return; /* a number that no claim has any more */
    hs_buffer_format(&s->waiting, "id: %s\nevent: claim\ndata: ", id);
    hs_answer_write(answer, HS_FORMAT_JSONL, NULL, hs_server_sink, &s->waiting, NULL); /* one line */
    hs_buffer_text(&s->waiting, "\n");
    hs_answer_free(answer);
    if (s->waiting.failed) {
        s->waiting.failed = false; /* a claim of a megabyte: it is told of without its words */
        s->waiting.len = 0;
        hs_buffer_format(&s->waiting, "id: %s\nevent: large\ndata: {\"claim\":\"%s\"}\n\n", id, id);
    }
}

static void fill(hs_server_stream *s, uint64_t newest)
{
    hs_ledger *ledger;
    s->waiting.len = s->at = 0;
    if (newest - s->next_claim + 1 > BEHIND) {
        hs_buffer_format(&s->waiting, "event: skipped\ndata: {\"from\":\"c%llu\",\"to\":\"c%llu\"}\n\n",
                         (unsigned long long)s->next_claim, (unsigned long long)(newest - BEHIND));
        s->next_claim = newest - BEHIND + 1;
        return;
    }
    if (hs_server_ledgers_take(&ledger, &s->server->ledgers, NULL) != HS_OK)
        return;
    for (int i = 0; i < MISSING && !s->waiting.len && s->next_claim <= newest; i++)
        put_claim(s, ledger, s->next_claim++);
    hs_server_ledgers_give(&s->server->ledgers, ledger);
}

static ssize_t take_waiting(hs_server_stream *s, char *out, size_t most)
{
    size_t n = s->waiting.len - s->at;
    n = n < most ? n : most;
    memcpy(out, s->waiting.ptr + s->at, n);
    s->at += n;
    s->beat_ms = hs_server_clock_ms() + BEAT_MS;
    return (ssize_t)n;
}

/* For libmicrohttpd: the next bytes, or nothing and the connection is set aside. */
static ssize_t read_stream(void *ctx, uint64_t at, char *out, size_t most)
{
    hs_server_stream *s = ctx;
    hs_server *server = s->server;
    (void)at;
    uint64_t newest = server->ledgers.newest_claim;
    if (server->ending)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (newest + 1 < s->next_claim)
        s->next_claim = newest + 1; /* the newest were forgotten */
    if (s->at == s->waiting.len && s->next_claim <= newest)
        fill(s, newest);
    if (s->at == s->waiting.len && hs_server_clock_ms() >= s->beat_ms) {
        s->waiting.len = s->at = 0;
        hs_buffer_text(&s->waiting, ":\n\n");
    }
    if (s->at < s->waiting.len)
        return take_waiting(s, out, most);
    pthread_mutex_lock(&server->streams_lock);
    bool waits = s->aside = !server->ending;
    if (waits)
        server->mhd.suspend_connection(s->connection);
    pthread_mutex_unlock(&server->streams_lock);
    return waits ? 0 : MHD_CONTENT_READER_END_OF_STREAM;
}

/* ---- who is told ---- */

static void end_stream(void *ctx)
{
    hs_server_stream *s = ctx;
    hs_server *server = s->server;
    pthread_mutex_lock(&server->streams_lock);
    if (s->next)
        s->next->last = s->last;
    *(s->last ? &s->last->next : &server->streams) = s->next;
    server->n_streams--;
    pthread_mutex_unlock(&server->streams_lock);
    hs_buffer_free(&s->waiting);
    hs_free(s);
}

void hs_server_wake_streams(hs_server *server)
{
    int64_t now = hs_server_clock_ms();
    pthread_mutex_lock(&server->streams_lock);
    bool any = server->streams != NULL;
    pthread_mutex_unlock(&server->streams_lock);
    if (any && !server->ending) /* without the lock: nobody waits for the ledger's file */
        hs_server_ledgers_look(&server->ledgers, NULL);
    pthread_mutex_lock(&server->streams_lock);
    for (hs_server_stream *s = server->streams; s; s = s->next)
        if (s->aside && (server->ending || now >= s->beat_ms || s->next_claim <= server->ledgers.newest_claim)) {
            s->aside = false;
            server->mhd.resume_connection(s->connection);
        }
    pthread_mutex_unlock(&server->streams_lock);
}

static hs_server_stream *begin_stream(hs_exchange *x)
{
    hs_server *server = x->server;
    uint64_t after = hs_server_id(x->request.last_event, 'c');
    hs_server_stream *s = hs_alloc(sizeof *s);
    if (!s)
        return NULL;
    *s = (hs_server_stream){
        .server = server, .connection = x->connection, .waiting = hs_buffer_new(EVENT), .beat_ms = hs_server_clock_ms() + BEAT_MS};
    hs_buffer_text(&s->waiting, "retry: 3000\n\n");
    hs_server_ledgers_look(&server->ledgers, NULL);
    pthread_mutex_lock(&server->streams_lock);
    bool room = server->n_streams < STREAMS;
    if (room) {
        s->next_claim = after ? after + 1 : server->ledgers.newest_claim + 1;
        s->next = server->streams;
        if (s->next)
            s->next->last = s;
        server->streams = s;
        server->n_streams++;
    }
    pthread_mutex_unlock(&server->streams_lock);
    if (room)
        return s;
    hs_buffer_free(&s->waiting);
    hs_free(s);
    return NULL;
}

enum MHD_Result hs_server_events_answer(hs_exchange *x)
{
    const hs_mhd *mhd = &x->server->mhd;
    hs_server_stream *s = begin_stream(x);
    if (!s) {
        x->reply.retry_s = 30;
        hs_exchange_refuse(x, 503, "too many are told of new claims already");
        return MHD_NO;
    }
    struct MHD_Response *response = mhd->create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_stream, s, end_stream);
    if (!response) {
        end_stream(s);
        return MHD_NO;
    }
    x->reply.status = 200;
    x->reply.type = "text/event-stream";
    enum MHD_Result done = hs_server_put_headers(x, response) ? mhd->queue_response(x->connection, 200, response) : MHD_NO;
    x->answered = done == MHD_YES;
    mhd->destroy_response(response);
    return done;
}
