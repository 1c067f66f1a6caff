/* web_views.h -- the views, one function each, and what they share. In: a page whose path fits. Out: HTML; the reply where it is
 * not 200. One thread at a time, as the page. */
#ifndef HS_WEB_VIEWS_H
#define HS_WEB_VIEWS_H

#include "web_html.h"
#include "web_say.h"

/** Each makes one whole page. @return HS_OK; what the ledger says that no page can be made of; HS_E_NONE: nothing is there,
 * HS_E_ARG, HS_E_LIMIT: the address asks for what cannot be, in all of which the buffer is to be emptied and a page of the problem
 * made. */
hs_status hs_view_claims(hs_page *p, hs_error *err);
hs_status hs_view_claim(hs_page *p, uint64_t id, hs_error *err);
hs_status hs_view_source(hs_page *p, uint64_t id, hs_error *err);
hs_status hs_view_document(hs_page *p, uint64_t id, hs_error *err);
hs_status hs_view_attribution(hs_page *p, uint64_t id, hs_error *err);
hs_status hs_view_search(hs_page *p, hs_error *err);
hs_status hs_view_trace(hs_page *p, hs_error *err);
hs_status hs_view_sources(hs_page *p, hs_error *err);
hs_status hs_view_outlets(hs_page *p, hs_error *err);
hs_status hs_view_documents(hs_page *p, hs_error *err);
hs_status hs_view_stats(hs_page *p, hs_error *err);
hs_status hs_view_add(hs_page *p, hs_error *err);
hs_status hs_view_help(hs_page *p, hs_error *err);

/** hs_ledger_show of a letter and a number. */
hs_status hs_page_show(hs_answer **out, hs_page *p, char letter, uint64_t id, hs_error *err);

hs_status hs_view_disputes(hs_page *p, hs_error *err);
hs_status hs_view_changes(hs_page *p, hs_error *err);
hs_status hs_view_stories(hs_page *p, hs_error *err);
hs_status hs_view_story(hs_page *p, uint64_t document, hs_error *err);

/** "c12" in the caller's memory. @return it */
hs_str hs_page_id(char name[24], char letter, uint64_t id);

/** Answer with the way to a thing's page in place of a page. */
void hs_page_lead_on(hs_page *p, int status, char letter, uint64_t id);

/** An article's title; of one without the last part of its input's name, since where it lies on a disk is nobody's business. */
hs_str hs_report_title(const hs_report *d);

/* ---- lists (web_lists.c) ---- */

/** A page with a list at its left. @param lead  ours */
void hs_begin_list(hs_page *p, hs_str title, const char *at, const char *lead);
/** Its end, filters and tools beside it. @param next  label of the link to the next page @param by  HS_BY_.. @param api, what  as
 * hs_put_tools */
void hs_end_list(hs_page *p, const hs_answer *answer, const char *next, unsigned by, const char *api, hs_str what);
/** In place of a list that has nothing. */
void hs_put_none(hs_page *p);

/* ---- what contradicts (web_disputes.c) ---- */

/** Where a source changed position, and who contradicts it; nothing where there is neither. @param source  its id */
hs_status hs_put_source_conflicts(hs_page *p, hs_str source, hs_error *err);
/** What a claim is in dispute with; nothing where with nothing. */
hs_status hs_put_conflicts(hs_page *p, uint64_t claim, hs_error *err);
/** Why things are related to this, with the words that it rests on; nothing where nothing is. @param title  ours */
hs_status hs_put_grounds(hs_page *p, char letter, uint64_t id, const char *title, hs_error *err);

/* ---- filters (web_filters.c) ---- */

/** The question that the request's parameters ask. @return HS_OK; HS_E_ARG: one has a value that it cannot have */
hs_status hs_page_query(hs_page *p, hs_query *query, hs_error *err);
/** What a list can be narrowed by. */
enum { HS_BY_WORDS = 1, HS_BY_SOURCE = 2, HS_BY_HOW = 4, HS_BY_SURE = 8, HS_BY_OUTLET_TIME = 16, HS_BY_ALL = 31 };
/** The form of filters, filled as asked. @param by  HS_BY_.. */
void hs_put_filters(hs_page *p, unsigned by);
/** A form of nothing but the threshold, for views of one thing. */
void hs_put_threshold(hs_page *p);
/** What it is narrowed by now, each with a link that takes it away; nothing where it is not narrowed. */
void hs_put_chips(hs_page *p);
/** Links to the next page and back to the first. */
void hs_put_paging(hs_page *p, const hs_answer *answer, const char *next);
/** Citation, print, CSV, permalink. @param api  path of the API's list or thing under /api/v1; NULL: no table @param list  with the
 * view's parameters
 * @param what  that is cited; hostile */
