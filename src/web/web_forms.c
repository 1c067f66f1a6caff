/* web_forms.c -- forms that say what is right: of a reading, of a source. In: what is shown now. Out: HTML; the server takes what is
 * posted (web.h). */
#include <stdio.h>
#include <string.h>

#include "names.h"
#include "web_views.h"

void hs_put_form(hs_page *p, const char *path, const char *attributes, const char *back)
{
    hs_html(p, "<form method=\"post\" action=\"");
    hs_html_text(p, p->request->base);
    hs_html_format(p, "%s\" %s>", path, attributes);
    hs_html_form_fields(p, back);
}

static void hidden(hs_page *p, const char *name, char letter, uint64_t id)
{
    hs_html_format(p, "<input type=\"hidden\" name=\"%s\" value=\"%c%llu\">", name, letter, (unsigned long long)id);
}

void hs_put_quick(hs_page *p, const hs_entry *e)
{
    if (!p->request->may_write)
        return;
    hs_put_form(p, "/do/correct", "class=\"quick\"", NULL);
    hidden(p, "attribution", 'a', e->attribution);
    hs_html_format(p,
                   "<button name=\"verdict\" value=\"right\">Right<span class=\"vh\">: reading a%llu</span></button>"
                   "<button name=\"verdict\" value=\"wrong\">Wrong<span class=\"vh\">: reading a%llu</span></button><a href=\"",
                   (unsigned long long)e->attribution, (unsigned long long)e->attribution);
    hs_html_text(p, p->request->base);
    hs_html_format(p, "/attributions/a%llu#correct\">Correct<span class=\"vh\"> reading a%llu</span></a></form>",
                   (unsigned long long)e->attribution, (unsigned long long)e->attribution);
}

void hs_put_field(hs_page *p, const char *id, const char *name, const char *label, const char *attributes, hs_str value)
{
    hs_html_format(p, "<p class=\"field\"><label for=\"%s\">%s</label><input id=\"%s\" name=\"%s\" autocomplete=\"off\" %s", id,
                   label, id, name, attributes);
    hs_html_attribute(p, "value", value);
    hs_html(p, "></p>");
}

static void put_select(hs_page *p, const char *name, const char *label)
{
    hs_html_format(p, "<p class=\"field\"><label for=\"k-%s\">%s</label><select id=\"k-%s\" name=\"%s\">", name, label, name, name);
}

static void put_now(char out[64], const char *name)
{
    snprintf(out, 64, "as it is (%s)", name ? name : "not known");
}

static void put_signed(hs_page *p)
{
    hs_put_field(p, "k-note", "note", "Why (kept with it)", "maxlength=\"2000\"", (hs_str){NULL, 0});
    hs_put_field(p, "k-by", "by", "Who you are", "maxlength=\"200\" data-keep=\"by\"", (hs_str){NULL, 0});
}

void hs_put_correct_form(hs_page *p, const hs_entry *e)
{
    char now[64];
    if (!p->request->may_write)
        return;
    hs_html(p, "<section class=\"box\" aria-labelledby=\"correct\"><h2 id=\"correct\">Correct this reading</h2>"
               "<p>What you say is shown in place of the machine’s reading from now on; the machine’s is kept beside it, and yours "
               "can be taken back.</p>");
    hs_put_form(p, "/do/correct", "class=\"correct\"", NULL);
    hidden(p, "attribution", 'a', e->attribution);
    hs_html(p, "<fieldset><legend>It is</legend><label><input type=\"radio\" name=\"verdict\" value=\"right\"> right</label>"
               "<label><input type=\"radio\" name=\"verdict\" value=\"wrong\"> wrong: nobody is told to say this</label>"
               "<label><input type=\"radio\" name=\"verdict\" value=\"other\" checked> otherwise, as "
               "follows</label></fieldset><div class=\"grid\">");
    hs_put_field(p, "k-name", "name", "Whose it is, if not as shown", "maxlength=\"1000\"", (hs_str){NULL, 0});
    put_select(p, "act", "How it is said");
    put_now(now, hs_act_name(e->act));
    hs_put_acts(p, now, HS_ACT_UNKNOWN);
    hs_html(p, "</select></p>");
    put_select(p, "polarity", "For or against");
    put_now(now, e->polarity == HS_POLARITY_NEGATIVE ? "rejects it" : e->polarity == HS_POLARITY_POSITIVE ? "holds it" : NULL);
    hs_put_polarities(p, now, HS_POLARITY_UNKNOWN);
    hs_html(p, "</select></p>");
    put_select(p, "certainty", "How surely");
    put_now(now, hs_certainty_name(e->certainty));
    hs_put_certainties(p, now, HS_CERTAINTY_UNKNOWN);
    hs_html(p, "</select></p>");
    hs_put_field(p, "k-time", "time", "When it was said (2031-05-14)", "maxlength=\"40\"", (hs_str){NULL, 0});
    put_signed(p);
    hs_html(p, "</div><p class=\"go\"><button>Keep it</button></p></form></section>");
}

