/* web.h -- the pages that people read: a question to the ledger becomes a whole page of HTML, which needs no JavaScript to be read.
 * In: a path and its parameters, as a browser asks for them; hostile. Out: HTML in the caller's buffer; assets in the library's
 * memory. Threads: no state; a ledger has one thread at a time. Nothing is written to the ledger: forms are posted to the server.
 *
 * What the server must know of the pages:
 * - Every page is good under   default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';
 *   form-action 'self'; base-uri 'none'; frame-ancestors 'none'. No script or style stands in a page.
 * - Assets are asked for at BASE/assets/NAME?v=HASH: one that is asked for with its own hash never changes.
 * - Forms are posted, url-encoded but for files, with the field `csrf` (hs_web_request.token) and `back`, a path under BASE to go on to
 *   by 303. After success the server adds the parameter `done` to it, which the page tells in words. Empty fields say nothing.
 *     BASE/do/correct    attribution=a12, source=s4 or document=d7; verdict=right|wrong|other; name, kind, act, polarity, certainty,
 *                        time, outlet, published, note, by                                              done=corrected
 *     BASE/do/uncorrect  id=3                                                                           done=uncorrected
 *     BASE/do/merge      source=s9, into=s4, why, by                                                    done=merged
 *     BASE/do/split      source=s9, by                                                                  done=split
 *     BASE/do/add        text and outlet, url, published, title; or address=URL to fetch; or multipart/form-data with `files`. Goes
 *                        on to the page of a single article with done=added, version (a newer one) or already (it was in); of several,
 *                        or where a file could not be read, it is answered by hs_web_added
 * - Tables are the server's: pages link to BASE/api/v1/claims?format=csv with the parameters of the view,
 *   which have one name in both: q source since until outlet act polarity certainty naming least after.
 * - New claims come as server-sent events from BASE/api/v1/events; the page asks for nothing else by itself. */
#ifndef HS_WEB_H
#define HS_WEB_H

#include "buffer.h"
#include "hearsay.h"

/** A parameter of the address, decoded. Of two with one name the first counts. */
typedef struct hs_web_param {
    hs_str name, value;
} hs_web_param;

/** What a browser asks for. Borrowed. */
typedef struct hs_web_request {
    hs_str path;                /* decoded, below `base`: "/claims/c12" */
    const hs_web_param *params; /* [n_params] */
    size_t n_params;
    hs_str base;               /* what stands before every path: "" or "/news"; 127 bytes at most */
    hs_str origin;             /* "http://127.0.0.1:7077", for links that are cited; empty: they are cited without it */
    hs_str now;                /* UTC, "2031-05-14T09:30:00Z": when the page is made, as a citation tells */
    hs_str ledger;             /* what the ledger is called, for people; empty: it is not told */
    hs_str token;              /* to be posted with forms */
    bool may_write;            /* else no form that changes the ledger is shown */
    const hs_meaning *meaning; /* of hs_web_words; NULL: words alone are looked for */
    hs_compare_space *compare; /* where hs_web_compares says so, the page's alone while it is made; NULL: words, and meaning, tell what says a statement */
    bool known;                /* who asks has shown the token: then `compare` is there unless there is no model for it */
} hs_web_request;

/** What the server says before the page. */
typedef struct hs_web_reply {
    int status;               /* of HTTP */
    const char *content_type; /* static */
    char location[256];       /* of a status 301..308: a path from the root, in ASCII; else empty */
} hs_web_reply;

/**
 * Make the page of a request. What is not there, or asks for what cannot be, gets a page that says so: that is HS_OK, too.
 *
 * @param out    empty; what is in it after a failure is no page. Its cap is the page's
 * @param reply  written whole on success
 * @return HS_OK
 *         HS_E_NOMEM   no memory, or a page over the buffer's cap
 *         HS_E_LEDGER, HS_E_IO, HS_E_BUSY  as the ledger says: hs_web_problem tells it
 */
hs_status hs_web_page(hs_buffer *out, hs_web_reply *reply, hs_ledger *ledger, const hs_web_request *request, hs_error *err);

/**
 * A page that says what went wrong.
 *
 * @param request  may be NULL
 * @param status   of HTTP
 * @param detail   for people; any text
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_web_problem(hs_buffer *out, hs_web_reply *reply, const hs_web_request *request, int status, hs_str detail,
                         hs_error *err);

/** Something that was sent to be added. Borrowed, hostile. */
typedef struct hs_web_taken {
    hs_str input;      /* the file's name, or the address; NULL: it had none */
    uint64_t document; /* what it is in the ledger; 0: it could not be read */
    hs_added how;
    hs_str title, outlet; /* of the article */
    size_t n_statements;
    hs_str why; /* it could not be read */
} hs_web_taken;

/** What was typed into a form that could not be taken: it stands in the form again. Borrowed, hostile. */
typedef struct hs_web_typed {
    hs_str text, outlet, published, url, address;
    bool files; /* outlet and published were of files, which must be chosen anew */
} hs_web_typed;

/**
 * The page that tells what came of articles that were sent, with the forms for more.
 *
 * @param status    of HTTP
 * @param at        [n]
 * @param n_failed  how many could not be read, of which `at` may name only some
 * @param typed     NULL: the forms are empty
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_web_added(hs_buffer *out, hs_web_reply *reply, const hs_web_request *request, int status, const hs_web_taken *at, size_t n,
                       size_t n_failed, const hs_web_typed *typed, hs_error *err);

/** The words that a page searches for by meaning, so that the server should make their vector. @param room  for them @return in `room` or the request's;
 * empty: it searches for none */
hs_str hs_web_words(char room[HS_ASKED_BYTES], const hs_web_request *request);
/** Is it a page that compares a statement with claims, which takes the model's time, so that the server should lend what it is done in to whom it
 * lets work? */
bool hs_web_compares(const hs_web_request *request);

/** A file that pages need. */
typedef struct hs_web_asset {
    const char *name; /* "page.css" */
    const char *content_type;
    const char *hash;           /* 16 hex digits; another build's other bytes have another */
    const unsigned char *bytes; /* [len] */
    size_t len;
} hs_web_asset;

/** The asset of a path, "/assets/page.css" ("/favicon.ico" is one, too). @return static; NULL: there is none */
const hs_web_asset *hs_web_asset_find(hs_str path);

#endif
