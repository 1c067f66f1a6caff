/* postgres_dialect.c -- one SQL out of another. In: a statement of the ledger as SQLite has it. Out: the same for PostgreSQL. It is cut into
 * tokens, each rule changes, drops or adds to some of them, and they are put together again. Any thread. */
#include "postgres_dialect.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "status.h"

enum { MOST_TOKENS = 4096, SQL_CAP = 1 << 18 };

typedef enum kind { WORD, NUMBER, STRING, PARAMETER, MARK /* one of ( ) , . ; */, OPERATOR } kind;

typedef struct token {
    hs_str text;
    size_t gap; /* blanks before it */
    kind kind;
    int number;              /* of a parameter */
    const char *before, *put, *after; /* put: in place of the text */
    bool dropped, joint;     /* joint: the AND of a BETWEEN */
} token;

typedef struct translation {
    hs_dialect *out;
    token *at; /* [n] */
    size_t n;
    const char *end; /* what the statement ends with */
} translation;

#define IS_ONE_OF(word, list) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

/* ---- tokens ---- */

static bool is_of_word(char c)
{
    return hs_ascii_is_letter(c) || hs_ascii_is_digit(c) || c == '_';
}

static size_t quoted_length(const char *s, size_t len)
{
    size_t n = 1;
    while (n < len && (s[n] != s[0] || (n + 1 < len && s[n + 1] == s[0])))
        n += s[n] == s[0] ? 2 : 1;
    return n < len ? n + 1 : len;
}

static size_t run_length(const char *s, size_t len, bool (*is)(char))
{
    size_t n = 0;
    while (n < len && is(s[n]))
        n++;
    return n;
}

static bool is_operator(char c)
{
    return c && strchr("<>=!|", c);
}

static token token_at(const char *s, size_t len)
{
    token t = {.text = {s, 1}, .kind = MARK};
    if (*s == '\'' || *s == '"') {
        t.kind = *s == '"' ? WORD : STRING;
        t.text.len = quoted_length(s, len);
    } else if (*s == '?') {
        t.kind = PARAMETER;
        t.text.len = 1 + run_length(s + 1, len - 1, hs_ascii_is_digit);
        t.number = atoi(s + 1);
    } else if (is_of_word(*s)) {
        t.kind = hs_ascii_is_digit(*s) ? NUMBER : WORD;
        t.text.len = run_length(s, len, is_of_word);
    } else if (is_operator(*s)) {
        t.kind = OPERATOR;
        t.text.len = run_length(s, len, is_operator);
    } else if (strchr("+-*/%", *s)) {
        t.kind = OPERATOR;
    }
    return t;
}

static hs_status cut(translation *t, const char *sql, size_t len, hs_error *err)
{
    for (size_t i = 0; i < len;) {
        size_t gap = i;
        while (i < len && hs_ascii_is_space(sql[i]))
            i++;
        if (i == len)
            break;
        token next = token_at(sql + i, len - i);
        next.gap = i - gap;
        if (t->n == MOST_TOKENS || next.number > HS_DIALECT_PARAMETERS)
            return hs_fail(err, HS_E_DEFECT, i, "a statement of too many parts for PostgreSQL");
        t->at[t->n++] = next;
        i += next.text.len;
    }
    return HS_OK;
}

static bool is(const translation *t, size_t i, const char *word)
{
    return i < t->n && t->at[i].kind != STRING && hs_ascii_is(t->at[i].text, word);
}

/* Behind the bracket that closes the one at `open`. */
static size_t closing(const translation *t, size_t open)
{
    size_t depth = 0;
    for (size_t i = open; i < t->n; i++) {
        depth += is(t, i, "(");
        if (is(t, i, ")") && --depth == 0)
            return i;
    }
    return t->n;
}

static void drop(translation *t, size_t i, size_t n)
{
    for (size_t k = i; k < i + n && k < t->n; k++)
        t->at[k].dropped = true;
}

/* ---- truth: columns and parameters that are numbers here, and where SQL wants a truth ---- */

static const char *const flags[] = {"current", "anonymous", "apart", "is_update", "continued", "chain_known", "summary", "differs"};

static bool may_stand_before(const translation *t, size_t i)
{
    static const char *const openers[] = {"AND", "OR", "WHERE", "WHEN", "ON", "HAVING"};
    if (is(t, i, "NOT"))
        return !i || !is(t, i - 1, "IS");
    return t->at[i].kind == WORD && !t->at[i].joint && IS_ONE_OF(t->at[i].text, openers);
}

