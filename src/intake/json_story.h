/* json_story.h -- stories that are JSON objects: ninjs, items of a JSON Feed, records with named fields.
 * Path: jansson's object -> hs_item. No state; any thread. */
#ifndef HS_JSON_STORY_H
#define HS_JSON_STORY_H

#include <jansson.h>

#include "items.h"

/** Items of a JSON Feed; NULL if it is none. */
const json_t *hs_json_feed_items(const json_t *object);

typedef struct hs_json_story {
    const json_t *object;
    const json_t *feed; /* NULL, or the JSON Feed whose item it is */
    hs_field_names fields;
    hs_arena *arena;
    hs_notes *notes;
    bool skip; /* out: it holds no text to read; a note says so */
} hs_json_story;

/**
 * Fill `item`, less its part.
 *
 * @return HS_OK
 *         HS_E_EMPTY   it has no text, or an empty one
 *         HS_E_FORMAT  no object, or none of the fields that could hold a text
 *         HS_E_NOMEM
 */
hs_status hs_json_story_take(hs_item *item, hs_json_story *story, hs_error *err);

#endif
