/* web_html.h -- writing HTML: the one escape, and the small parts that every view is made of.
 * In: strings of the ledger and of the browser, hostile. Out: HTML in the page's buffer; a failure stays in the buffer.
 * One thread at a time, as the page. */
#ifndef HS_WEB_HTML_H
#define HS_WEB_HTML_H

#include "web.h"

/** What a view is made with. */
typedef struct hs_page {
    hs_buffer *out;
    hs_web_reply *reply;
    const hs_web_request *request;
    hs_ledger *ledger; /* NULL in hs_web_problem */
    float least;       /* the threshold that is asked for, kept from view to view; 0: none */
} hs_page;

/** How much of a text is shown in a list. */
enum { HS_WORDS_IN_LIST = 400, HS_WORDS_LONG = 220 /* for a heading */ };

/** HTML of ours, as it stands. */
void hs_html(hs_page *p, const char *html);
/** Numbers and words of ours in HTML of ours: no text from outside goes through here. */
HS_PRINTF(2, 3)
void hs_html_format(hs_page *p, const char *fmt, ...);
/**
 * Text from outside, for between tags and for quoted values of attributes: & < > " ' become references; control characters but line
 * breaks and tabs become their pictures; what is no UTF-8 becomes U+FFFD; marks that embed, override or isolate direction are left
 * out, so that no text turns what stands behind it.
 */
void hs_html_text(hs_page *p, hs_str s);
/** As hs_html_text, with no more than so many bytes of it, ended by an ellipsis where there is more. */
void hs_html_some(hs_page *p, hs_str s, size_t most);
/** A name or a text within ours, isolated, so that its direction ends with it. */
void hs_html_name(hs_page *p, hs_str s);
/** ` name="value"` @param name  ours */
void hs_html_attribute(hs_page *p, const char *name, hs_str value);
/** A part of an address, each byte that is not unreserved percent-encoded. */
void hs_html_percent(hs_page *p, hs_str s);

/** "12 articles": one word for one, another for more. */
void hs_html_count(hs_page *p, uint64_t n, const char *one, const char *more);
/** A share over 0, for an address: "0.25", "1". */
void hs_html_share(hs_page *p, float share);
/** A number with its thousands parted. */
void hs_html_number(hs_page *p, uint64_t n);
/** A <time>: "14 May 2031", and with `clock` the time of day where there is one. What is no date stands as it is. */
void hs_html_time(hs_page *p, hs_str iso, bool clock);
/** The day in letters alone, for where no element may stand: "14 May 2031". */
void hs_html_day(hs_page *p, hs_str iso);
/** "13 to 15 May 2031": two times, one if they are of a day. */
void hs_html_days(hs_page *p, hs_str first, hs_str last);

/** `<a href="/claims/c12">`, with the threshold. @param attributes  ours, NULL: none */
void hs_html_link(hs_page *p, char letter, uint64_t id, const char *attributes);
/** `<a href="/sources">`. @param path  ours */
void hs_html_link_to(hs_page *p, const char *path, const char *attributes);
enum { HS_PATH = 48 };
/** The path of an id, "/claims/c12", without base or parameters; of 'e' the event that a document tells of, "/stories/d7". @return path */
const char *hs_page_path(char path[HS_PATH], char letter, uint64_t id);

/** A parameter of the request; {NULL, 0} where there is none or it is empty. */
hs_str hs_page_param(const hs_page *p, const char *name);
/** Is it there with this very value? */
bool hs_page_param_is(const hs_page *p, const char *name, const char *value);
/** `?a=b&amp;..` of the request's parameters that are not empty, but for `after`, `done` and one more. @param but  may be NULL
 * @param name, value  one to add in the place of `but`; NULL, empty: none. @return was there any? */
bool hs_html_params(hs_page *p, const char *but, const char *name, hs_str value);
/** The same address with one parameter of another value; an empty one leaves it out. Pages start anew. */
void hs_html_link_with(hs_page *p, const char *name, hs_str value, const char *attributes);
/** Hidden fields `csrf` and `back` of a form. @param back  path of ours below base; NULL: this view */
void hs_html_form_fields(hs_page *p, const char *back);

/** Begin a page. @param title  of the window; hostile @param at  the part of the site that is on: "claims" @param kind  the body's
 * class */
void hs_html_begin(hs_page *p, hs_str title, const char *at, const char *kind);
void hs_html_end(hs_page *p);

#define HS_LIT(s) ((hs_str){(s), sizeof(s) - 1})
hs_str hs_html_str(const char *s);

#endif
