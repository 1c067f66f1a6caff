/* tags.h -- HTML's elements and the attributes that intake looks at. Constant tables; any thread. */
#ifndef HS_TAGS_H
#define HS_TAGS_H

#include <stdbool.h>
#include <stdint.h>

/* How an element's content flows. */
enum {
    HS_FLOW_BLOCK = 1, /* begins and ends a block of text */
    HS_FLOW_SKIP = 2,  /* its content is no text for readers */
    HS_FLOW_VOID = 4,  /* has no content */
    HS_FLOW_DOUBT =
        8 /* with SKIP: read it all the same where it holds much of the page, as without its end tag it does */
};

/* In the order of strcmp: names are found by bisection. */
#define HS_TAGS(X)                                                                                                     \
    X(A, "a", 0)                                                                                                       \
    X(ABBR, "abbr", 0)                                                                                                 \
    X(ADDRESS, "address", HS_FLOW_BLOCK)                                                                               \
    X(APPLET, "applet", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                  \
    X(ARTICLE, "article", HS_FLOW_BLOCK)                                                                               \
    X(ASIDE, "aside", HS_FLOW_BLOCK)                                                                                   \
    X(AUDIO, "audio", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                    \
    X(B, "b", 0)                                                                                                       \
    X(BASE, "base", HS_FLOW_VOID)                                                                                      \
    X(BIG, "big", 0)                                                                                                   \
    X(BLOCKQUOTE, "blockquote", HS_FLOW_BLOCK)                                                                         \
    X(BODY, "body", HS_FLOW_BLOCK)                                                                                     \
    X(BR, "br", HS_FLOW_VOID)                                                                                          \
    X(BUTTON, "button", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                  \
    X(CANVAS, "canvas", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                  \
    X(CAPTION, "caption", HS_FLOW_BLOCK)                                                                               \
    X(CENTER, "center", HS_FLOW_BLOCK)                                                                                 \
    X(CITE, "cite", 0)                                                                                                 \
    X(CODE, "code", 0)                                                                                                 \
    X(DATALIST, "datalist", HS_FLOW_SKIP)                                                                              \
    X(DD, "dd", HS_FLOW_BLOCK)                                                                                         \
    X(DETAILS, "details", HS_FLOW_BLOCK)                                                                               \
    X(DIALOG, "dialog", HS_FLOW_BLOCK)                                                                                 \
    X(DIR, "dir", HS_FLOW_BLOCK)                                                                                       \
    X(DIV, "div", HS_FLOW_BLOCK)                                                                                       \
    X(DL, "dl", HS_FLOW_BLOCK)                                                                                         \
    X(DT, "dt", HS_FLOW_BLOCK)                                                                                         \
    X(EM, "em", 0)                                                                                                     \
    X(EMBED, "embed", HS_FLOW_VOID)                                                                                    \
    X(FIELDSET, "fieldset", HS_FLOW_BLOCK)                                                                             \
    X(FIGCAPTION, "figcaption", HS_FLOW_BLOCK)                                                                         \
    X(FIGURE, "figure", HS_FLOW_BLOCK)                                                                                 \
    X(FONT, "font", 0)                                                                                                 \
    X(FOOTER, "footer", HS_FLOW_BLOCK)                                                                                 \
    X(FORM, "form", HS_FLOW_BLOCK)                                                                                     \
    X(FRAME, "frame", HS_FLOW_VOID)                                                                                    \
    X(FRAMESET, "frameset", HS_FLOW_SKIP)                                                                              \
    X(H1, "h1", HS_FLOW_BLOCK)                                                                                         \
    X(H2, "h2", HS_FLOW_BLOCK)                                                                                         \
    X(H3, "h3", HS_FLOW_BLOCK)                                                                                         \
    X(H4, "h4", HS_FLOW_BLOCK)                                                                                         \
    X(H5, "h5", HS_FLOW_BLOCK)                                                                                         \
    X(H6, "h6", HS_FLOW_BLOCK)                                                                                         \
    X(HEAD, "head", HS_FLOW_BLOCK | HS_FLOW_SKIP)                                                                      \
    X(HEADER, "header", HS_FLOW_BLOCK)                                                                                 \
    X(HR, "hr", HS_FLOW_BLOCK | HS_FLOW_VOID)                                                                          \
    X(HTML, "html", HS_FLOW_BLOCK)                                                                                     \
    X(I, "i", 0)                                                                                                       \
    X(IFRAME, "iframe", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                  \
    X(IMG, "img", HS_FLOW_VOID)                                                                                        \
    X(INPUT, "input", HS_FLOW_VOID)                                                                                    \
    X(LABEL, "label", 0)                                                                                               \
    X(LEGEND, "legend", HS_FLOW_BLOCK)                                                                                 \
    X(LI, "li", HS_FLOW_BLOCK)                                                                                         \
    X(LINK, "link", HS_FLOW_VOID)                                                                                      \
    X(MAIN, "main", HS_FLOW_BLOCK)                                                                                     \
    X(MAP, "map", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                        \
    X(MATH, "math", HS_FLOW_SKIP)                                                                                      \
    X(MENU, "menu", HS_FLOW_BLOCK)                                                                                     \
    X(META, "meta", HS_FLOW_VOID)                                                                                      \
    X(NAV, "nav", HS_FLOW_BLOCK)                                                                                       \
    X(NOSCRIPT, "noscript", HS_FLOW_BLOCK | HS_FLOW_SKIP | HS_FLOW_DOUBT)                                              \
    X(OBJECT, "object", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                  \
    X(OL, "ol", HS_FLOW_BLOCK)                                                                                         \
    X(OPTION, "option", HS_FLOW_SKIP)                                                                                  \
    X(P, "p", HS_FLOW_BLOCK)                                                                                           \
    X(PRE, "pre", HS_FLOW_BLOCK)                                                                                       \
    X(Q, "q", 0)                                                                                                       \
    X(RP, "rp", HS_FLOW_SKIP)                                                                                          \
    X(RT, "rt", HS_FLOW_SKIP)                                                                                          \
    X(S, "s", 0)                                                                                                       \
    X(SCRIPT, "script", HS_FLOW_SKIP)                                                                                  \
    X(SECTION, "section", HS_FLOW_BLOCK)                                                                               \
    X(SELECT, "select", HS_FLOW_SKIP)                                                                                  \
    X(SMALL, "small", 0)                                                                                               \
    X(SPAN, "span", 0)                                                                                                 \
    X(STRONG, "strong", 0)                                                                                             \
    X(STYLE, "style", HS_FLOW_SKIP)                                                                                    \
    X(SUB, "sub", 0)                                                                                                   \
    X(SUMMARY, "summary", HS_FLOW_BLOCK)                                                                               \
    X(SUP, "sup", 0)                                                                                                   \
    X(SVG, "svg", HS_FLOW_SKIP | HS_FLOW_DOUBT)                                                                        \
    X(TABLE, "table", HS_FLOW_BLOCK)                                                                                   \
    X(TBODY, "tbody", HS_FLOW_BLOCK)                                                                                   \
    X(TD, "td", HS_FLOW_BLOCK)                                                                                         \
    X(TEMPLATE, "template", HS_FLOW_SKIP)                                                                              \
    X(TEXTAREA, "textarea", HS_FLOW_SKIP)                                                                              \
    X(TFOOT, "tfoot", HS_FLOW_BLOCK)                                                                                   \
    X(TH, "th", HS_FLOW_BLOCK)                                                                                         \
    X(THEAD, "thead", HS_FLOW_BLOCK)                                                                                   \
    X(TIME, "time", 0)                                                                                                 \
    X(TITLE, "title", HS_FLOW_SKIP)                                                                                    \
    X(TR, "tr", HS_FLOW_BLOCK)                                                                                         \
    X(U, "u", 0)                                                                                                       \
    X(UL, "ul", HS_FLOW_BLOCK)                                                                                         \
    X(VIDEO, "video", HS_FLOW_SKIP)

#define HS_ATTRS(X)                                                                                                    \
    X(ALT, "alt")                                                                                                      \
    X(ARIA_HIDDEN, "aria-hidden")                                                                                      \
    X(CLASS, "class")                                                                                                  \
    X(CONTENT, "content")                                                                                              \
    X(DATETIME, "datetime")                                                                                            \
    X(HIDDEN, "hidden")                                                                                                \
    X(HREF, "href")                                                                                                    \
    X(ID, "id")                                                                                                        \
    X(ITEMPROP, "itemprop")                                                                                            \
    X(ITEMTYPE, "itemtype")                                                                                            \
    X(LANG, "lang")                                                                                                    \
    X(NAME, "name")                                                                                                    \
    X(PROPERTY, "property")                                                                                            \
    X(REL, "rel")                                                                                                      \
    X(ROLE, "role")                                                                                                    \
    X(SIZE, "size")                                                                                                    \
    X(SRC, "src")                                                                                                      \
    X(STYLE, "style")                                                                                                  \
    X(TITLE, "title")                                                                                                  \
    X(TYPE, "type")

typedef enum hs_tag {
    HS_TAG_TEXT,   /* not an element: a run of text */
    HS_TAG_INLINE, /* an element of no known name */
    HS_TAG_CUSTOM, /* name with a hyphen: a page's own component, which is block-like in practice */
#define X(id, name, flow) HS_TAG_##id,
    HS_TAGS(X)
#undef X
        HS_N_TAGS
} hs_tag;

typedef enum hs_attr {
#define X(id, name) HS_ATTR_##id,
    HS_ATTRS(X)
#undef X
        HS_N_ATTRS
} hs_attr;

/** @param name  lower-case; @return HS_TAG_INLINE or HS_TAG_CUSTOM for one that is not in the table */
hs_tag hs_tag_by_name(const char *name);
/** @return HS_N_ATTRS for one that is not in the table */
hs_attr hs_attr_by_name(const char *name);

extern const uint8_t hs_tag_flow[HS_N_TAGS];

static inline bool hs_tag_is_block(unsigned tag)
{
    return (hs_tag_flow[tag] & HS_FLOW_BLOCK) != 0;
}

static inline bool hs_tag_is_heading(unsigned tag)
{
    return tag >= HS_TAG_H1 && tag <= HS_TAG_H6;
}

#endif
