/* web_add.c -- the page that takes articles in, and tells what came of those that it was given. In: what the server took. Out: HTML;
 * the server takes what is posted (web.h). */
#include <stdio.h>

#include "status.h"
#include "web_views.h"

/* ---- what came of it ---- */

static void put_part(hs_page *p, uint64_t n, const char *what, bool *any)
{
    if (!n)
        return;
    hs_html(p, *any ? ", " : "");
    hs_html_number(p, n);
    hs_html_format(p, " %s", what);
    *any = true;
}

/* "3 added, 1 in already, 2 could not be read" */
static void put_sums(hs_page *p, const hs_web_taken *at, size_t n, size_t n_failed)
{
    uint64_t sums[4] = {0};
    bool any = false;
    for (size_t i = 0; i < n; i++)
        sums[at[i].how] += at[i].document != 0;
    hs_html(p, "<h2>");
    put_part(p, sums[HS_ADDED], "added", &any);
    put_part(p, sums[HS_ADDED_VERSION], "added as a new version", &any);
    put_part(p, sums[HS_ADDED_BEFORE], "in already", &any);
    put_part(p, n_failed, "could not be read", &any);
    hs_html(p, any ? "</h2>" : "Nothing was given</h2>");
}

static void put_article(hs_page *p, const hs_web_taken *one)
{
    static const char *const words[] = {
        [HS_ADDED_NOT] = "", [HS_ADDED] = "added", [HS_ADDED_VERSION] = "new version", [HS_ADDED_BEFORE] = "in already"};
    hs_html_format(p, "<span class=\"tag\">%s</span> ", words[one->how]);
    hs_html_link(p, 'd', one->document, NULL);
    if (one->title.len)
        hs_html_name(p, one->title);
    else
        hs_html_format(p, "Article d%llu", (unsigned long long)one->document);
    hs_html(p, "</a>");
    if (one->outlet.len) {
        hs_html(p, ", ");
        hs_html_name(p, one->outlet);
    }
    hs_html(p, " · ");
    hs_html_count(p, one->n_statements, "statement", "statements");
}

/* The script makes the same, file after file. */
static void put_taken(hs_page *p, const hs_web_taken *one)
{
    hs_html(p, one->document ? "<li>" : "<li class=\"bad\">");
    if (one->input.len) {
        hs_html(p, "<b>");
        hs_html_name(p, one->input);
        hs_html(p, "</b> ");
    }
    if (one->document) {
        put_article(p, one);
    } else {
        hs_html(p, "could not be read: <bdi>");
        hs_html_some(p, one->why, HS_WORDS_IN_LIST);
        hs_html(p, "</bdi>");
    }
    hs_html(p, "</li>");
}

static void put_results(hs_page *p, const hs_web_taken *at, size_t n, size_t n_failed)
{
    size_t named = 0;
    put_sums(p, at, n, n_failed);
    hs_html(p, "<ul>");
    for (size_t i = 0; i < n; i++) {
        put_taken(p, &at[i]);
        named += !at[i].document;
    }
    hs_html(p, "</ul>");
    if (named < n_failed)
        hs_html_format(p, "<p class=\"note\">and %zu more that could not be read</p>", n_failed - named);
}

/* ---- the forms ---- */

/* What an article may not say itself. @param outlet  how the field of it is called */
static void put_head(hs_page *p, char form, const char *outlet, const hs_web_typed *typed)
{
    char id[16];
    snprintf(id, sizeof id, "%c-outlet", form);
    hs_put_field(p, id, "outlet", outlet, "maxlength=\"400\"", typed->outlet);
    snprintf(id, sizeof id, "%c-published", form);
    hs_put_field(p, id, "published", "Published (2031-05-14 or with a time)", "maxlength=\"40\"", typed->published);
}

