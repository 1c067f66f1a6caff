/* server_forms.c -- forms of pages. In: what src/web/web.h says that they post. Out: the change, and the way back to a page (303).
 * Threads: those of jobs. */
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

/* A path of ours to go back to: nothing that a browser could take for another host's. */
static bool is_way_back(const hs_server *server, hs_str back)
{
    hs_str base = hs_ascii_of(server->base);
    if (back.len <= base.len || memcmp(back.ptr, base.ptr, base.len) != 0 || back.ptr[base.len] != '/' ||
        back.len > HS_SERVER_LOCATION / 2)
        return false;
    if (back.len > base.len + 1 && (back.ptr[base.len + 1] == '/' || back.ptr[base.len + 1] == '\\'))
        return false;
    for (size_t i = 0; i < back.len; i++)
        if ((unsigned char)back.ptr[i] <= 0x20 || (unsigned char)back.ptr[i] >= 0x7f || strchr("\\\"<>#", back.ptr[i]))
            return false;
    return true;
}

static void go_back(const hs_server *server, hs_server_reply *out, hs_str back, const char *done)
{
    if (!is_way_back(server, back)) {
        hs_buffer_format(&out->location, "%s/?done=%s", server->base, done);
    } else {
        hs_buffer_add(&out->location, back.ptr, back.len);
        hs_buffer_format(&out->location, "%cdone=%s", hs_ascii_char(back, 0, '?') < back.len ? '&' : '?', done);
    }
    hs_buffer_free(&out->body);
    out->type = NULL;
    out->status = 303;
}

/* The form, if it is one of ours. */
static hs_status read_form(hs_server_fields *out, const hs_server *server, const hs_server_request *r, hs_server_reply *reply,
                           hs_error *err)
{
    HS_TRY(hs_server_fields_read(out, r, err));
    if (r->by_cookie && !hs_server_is_form_token(server, hs_server_param(&out->params, "csrf")))
        hs_server_problem(reply, 403,
                          hs_ascii_of("this form's token is not the server's; go back, load the page again, and repeat it"));
    return HS_OK;
}

hs_status hs_server_do_correct(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_fields form;
    uint64_t id;
    HS_TRY(read_form(&form, server, r, out, err));
    if (out->status)
        return HS_OK;
    HS_TRY(hs_server_put_correction(&id, server, &form.params, err));
    go_back(server, out, hs_server_param(&form.params, "back"), "corrected");
    return HS_OK;
}

hs_status hs_server_do_uncorrect(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_fields form;
    HS_TRY(read_form(&form, server, r, out, err));
    if (out->status)
        return HS_OK;
    HS_TRY(hs_server_drop_correction(server, hs_server_param(&form.params, "id"), err));
    go_back(server, out, hs_server_param(&form.params, "back"), "uncorrected");
    return HS_OK;
}

hs_status hs_server_do_merge(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_fields form;
    HS_TRY(read_form(&form, server, r, out, err));
    if (out->status)
        return HS_OK;
    HS_TRY(hs_server_put_merge(server, hs_server_param(&form.params, "source"), &form.params, err));
    go_back(server, out, hs_server_param(&form.params, "back"), "merged");
    return HS_OK;
}

hs_status hs_server_do_split(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_fields form;
    HS_TRY(read_form(&form, server, r, out, err));
    if (out->status)
        return HS_OK;
    HS_TRY(hs_server_put_split(server, hs_server_param(&form.params, "source"), &form.params, err));
    go_back(server, out, hs_server_param(&form.params, "back"), "split");
    return HS_OK;
}

static hs_web_typed typed_of(const hs_server_fields *form)
{
    return (hs_web_typed){.text = hs_server_param(&form->params, "text"),
                          .outlet = hs_server_param(&form->params, "outlet"),
                          .published = hs_server_param(&form->params, "published"),
                          .url = hs_server_param(&form->params, "url"),
                          .address = hs_server_param(&form->params, "address"),
                          .files = form->n_files > 0};
}

/* Of what could not be taken the page that it was given to tells, with what was typed. */
static hs_status tell_why(const hs_server *server, const hs_server_request *r, hs_server_reply *out, const hs_web_typed *typed, hs_status status, hs_error *err)
{
    hs_web_taken none = {.why = hs_arena_copy(r->arena, hs_ascii_of(err->msg))};
    hs_server_added added = {.at = &none, .n = 1, .n_failed = 1};
    return none.why.ptr ? hs_server_added_page(server, r, out, &added, hs_server_status(status, true), typed, err) : status;
}

/* One article leads to its page; several, or what could not be read, are told of on the page that they were given to. */
hs_status hs_server_do_add(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    static const char *const done[] = {
        [HS_ADDED_NOT] = "added", [HS_ADDED] = "added", [HS_ADDED_VERSION] = "version", [HS_ADDED_BEFORE] = "already"};
    hs_server_fields form;
    hs_server_added added = {0};
    HS_TRY(read_form(&form, server, r, out, err));
    if (out->status)
        return HS_OK;
    hs_web_typed typed = typed_of(&form);
    hs_status status = hs_server_take_in(&added, server, r, out, err);
    if (added.n_documents + added.n_failed > 1 || (added.n_failed && form.n_files))
        return hs_server_added_page(server, r, out, &added, status == HS_OK ? 200 : hs_server_status(status, true), added.n_failed ? &typed : NULL, err);
    if (status != HS_OK)
        return tell_why(server, r, out, &typed, status, err);
    hs_buffer_format(&out->location, "%s/documents/d%llu?done=%s", server->base, (unsigned long long)added.at[0].document,
                     done[added.at[0].how]);
    hs_buffer_free(&out->body);
    out->type = NULL;
    out->status = 303;
    return HS_OK;
}
