/* format_comparison.c -- how two texts stand to each other, as a line of JSON (docs/answer.schema.json). In: a comparison and what was
 * compared. Out: bytes in the caller's sink. Any thread. */
#include "format.h"

#include "status.h"

/* Four digits behind the point: what is beyond differs between processors. */
static void put_score(hs_out *out, float x)
{
    double ten_thousandths = (double)x * 1e4;
    int64_t rounded = (int64_t)(ten_thousandths + (ten_thousandths < 0 ? -0.5 : 0.5));
    hs_out_real(out, (double)rounded / 1e4);
    hs_out_text(out, rounded % 10000 ? "" : ".0");
}

hs_status hs_comparison_write(const hs_comparison *found, const hs_pair *pair, hs_str model, bool features, hs_sink *sink, void *ctx,
                              hs_error *err)
{
    static const char *const names[HS_RELATIONS] = {[HS_SAME] = "{\"same\":", [HS_CONTRADICTS] = ",\"contradicts\":", [HS_NEITHER] = ",\"neither\":"};
    hs_out out;
    out.sink = sink;
    out.ctx = ctx;
    out.refused = false;
    out.len = 0;
    hs_out_text(&out, "{\"schema\":1,\"type\":\"comparison\"");
    hs_json_field(&out, "model", model);
    hs_json_field(&out, "a", pair->a);
    hs_json_field(&out, "b", pair->b);
    hs_json_word(&out, "relation", hs_relation_name(found->relation));
    hs_out_text(&out, ",\"scores\":");
    for (int i = 0; i < HS_RELATIONS; i++) {
        hs_out_text(&out, names[i]);
        put_score(&out, found->scores[i]);
    }
    hs_out_text(&out, "}");
    hs_json_word(&out, "why", found->why);
    for (int i = 0; features && i < HS_COMPARE_FEATURES; i++) {
        hs_out_text(&out, i ? "," : ",\"features\":[");
        put_score(&out, found->features[i]);
    }
    hs_out_text(&out, features ? "]}\n" : "}\n");
    return hs_out_end(&out, err);
}