static void put_paste(hs_page *p, const hs_web_typed *typed)
{
    hs_html(p, "<section class=\"box\" aria-labelledby=\"paste-h\"><h2 id=\"paste-h\">Paste a text</h2>");
    hs_put_form(p, "/do/add", "class=\"correct\"", "/add");
    hs_html(p, "<p class=\"field\"><label for=\"text\">The article’s text, or the HTML of its page</label><textarea id=\"text\" "
               "name=\"text\" rows=\"12\" required>\n"); /* a browser drops this line break, not one of the text's own */
    hs_html_text(p, typed->text);
    hs_html(p, "</textarea></p><div class=\"grid\">");
    put_head(p, 'a', "Outlet", typed);
    hs_put_field(p, "a-url", "url", "Address of the page", "type=\"url\" maxlength=\"4000\"", typed->url);
    hs_html(p, "</div><p class=\"go\"><button>Read it</button></p></form></section>");
}

static void put_files(hs_page *p, const hs_web_typed *typed)
{
    hs_html(p, "<section class=\"box\" aria-labelledby=\"drop-h\"><h2 id=\"drop-h\">Give files</h2>");
    hs_put_form(p, "/do/add", "class=\"correct\" enctype=\"multipart/form-data\" id=\"drop\"", "/add");
    hs_html(p, "<p class=\"field\"><label for=\"files\">Text, HTML, feeds, mail, archives (WARC); packed ones, too</label><input "
               "type=\"file\" id=\"files\" name=\"files\" multiple required></p><div class=\"grid\">");
    put_head(p, 'f', "Outlet of all these", typed);
    hs_html(p, "</div><p class=\"go\"><button>Read them</button></p></form></section>");
}

static void put_address(hs_page *p, const hs_web_typed *typed)
{
    hs_html(p, "<section class=\"box\" aria-labelledby=\"url-h\"><h2 id=\"url-h\">Give an address</h2>");
    hs_put_form(p, "/do/add", "class=\"correct\"", "/add");
    hs_put_field(p, "address", "address", "Of an article or a feed",
                 "type=\"url\" required maxlength=\"4000\" placeholder=\"https://\"", typed->address);
    hs_html(p, "<p class=\"go\"><button>Fetch and read it</button></p></form></section>");
}

static void put_page(hs_page *p, const hs_web_taken *at, size_t n, size_t n_failed, const hs_web_typed *typed)
{
    static const hs_web_typed nothing;
    bool told = n || n_failed;
    const hs_web_typed *of_files = typed && typed->files ? typed : &nothing, *of_text = typed && !typed->files ? typed : &nothing;
    hs_html_begin(p, told ? HS_LIT("What came of it") : HS_LIT("Add articles"), "add", "forms");
    hs_html(p, "<header class=\"head\"><h1>Add articles</h1><p>What is added is read at once: who says what, through whom. Adding "
               "the same text twice changes nothing.</p></header>");
    if (!p->request->may_write) {
        hs_html(p, "<p class=\"none\">This page only shows the ledger; nothing can be added here.</p>");
        hs_html_end(p);
        return;
    }
    hs_html(p, "<div id=\"results\" class=\"results\" role=\"status\">");
    if (told)
        put_results(p, at, n, n_failed);
    hs_html(p, "</div><div class=\"two\">");
    put_paste(p, of_text);
    hs_html(p, "<div>");
    put_files(p, of_files);
    put_address(p, of_text);
    hs_html(p, "</div></div>");
    hs_html_end(p);
}

hs_status hs_view_add(hs_page *p, hs_error *err)
{
    (void)err;
    put_page(p, NULL, 0, 0, NULL);
    return HS_OK;
}

hs_status hs_web_added(hs_buffer *out, hs_web_reply *reply, const hs_web_request *request, int status, const hs_web_taken *at, size_t n,
                       size_t n_failed, const hs_web_typed *typed, hs_error *err)
{
    hs_page p = {.out = out, .reply = reply, .request = request};
    *reply = (hs_web_reply){.status = status, .content_type = "text/html; charset=utf-8"};
    put_page(&p, at, n, n_failed, typed);
    return out->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a page") : HS_OK;
}
