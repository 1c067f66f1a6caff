/* web_assets.h -- the files under src/web/assets as the build made them constants (assets_make.c). */
#ifndef HS_WEB_ASSETS_H
#define HS_WEB_ASSETS_H

#include "web.h"

extern const hs_web_asset hs_web_assets[]; /* [hs_web_n_assets] */
extern const size_t hs_web_n_assets;

#endif
