/* outlets.c -- looking up outlets by binary search. In: hosts, addresses and names, hostile. Out: places in the table.
 * Threads: any. */
#include "outlets.h"

#include "ascii.h"
#include "outlets_table.h"

enum { MAX_HOST_BYTES = 253 }; /* RFC 1035 */

size_t hs_outlets_count(void)
{
    return hs_outlet_n_rows;
}

static hs_str pooled(uint32_t at)
{
    return (hs_str){hs_outlet_pool + at, strlen(hs_outlet_pool + at)};
}

hs_outlet_facts hs_outlet_at(hs_outlet outlet)
{
    const hs_outlet_row *row = &hs_outlet_rows[outlet];
    return (hs_outlet_facts){pooled(row->name), {row->country, 2}, (hs_outlet_kind)row->kind};
}

static const hs_outlet_key *find(const hs_outlet_key *keys, uint32_t n, const char *text)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = strcmp(text, hs_outlet_pool + keys[mid].text);
        if (order == 0)
            return &keys[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

hs_outlet hs_outlet_by_host(hs_str host)
{
    char folded[MAX_HOST_BYTES + 1];
    if (host.len && host.ptr[host.len - 1] == '.')
        host.len--;
    if (!host.len || host.len > MAX_HOST_BYTES)
        return HS_NO_OUTLET;
    for (size_t i = 0; i < host.len; i++)
        folded[i] = hs_ascii_lower(host.ptr[i]);
    folded[host.len] = '\0';
    for (const char *rest = folded; rest; rest = strchr(rest, '.')) {
        rest += *rest == '.';
        const hs_outlet_key *key = find(hs_outlet_domains, hs_outlet_n_domains, rest);
        if (key)
            return key->first;
    }
    return HS_NO_OUTLET;
}

hs_str hs_url_host(hs_str url)
{
    url = hs_ascii_from(url, hs_ascii_begins(url, "https://")  ? 8
                             : hs_ascii_begins(url, "http://") ? 7
                             : hs_ascii_begins(url, "//")      ? 2
                                                               : 0);
    size_t n = 0;
    for (; n < url.len && url.ptr[n] != '/' && url.ptr[n] != '?' && url.ptr[n] != '#'; n++)
        if (url.ptr[n] == '@') {
            url = hs_ascii_from(url, n + 1);
            n = (size_t)-1;
        }
    const char *port = n ? memchr(url.ptr, ':', n) : NULL;
    url.len = port ? (size_t)(port - url.ptr) : n;
    if (hs_ascii_begins(url, "www."))
        url = hs_ascii_from(url, 4);
    return url.len ? url : (hs_str){NULL, 0};
}

hs_outlet hs_outlet_by_url(hs_str url)
{
    return hs_outlet_by_host(hs_url_host(url));
}

hs_outlets hs_outlets_by_name(hs_str name)
{
    char folded[HS_OUTLET_KEY_BYTES];
    const hs_outlet_key *key = NULL;
    size_t n = name.len ? hs_outlet_fold(folded, name.ptr, name.len) : 0;
    if (n && strlen(folded) == n)
        key = find(hs_outlet_names, hs_outlet_n_names, folded);
    return key ? (hs_outlets){hs_outlet_candidates + key->first, key->n} : (hs_outlets){NULL, 0};
}

bool hs_outlet_is_called(hs_outlet outlet, hs_str name)
{
    hs_outlets found = hs_outlets_by_name(name);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i] == outlet)
            return true;
    return false;
}
