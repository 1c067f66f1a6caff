/* tags.c -- names of elements and attributes, found by bisection. In: a name. Out: its number. Any thread. */
#include "tags.h"

#include <stddef.h>
#include <string.h>

static const char *const tag_names[] = {
#define X(id, name, flow) name,
    HS_TAGS(X)
#undef X
};

static const char *const attr_names[] = {
#define X(id, name) name,
    HS_ATTRS(X)
#undef X
};

const uint8_t hs_tag_flow[HS_N_TAGS] = {[HS_TAG_CUSTOM] = HS_FLOW_BLOCK,
#define X(id, name, flow) [HS_TAG_##id] = flow,
                                        HS_TAGS(X)
#undef X
};

/* Index of `name` among [n] sorted names; n if it is not there. */
static size_t bisect(const char *const *names, size_t n, const char *name)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order =
            *name != *names[mid] ? *name - *names[mid] : strcmp(name, names[mid]); /* the first letter decides mostly */
        if (order == 0)
            return mid;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return n;
}

hs_tag hs_tag_by_name(const char *name)
{
    size_t n = sizeof tag_names / sizeof *tag_names, i = bisect(tag_names, n, name);
    if (i < n)
        return (hs_tag)(i + HS_TAG_A);
    return strchr(name, '-') ? HS_TAG_CUSTOM : HS_TAG_INLINE;
}

hs_attr hs_attr_by_name(const char *name)
{
    size_t n = sizeof attr_names / sizeof *attr_names;
    return (hs_attr)bisect(attr_names, n, name);
}
