/* format_answer.h -- what the writers of answers share.
 * Path: hs_answer (from the ledger) -> one writer a format -> hs_out -> the caller's sink. One call of hs_answer_write. */
#ifndef HS_FORMAT_ANSWER_H
#define HS_FORMAT_ANSWER_H

#include "format.h"

typedef struct hs_answering {
    const hs_answer *answer;
    const hs_publisher *outlets; /* what is in it */
    const hs_speaker *sources;
    const hs_report *documents;
    const hs_claim *claims;
    const hs_entry *entries;
    const hs_dispute *disputes;
    const hs_change *changes;
    const hs_story *stories;
    const hs_ground *grounds;
    size_t n_outlets, n_sources, n_documents, n_claims, n_entries, n_disputes, n_changes, n_stories, n_grounds;
    hs_style style; /* width set */
    hs_out *out;
    hs_buffer shown; /* scratch */
} hs_answering;

/** A letter and a number, as people see ids. */
void hs_answer_id(hs_out *out, char letter, uint64_t id);
/** "14 May 2031" where it was published, else "fetched 15 May 2031" or "added 16 May 2031". */
void hs_show_when(hs_buffer *into, hs_str published, hs_str heard, hs_dated by);
/** "Harbour Post, 14 May 2031: Ministry knew of the leak" of an entry's article, as much of it as is known. @param outlet  else without it,
 * and with its address where it has no title */
void hs_show_entry_head(hs_buffer *into, const hs_entry *e, bool outlet);
/** The same of an article; with what it was read from where it has neither outlet nor title. */
void hs_show_report_head(hs_buffer *into, const hs_report *r);
/** "13 May 2031 to 15 May 2031", or the one day that both are. */
void hs_show_days(hs_buffer *into, hs_str first, hs_str last);

/** Each writes one answer; where memory runs out, w->shown has failed. */
void hs_answer_write_text(hs_answering *w);
void hs_answer_write_jsonl(hs_answering *w);
void hs_answer_write_csv(hs_answering *w);
void hs_answer_write_dot(hs_answering *w);
/** The parts of the writer for people. */
void hs_answer_write_claim(hs_answering *w, const hs_claim *c);
void hs_answer_write_dispute(hs_answering *w, const hs_dispute *d);
void hs_answer_write_change(hs_answering *w, const hs_change *c);
void hs_answer_write_story(hs_answering *w, const hs_story *s);
void hs_answer_write_reason(hs_answering *w, const hs_ground *r);
/** Who holds a claim, a line each: those who affirm it (+), leave it open (?), reject it (-). @param held  [c->n_entries] when; NULL: it
 * is not told */
void hs_answer_write_positions(hs_answering *w, const hs_claim *c, const hs_str *held, unsigned column);
/** Through whom and where, behind what the scratch holds. */
void hs_answer_show_way(hs_answering *w, const hs_entry *e);
/** An id at the left edge. @return the column behind it */
unsigned hs_answer_put_id(hs_answering *w, char letter, uint64_t id);
/** The scratch on lines from column `at`, where the output stands already, and a note at the right edge. */
void hs_answer_lay_with_note(hs_answering *w, unsigned at, const char *note, const char *manner);
/** "deny, possible  a12". @param sure  tell the confidence, too */
enum { HS_NOTE_BYTES = 96 };
void hs_answer_make_note(char note[HS_NOTE_BYTES], const hs_entry *e, bool sure);
/** "2 sources" */
void hs_answer_show_count(hs_answering *w, uint64_t n, const char *one, const char *more);
void hs_answer_write_context(hs_answering *w);
void hs_answer_write_stats(hs_answering *w, const hs_stats *s);
/** Lines of words; see hs_lay. */
void hs_answer_line(hs_answering *w, unsigned indent, const char *manner);

#endif