void hs_put_tools(hs_page *p, const char *api, bool list, hs_str what);

/* ---- claims (web_claims.c, web_claim.c) ---- */

/** A claim in a list: its words, who holds it, where. @param level  of its heading @param day  as hs_say_where */
hs_status hs_put_claim(hs_page *p, const hs_claim *c, int level, hs_str day, hs_error *err);
/** A position: who, how, through whom, where. @param i  which of the claim's entries @param day  as hs_say_where */
void hs_put_position(hs_page *p, const hs_claim *c, uint32_t i, hs_str day);
/** "heard"; of a time that is only known as when an article was added or fetched, "added", "fetched". */
const char *hs_claim_dated(const hs_claim *c, hs_str time);
/** Is an entry's position told of by one before it, or below the threshold? */
bool hs_claim_told_before(const hs_page *p, const hs_claim *c, uint32_t i);
/** How many positions there are. @param n  out: by hs_entry_side */
void hs_count_sides(const hs_page *p, const hs_claim *c, unsigned n[3]);
/** "disputed", where it is. */
void hs_put_badges(hs_page *p, const hs_claim *c);
/** "12 articles of 3 outlets" */
void hs_put_spread(hs_page *p, uint64_t documents, uint64_t outlets);

/* ---- forms (web_forms.c) ---- */

/** Begin a form that is posted, with what every one carries. @param path, attributes, back  ours; as hs_html_form_fields */
void hs_put_form(hs_page *p, const char *path, const char *attributes, const char *back);
/** A field with its label. @param id, name, label, attributes  ours @param value  hostile */
void hs_put_field(hs_page *p, const char *id, const char *name, const char *label, const char *attributes, hs_str value);
/** Two buttons, right and wrong, and a link to the form; nothing where nothing may be written. */
void hs_put_quick(hs_page *p, const hs_entry *e);
/** The whole form of an attribution, filled with what is shown now. */
void hs_put_correct_form(hs_page *p, const hs_entry *e);
/** What a source is called and is; whom to merge it with. */
void hs_put_source_forms(hs_page *p, const hs_speaker *s);
/** Where an article appeared, and when. */
void hs_put_document_form(hs_page *p, const hs_report *d);
/** A button that takes a correction back. */
void hs_put_undo(hs_page *p, uint64_t correction, const char *back);
/** A button that takes back that a source is another. */
void hs_put_split(hs_page *p, uint64_t source, const char *back);
/** What people said of a source ('s') or an article ('d') as a whole; nothing where nobody did (web_decided.c). */
hs_status hs_put_decided(hs_page *p, char letter, uint64_t id, hs_error *err);
/** Options of a <select>: every act, polarity, certainty by its name in the contract. @param none  label of the empty one */
void hs_put_acts(hs_page *p, const char *none, hs_act on);
void hs_put_polarities(hs_page *p, const char *none, hs_polarity on);
void hs_put_certainties(hs_page *p, const char *none, hs_certainty on);

/* ---- pictures (web_timeline.c) ---- */

/** When who held what, as a picture with a row for each holder, or for each side. @param by_side  rows are sides */
void hs_put_timeline(hs_page *p, const hs_entry *entries, size_t n, bool by_side);

/** From which origins it came, through whom: how many, a picture, the same in words (web_trace.c). @param of_claim  a claim's, which has a
 * page; else a statement's */
hs_status hs_put_trace(hs_page *p, const hs_trace *trace, bool of_claim, hs_error *err);
/** One who holds it or passed it on, linked. */
void hs_put_trace_node(hs_page *p, const hs_trace_node *n);
/** "2 independent origins (1 to 3) for it" @param behind  ours */
void hs_put_origins(hs_page *p, hs_origins o, const char *behind);
/** A link to the trace of words as a statement; nothing where they are too long for one (web_statement.c). @param attributes, label  ours */
void hs_put_statement_link(hs_page *p, hs_str words, const char *attributes, const char *label);
/** "2 origins", for a list; nothing where nobody holds it. */
hs_status hs_put_origin_count(hs_page *p, uint64_t claim, hs_error *err);

/* ---- text with its marks (web_marks.c) ---- */

/** A paragraph with the spans of one attribution marked. */
hs_status hs_put_context(hs_page *p, const hs_context *c, hs_error *err);
/** A document's text and, beside each paragraph, its readings. @param entries  [n] of the ledger, by position */
hs_status hs_put_reading(hs_page *p, const hs_document *doc, const hs_entry *entries, size_t n, hs_error *err);

#endif