static bool takes_a_value(const translation *t, size_t i)
{
    static const char *const words[] = {"IS", "IN", "BETWEEN", "LIKE", "COLLATE", "NOT", "MATCH"};
    if (i >= t->n)
        return false;
    return t->at[i].kind == OPERATOR || is(t, i, ".") || is(t, i, "(") || (t->at[i].kind == WORD && IS_ONE_OF(t->at[i].text, words));
}

static bool gives_a_value(const translation *t, size_t i)
{
    static const char *const words[] = {"IS", "BETWEEN", "LIKE", "LIMIT", "OFFSET", "FROM", "MATCH"};
    return t->at[i].kind == OPERATOR || t->at[i].joint || is(t, i, ".") || (t->at[i].kind == WORD && IS_ONE_OF(t->at[i].text, words)) ||
           (is(t, i, "NOT") && i && is(t, i - 1, "IS"));
}

static void mark_betweens(translation *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (is(t, i, "BETWEEN"))
            for (size_t k = i + 1; k < t->n; k = is(t, k, "(") ? closing(t, k) + 1 : k + 1)
                if (is(t, k, "AND")) {
                    t->at[k].joint = true;
                    break;
                }
}

static void make_truth(translation *t, size_t i)
{
    size_t first = i > 1 && is(t, i - 1, ".") ? i - 2 : i, next = i + 1;
    if (!first || takes_a_value(t, next) || gives_a_value(t, first - 1))
        return;
    if (first > 1 && is(t, first - 2, "iif") && is(t, next, ",")) {
        t->at[i].after = " <> 0";
        return;
    }
    bool joined = next < t->n && (is(t, next, "OR") || (is(t, next, "AND") && !t->at[next].joint));
    if (joined || may_stand_before(t, first - 1))
        t->at[i].after = " <> 0";
}

/* ---- words that are others ---- */

static const struct {
    const char *from, *to;
} words[] = {{"LIKE", "ILIKE"}, {"INTEGER", "bigint"}, {"group_concat", "string_agg"}};

static void change_word(translation *t, size_t i)
{
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (is(t, i, words[k].from))
            t->at[i].put = words[k].to;
    if (is(t, i, "x") && i + 1 < t->n && t->at[i + 1].kind == STRING && !t->at[i + 1].gap) { /* bytes */
        t->at[i].put = "decode(";
        t->at[i + 1].after = ", 'hex')";
    }
    if (is(t, i, "temp") && is(t, i + 1, "."))
        t->at[i].put = "pg_temp";
    if (is(t, i, "WITHOUT") && is(t, i + 1, "ROWID"))
        drop(t, i, 2);
    if (is(t, i, "INDEXED") && is(t, i + 1, "BY"))
        drop(t, i, 3);
    if (is(t, i, "LIMIT") && is(t, i + 1, "-")) {
        t->at[i].put = "LIMIT ALL";
        drop(t, i + 1, 2);
    }
}

/* IS compares anything in SQLite. */
static void change_is(translation *t, size_t i)
{
    static const char *const plain[] = {"NULL", "TRUE", "FALSE", "DISTINCT"};
    bool is_not = is(t, i + 1, "NOT");
    size_t with = i + 1 + is_not;
    if (with < t->n && t->at[with].kind == WORD && IS_ONE_OF(t->at[with].text, plain))
        return;
    if (is_not)
        t->at[i + 1].put = "DISTINCT FROM";
    else
        t->at[i].put = "IS NOT DISTINCT FROM";
}

/* min and max of several values of one row */
static void change_extreme(translation *t, size_t i)
{
    size_t end = closing(t, i + 1);
    for (size_t k = i + 2; k < end; k = is(t, k, "(") ? closing(t, k) + 1 : k + 1)
        if (is(t, k, ","))
            t->at[i].put = is(t, i, "min") ? "least" : "greatest";
}

/* iif(a, b, c) */
static void change_iif(translation *t, size_t i)
{
    static const char *const parts[] = {" THEN", " ELSE"};
    size_t end = closing(t, i + 1), n = 0;
    if (end >= t->n)
        return;
    t->at[i].put = "(CASE WHEN";
    t->at[i + 1].put = " ";
    for (size_t k = i + 2; k < end && n < 2; k = is(t, k, "(") ? closing(t, k) + 1 : k + 1)
        if (is(t, k, ","))
            t->at[k].put = parts[n++];
    t->at[end].put = " END)";
}

