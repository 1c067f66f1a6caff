/* web_layers.h -- where the boxes of a graph go: in layers from left to right, each line from a layer to the next. In: how many
 * nodes, who leads to whom. Out: places in pixels. No text, no ledger. One thread at a time. */
#ifndef HS_WEB_LAYERS_H
#define HS_WEB_LAYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HS_BOX_WIDTH = 196,
    HS_BOX_HEIGHT = 46,
    HS_BOX_GAP = 72,
    HS_BOX_ROW = 60,
    HS_WAY_ROW = 22,
    HS_MOST_BOXES = 150,
    HS_MOST_LINES = 400
};

typedef struct hs_line {
    uint32_t from, to;
    bool back;    /* it closes a circle: it has no say in where boxes go */
    uint32_t way; /* out: the first of its bends in hs_layers.box; UINT32_MAX: it has none */
} hs_line;

/** A node, or where a line passes a layer. */
typedef struct hs_box {
    uint32_t layer, next; /* next: the bend behind it, UINT32_MAX: none */
    bool bend, apart;     /* apart: stands below the others of its layer */
    double rank;          /* order in its layer, while it is sought */
    int32_t x, y;         /* the left end of its middle line */
} hs_box;

typedef struct hs_layers {
    hs_box *box; /* [n_nodes + bends]; end with hs_free */
    size_t n;
    int32_t width, height, apart_y; /* apart_y: what stands apart in the first layer begins here; 0: nothing does */
} hs_layers;

/**
 * Lay out a graph of at most HS_MOST_BOXES nodes and HS_MOST_LINES lines.
 *
 * @param apart  [n_nodes] which stand apart in their layer
 * @param lines  [n_lines], ends below n_nodes; of a circle that is not marked some line goes backwards
 * @return false: no memory, or too large
 */
bool hs_layers_lay(hs_layers *out, size_t n_nodes, const bool *apart, hs_line *lines, size_t n_lines);

#endif
