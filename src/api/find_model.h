/* find_model.h -- where a model's folder is.
 * In: a name or a path. Out: a path. Threads: any; reads the environment. */
#ifndef HS_FIND_MODEL_H
#define HS_FIND_MODEL_H

#include <limits.h>

#include "hearsay.h"

/**
 * A folder is taken as it stands; a name is looked for beside this program or library, then among the installed models,
 * then in the source tree's.
 *
 * @param model     NULL: what the environment's `variable` says, else `usual`
 * @return HS_OK
 *         HS_E_ARG    the path is longer than the system allows (pos: the limit)
 *         HS_E_MODEL  there is no such model
 */
hs_status hs_find_model(char out[PATH_MAX], const char *model, const char *variable, const char *usual, hs_error *err);

#endif
