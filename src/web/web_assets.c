/* web_assets.c -- files that pages need, by their path. In: a path. Out: constants. Any thread. */
#include "web_assets.h"

#include <string.h>

const hs_web_asset *hs_web_asset_find(hs_str path)
{
    static const char folder[] = "/assets/", icon[] = "/favicon.ico";
    hs_str name = {"favicon.svg", 11};
    if (path.len > sizeof folder - 1 && memcmp(path.ptr, folder, sizeof folder - 1) == 0)
        name = (hs_str){path.ptr + sizeof folder - 1, path.len - (sizeof folder - 1)};
    else if (path.len != sizeof icon - 1 || memcmp(path.ptr, icon, path.len) != 0)
        return NULL;
    for (size_t i = 0; i < hs_web_n_assets; i++)
        if (name.len == strlen(hs_web_assets[i].name) && memcmp(name.ptr, hs_web_assets[i].name, name.len) == 0)
            return &hs_web_assets[i];
    return NULL;
}
