/* shards.h -- the tensors of a model folder: of model.safetensors, or of model-00001-of-0000N.safetensors and the others where it is
 * in N parts, as Hugging Face names them. Which tensor is in which part is told by the parts' own headers.
 * Threads: immutable once open; any number of threads may read it. */
#ifndef HS_SHARDS_H
#define HS_SHARDS_H

#include "safetensors.h"

enum { HS_SHARDS_MOST = 9, HS_SHARD_NAME = 40 };

typedef struct hs_shards hs_shards;

/**
 * Map all parts, each checked as hs_safetensors_open does, no tensor in two of them.
 *
 * @param folder  of the model
 * @param out     owned; NULL on failure
 * @return as hs_safetensors_open, the message with the name of the part
 */
hs_status hs_shards_open(hs_shards **out, const char *folder, hs_error *err);
void hs_shards_free(hs_shards *shards);

/** The tensor of that name, or NULL. @param file  out: the name of its part; of the first where there is none. Both borrowed */
const hs_tensor *hs_shards_find(const hs_shards *shards, const char *name, const char **file);
/** All bytes of each part. Borrowed. @return how many parts there are */
size_t hs_shards_bytes(const hs_shards *shards, hs_str out[HS_SHARDS_MOST]);

#endif