/* CAST(x AS BLOB): the bytes of a text */
static void change_cast(translation *t, size_t i)
{
    size_t end = closing(t, i + 1);
    if (end < t->n && end > i + 3 && is(t, end - 1, "BLOB")) {
        t->at[i].put = "convert_to";
        t->at[end - 2].put = ",";
        t->at[end - 1].put = "'UTF8'";
    }
}

/* CROSS JOIN .. ON, which tells SQLite the order to go in */
static void change_cross(translation *t, size_t i)
{
    static const char *const ends[] = {"JOIN", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION", "LEFT", "CROSS", "HAVING", "RETURNING"};
    for (size_t k = i + 2; k < t->n; k = is(t, k, "(") ? closing(t, k) + 1 : k + 1) {
        if (is(t, k, "ON") || is(t, k, "USING"))
            drop(t, i, 1);
        if (t->at[i].dropped || is(t, k, ",") || is(t, k, ")") || (t->at[k].kind == WORD && IS_ONE_OF(t->at[k].text, ends)))
            return;
    }
}

/* A + that keeps SQLite from an index */
static void change_plus(translation *t, size_t i)
{
    static const char *const openers[] = {"AND", "OR", "NOT", "WHERE", "ON", "BY", "SELECT", "WHEN", "THEN"};
    if (i && (is(t, i - 1, "(") || is(t, i - 1, ",") || (t->at[i - 1].kind == WORD && IS_ONE_OF(t->at[i - 1].text, openers))))
        drop(t, i, 1);
}

/* A table made by a subquery has a name in PostgreSQL. */
static void name_subquery(translation *t, size_t i)
{
    static const char *const not_names[] = {"WHERE", "GROUP", "ORDER", "LIMIT", "JOIN", "CROSS", "LEFT", "ON", "USING", "UNION", "HAVING", "RETURNING", "AND"};
    size_t end = closing(t, i + 1);
    if (!is(t, i + 1, "(") || !(is(t, i + 2, "SELECT") || is(t, i + 2, "WITH") || is(t, i + 2, "VALUES")) || end >= t->n)
        return;
    if (end + 1 == t->n || t->at[end + 1].kind != WORD || IS_ONE_OF(t->at[end + 1].text, not_names))
        t->at[end].after = " AS subquery";
}

/* ---- searching for words ---- */

static void change_match(translation *t, size_t i)
{
    bool known = false;
    if (!i || i + 1 >= t->n)
        return;
    hs_dialect *out = t->out;
    for (int k = 0; k < out->n_searches; k++)
        known = known || out->searches[k] == t->at[i + 1].number;
    if (!known && out->n_searches < HS_DIALECT_SEARCHES)
        out->searches[out->n_searches++] = t->at[i + 1].number;
    t->at[i].put = "@@";
    t->at[i + 1].before = is(t, i - 1, "source_words") ? "ask_names(" : "ask_words(";
    t->at[i + 1].after = ")";
}

/* hs_rank(claim_words): how well a row matches what the statement's MATCH of that table looks for */
static void change_rank(translation *t, size_t i)
{
    size_t match = 0;
    if (i + 3 >= t->n)
        return;
    hs_str table = t->at[i + 2].text;
    while (match < t->n && !(match && is(t, match, "MATCH") && t->at[match - 1].text.len == table.len && hs_ascii_same(t->at[match - 1].text.ptr, table.ptr, table.len)))
        match++;
    if (match + 1 >= t->n)
        return;
    t->at[i].put = "ts_rank";
    t->at[i + 2].after = is(t, i + 2, "source_words") ? ", ask_names(" : ", ask_words(";
    t->at[i + 3].number = t->at[match + 1].number; /* told before the bracket */
    t->at[i + 3].put = "), 2)";
}

/* ---- inserting ---- */

static const struct {
    const char *table, *end;
} numbered[] = {{"model", " RETURNING model_id"},           {"document", " RETURNING document_id"},       {"source", " RETURNING source_id"},
                {"holder", " RETURNING holder_id"},         {"claim", " RETURNING claim_id"},             {"attribution", " RETURNING attribution_id"}};

static bool holds(const translation *t, const char *word)
{
    for (size_t i = 0; i < t->n; i++)
        if (is(t, i, word))
            return true;
    return false;
}

static void change_insert(translation *t)
{
    if (is(t, 1, "OR") && is(t, 2, "IGNORE")) {
        drop(t, 1, 2);
        t->end = " ON CONFLICT DO NOTHING";
        return;
    }
    if (holds(t, "RETURNING") || holds(t, "CONFLICT"))
        return;
    for (size_t k = 0; k < sizeof numbered / sizeof *numbered; k++)
        if (is(t, 2, numbered[k].table) && !is(t, 3, ".")) {
            t->end = numbered[k].end;
            t->out->gives_id = true;
        }
}

/* ---- all of it ---- */

static bool is_endless(const translation *t)
{
    static const char *const changing[] = {"INSERT", "UPDATE", "DELETE"};
    for (size_t i = 0; i < t->n; i = is(t, i, "(") ? closing(t, i) + 1 : i + 1)
        if ((is(t, i, "LIMIT") && !is(t, i + 1, "-")) || (t->at[i].kind == WORD && IS_ONE_OF(t->at[i].text, changing)))
            return false;
    return is(t, 0, "SELECT") || is(t, 0, "WITH");
}

static void change(translation *t, size_t i)
{
    token *at = &t->at[i];
    if (at->kind == PARAMETER || (at->kind == WORD && IS_ONE_OF(at->text, flags)))
        make_truth(t, i);
    if (is(t, i, "IS"))
        change_is(t, i);
    else if ((is(t, i, "min") || is(t, i, "max")) && is(t, i + 1, "("))
        change_extreme(t, i);
    else if (is(t, i, "iif"))
        change_iif(t, i);
    else if (is(t, i, "CAST"))
        change_cast(t, i);
    else if (is(t, i, "CROSS") && is(t, i + 1, "JOIN"))
        change_cross(t, i);
    else if (is(t, i, "+"))
        change_plus(t, i);
    else if (is(t, i, "FROM") || is(t, i, "JOIN"))
        name_subquery(t, i);
    else if (is(t, i, "MATCH"))
        change_match(t, i);
    else if (is(t, i, "hs_rank"))
        change_rank(t, i);
    else if (at->kind == WORD)
        change_word(t, i);
}

static void put_place(hs_dialect *out, int number)
{
    if (number < 1)
        return;
    if (!out->place[number])
        out->place[number] = (unsigned char)++out->n_places;
    out->n_parameters = number > out->n_parameters ? number : out->n_parameters;
    hs_buffer_format(&out->sql, "$%d", out->place[number]);
}

static void put_together(translation *t)
{
    hs_buffer *sql = &t->out->sql;
    bool gap = false;
    for (size_t i = 0; i < t->n; i++) {
        const token *at = &t->at[i];
        gap = gap || at->gap;
        if (at->dropped)
            continue;
        hs_buffer_text(sql, gap ? " " : "");
        gap = false;
        hs_buffer_text(sql, at->before ? at->before : "");
        put_place(t->out, at->number);
        if (at->put)
            hs_buffer_text(sql, at->put);
        else if (at->kind != PARAMETER)
            hs_buffer_add(sql, at->text.ptr, at->text.len);
        hs_buffer_text(sql, at->after ? at->after : "");
    }
    hs_buffer_text(sql, t->end ? t->end : "");
    hs_buffer_add(sql, "", 1);
    sql->len -= !sql->failed;
}

hs_status hs_dialect_translate(hs_dialect *out, const char *sql, size_t len, hs_error *err)
{
    translation t = {.out = out, .at = hs_alloc(MOST_TOKENS * sizeof *t.at)};
    *out = (hs_dialect){.sql = hs_buffer_new(SQL_CAP)};
    hs_status status = t.at ? cut(&t, sql, len, err) : HS_E_NOMEM;
    if (status == HS_OK) {
        mark_betweens(&t);
        out->is_endless = is_endless(&t);
        if (is(&t, 0, "INSERT"))
            change_insert(&t);
        for (size_t i = 0; i < t.n; i++)
            change(&t, i);
        put_together(&t);
        status = out->sql.failed ? HS_E_NOMEM : HS_OK;
    }
    hs_free(t.at);
    return status == HS_E_NOMEM ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a statement") : status;
}

void hs_dialect_end(hs_dialect *dialect)
{
    hs_buffer_free(&dialect->sql);
}