void hs_put_undo(hs_page *p, uint64_t correction, const char *back)
{
    if (!p->request->may_write)
        return;
    hs_put_form(p, "/do/uncorrect", "class=\"quick\"", back);
    hs_html_format(p,
                   "<input type=\"hidden\" name=\"id\" value=\"%llu\"><button>Take back<span class=\"vh\"> correction "
                   "%llu</span></button></form>",
                   (unsigned long long)correction, (unsigned long long)correction);
}

void hs_put_split(hs_page *p, uint64_t source, const char *back)
{
    if (!p->request->may_write)
        return;
    hs_put_form(p, "/do/split", "class=\"quick\"", back);
    hidden(p, "source", 's', source);
    hs_html_format(p, "<button>Part them again<span class=\"vh\">: source s%llu stands by itself</span></button></form>",
                   (unsigned long long)source);
}

/* ---- articles ---- */

void hs_put_document_form(hs_page *p, const hs_report *d)
{
    if (!p->request->may_write)
        return;
    hs_html(p, "<section class=\"box\" aria-labelledby=\"correct\"><h2 id=\"correct\">Correct its outlet or date</h2><p>Everything that "
               "was read in it is told of as published there and then.</p>");
    hs_put_form(p, "/do/correct", "class=\"correct\"", NULL);
    hidden(p, "document", 'd', d->id);
    hs_html(p, "<input type=\"hidden\" name=\"verdict\" value=\"other\"><div class=\"grid\">");
    hs_put_field(p, "k-outlet", "outlet", "Outlet, if not as shown", "maxlength=\"400\"", (hs_str){NULL, 0});
    hs_put_field(p, "k-published", "published", "Published (2031-05-14 or with a time)", "maxlength=\"40\"", (hs_str){NULL, 0});
    put_signed(p);
    hs_html(p, "</div><p class=\"go\"><button>Keep it</button></p></form></section>");
}

/* ---- sources ---- */

static void put_kinds(hs_page *p, hs_source_kind on)
{
    char now[64];
    put_now(now, hs_source_kind_name(on));
    put_select(p, "kind", "What it is");
    hs_html_format(p, "<option value=\"\" selected>%s</option>", now);
    for (hs_source_kind k = HS_SOURCE_PERSON; k <= HS_SOURCE_PLACE; k++)
        hs_html_format(p, "<option value=\"%s\">%s</option>", hs_source_kind_name(k), hs_source_kind_name(k));
    hs_html(p, "</select></p>");
}

void hs_put_source_forms(hs_page *p, const hs_speaker *s)
{
    if (!p->request->may_write || !s->id)
        return;
    hs_html(p, "<section class=\"box\" aria-labelledby=\"correct\"><h2 id=\"correct\">Correct this source</h2>");
    hs_put_form(p, "/do/correct", "class=\"correct\"", NULL);
    hidden(p, "source", 's', s->id);
    hs_html(p, "<input type=\"hidden\" name=\"verdict\" value=\"other\"><div class=\"grid\">");
    hs_put_field(p, "k-name", "name", "What it is called, if not as shown", "maxlength=\"1000\"", (hs_str){NULL, 0});
    put_kinds(p, s->kind);
    put_signed(p);
    hs_html(p, "</div><p class=\"go\"><button>Keep it</button></p></form>");
    hs_html(p, "<h3>It is the same as another</h3>");
    hs_put_form(p, "/do/merge", "class=\"correct\"", NULL);
    hidden(p, "source", 's', s->id);
    hs_html(p, "<div class=\"grid\">");
    hs_put_field(p, "m-into", "into", "The other’s number, as s4", "required pattern=\"s[1-9][0-9]{0,17}\" title=\"a number as s4\" maxlength=\"19\"",
              (hs_str){NULL, 0});
    hs_put_field(p, "m-why", "why", "Why (kept with it)", "maxlength=\"2000\"", (hs_str){NULL, 0});
    hs_put_field(p, "m-by", "by", "Who you are", "maxlength=\"200\" data-keep=\"by\"", (hs_str){NULL, 0});
    hs_html(p, "</div><p class=\"go\"><button>Make them one</button></p></form></section>");
}
