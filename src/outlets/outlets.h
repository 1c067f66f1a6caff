/* outlets.h -- names, aliases, domains and countries of outlets and agencies, and who a host or a name is.
 * Path: data/outlets.tsv > outlets_make.c, at build time > a constant table > here. Threads: any; nothing is ever
 * written. */
#ifndef HS_OUTLETS_H
#define HS_OUTLETS_H

#include "hearsay.h"

typedef enum hs_outlet_kind { HS_NEWSPAPER, HS_AGENCY, HS_BROADCASTER, HS_MAGAZINE, HS_SITE } hs_outlet_kind;

/** A number of an outlet in the table, below hs_outlets_count. */
typedef uint32_t hs_outlet;

#define HS_NO_OUTLET UINT32_MAX

/** Static strings. */
typedef struct hs_outlet_facts {
    hs_str name;    /* as the outlet writes it */
    hs_str country; /* ISO 3166-1 alpha-2 */
    hs_outlet_kind kind;
} hs_outlet_facts;

/** Candidates for a name, in the order of the table. */
typedef struct hs_outlets {
    const hs_outlet *at; /* [n]; static */
    size_t n;
} hs_outlets;

/** For tests that go through all. */
size_t hs_outlets_count(void);
/** @param outlet  below hs_outlets_count */
hs_outlet_facts hs_outlet_at(hs_outlet outlet);

/** Whose host is it? The longest domain that it ends with, label by label: news.example.co.uk is found by
 * example.co.uk.
 * @param host  hostile; any case; a final dot is passed over. @return HS_NO_OUTLET if it is nobody's */
hs_outlet hs_outlet_by_host(hs_str host);
/** Likewise of the host of an http or https address, or of an address that lacks its scheme. @param url  hostile */
hs_outlet hs_outlet_by_url(hs_str url);
/** The host in such an address, without user, port and "www."; {NULL, 0} if there is none. A part of `url`. */
hs_str hs_url_host(hs_str url);

/** All whose name or alias it is. Case of ASCII and Latin-1, runs of white space, and "The" before it make no difference, and ’ is '.
 * @param name  hostile */
hs_outlets hs_outlets_by_name(hs_str name);
/** Is it a name or alias of this outlet? As hs_outlets_by_name compares. */
bool hs_outlet_is_called(hs_outlet outlet, hs_str name);

#endif
