/* postgres_check.c -- what the schema at a server has, and what schema_postgresql_1.sql makes. In: names of its catalogue. Out: findings.
 * One thread at a time. */
#include "postgres_check.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "ledger_schema.h"
#include "status.h"

enum { MOST = 128, WHERE = 80 };

typedef struct made {
    hs_str kind, name;
    bool found;
} made;

static hs_str next_word(hs_str *rest)
{
    size_t at = 0, end;
    while (at < rest->len && hs_ascii_is_space(rest->ptr[at]))
        at++;
    for (end = at; end < rest->len && (hs_ascii_is_letter(rest->ptr[end]) || rest->ptr[end] == '_' || hs_ascii_is_digit(rest->ptr[end]));)
        end++;
    hs_str word = {rest->ptr + at, end - at};
    *rest = (hs_str){rest->ptr + end, rest->len - end};
    return word;
}

/* The tables, indexes and views that the schema's lines make. @param out  [MOST] */
static size_t read_schema(made *out)
{
    size_t n = 0;
    for (int i = 0; i < HS_LEDGER_SCHEMA; i++)
        for (const char *line = hs_ledger_postgres_migrations[i]; line && n < MOST; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
            hs_str rest = {line, strcspn(line, "\n")};
            if (!hs_ascii_is(next_word(&rest), "CREATE"))
                continue;
            hs_str kind = next_word(&rest);
            kind = hs_ascii_is(kind, "UNIQUE") ? next_word(&rest) : kind;
            if (hs_ascii_is(kind, "TABLE") || hs_ascii_is(kind, "INDEX") || hs_ascii_is(kind, "VIEW"))
                out[n++] = (made){kind, next_word(&rest), false};
        }
    return n;
}

static void tell(hs_checking *c, hs_str kind, hs_str name, const char *what)
{
    char where[WHERE];
    char low[16] = "";
    for (size_t i = 0; i < kind.len && i + 1 < sizeof low; i++)
        low[i] = hs_ascii_lower(kind.ptr[i]);
    snprintf(where, sizeof where, "%s %.*s", low, (int)(name.len < WHERE - 20 ? name.len : WHERE - 20), name.ptr);
    hs_check_tell(c, true, where, what);
}

/* What attributions have of their documents, which triggers keep in step. */
static hs_status check_heads(hs_checking *c, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(c->ledger, "SELECT DISTINCT d.document_id FROM document d JOIN attribution a USING (document_id) WHERE a.of_current <> d.current "
                                       "OR a.of_heard <> d.heard OR a.of_outlet IS NOT d.outlet OR a.of_cue IS NOT " HS_LEDGER_CUE " ORDER BY 1 LIMIT 1000");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !c->stop) {
        hs_check_tell_row(c, 'd', hs_sql_column_number(&q, 0), "its attributions have another outlet, time, version or words of it");
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

hs_status hs_check_postgres(hs_checking *c, hs_error *err)
{
    made due[MOST];
    size_t n = read_schema(due);
    bool row;
    hs_sql q = hs_sql_begin(c->ledger, "SELECT CASE k.relkind WHEN 'r' THEN 'TABLE' WHEN 'i' THEN 'INDEX' WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'other' END, "
                                       "k.relname::text, EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conindid = k.oid AND x.contype IN ('p', 'u')) OR EXISTS "
                                       "(SELECT 1 FROM pg_depend y WHERE y.objid = k.oid AND y.deptype = 'i' AND k.relkind = 'S') FROM pg_class k "
                                       "WHERE k.relnamespace = current_schema()::regnamespace ORDER BY 1, 2");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !c->stop) {
        hs_str kind = hs_sql_column(&q, 0), name = hs_sql_column(&q, 1);
        bool ours = hs_sql_column_number(&q, 2) != 0;
        for (size_t i = 0; i < n; i++)
            if (due[i].name.len == name.len && memcmp(due[i].name.ptr, name.ptr, name.len) == 0 && due[i].kind.len == kind.len && hs_ascii_same(due[i].kind.ptr, kind.ptr, kind.len))
                ours = due[i].found = true;
        if (!ours)
            tell(c, kind, name, "is no part of a ledger");
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    for (size_t i = 0; status == HS_OK && i < n && !c->stop; i++)
        if (!due[i].found)
            tell(c, due[i].kind, due[i].name, "is missing");
    return status == HS_OK && !c->stop ? check_heads(c, err) : status;
}
