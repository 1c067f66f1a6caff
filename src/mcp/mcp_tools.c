/* mcp_tools.c -- which tools there are, and what they may be asked. In: docs/mcp.json, and the schemas of answers and readings. Out: the list
 * as clients get it; arguments that are as it says. One thread. */
#include "mcp_state.h"

#include <stdio.h>
#include <string.h>

#define DIALECT "https://json-schema.org/draft/2020-12/schema"

/* ---- what they answer ---- */

/* Copy the definition of a name, and all that it rests on. */
static bool take_definition(json_t *into, const json_t *all, const char *name);

static bool take_references(json_t *into, const json_t *all, const json_t *value)
{
    static const char head[] = "#/$defs/";
    const char *name;
    const json_t *at;
    size_t i;
    bool good = true;
    hs_str reference = hs_mcp_str(value, "$ref");
    if (reference.len > strlen(head) && memcmp(reference.ptr, head, strlen(head)) == 0)
        good = take_definition(into, all, reference.ptr + strlen(head));
    json_object_foreach((json_t *)value, name, at)
        good = good && take_references(into, all, at);
    json_array_foreach(value, i, at)
        good = good && take_references(into, all, at);
    return good;
}

static bool take_definition(json_t *into, const json_t *all, const char *name)
{
    json_t *definition = json_object_get(all, name);
    if (json_object_get(into, name))
        return true;
    return definition && json_object_set(into, name, definition) == 0 && take_references(into, all, definition);
}

/* A page of lines of these kinds. */
static json_t *page_of(const json_t *kinds, json_t *definitions, const json_t *all)
{
    json_t *either = json_array();
    size_t i;
    const json_t *kind;
    json_array_foreach(kinds, i, kind)
    {
        char reference[64];
        snprintf(reference, sizeof reference, "#/$defs/%s", json_string_value(kind));
        if (!take_definition(definitions, all, json_string_value(kind)) || json_array_append_new(either, json_pack("{s:s}", "$ref", reference)) != 0)
            goto failed;
    }
    return json_pack("{s:s,s:s,s:[s,s,s],s:{s:{s:s,s:{s:o}},s:{s:[s,s],s:s},s:{s:s,s:s},s:{s:s,s:i,s:s}},s:O}", "$schema", DIALECT, "type",
                     "object", "required", "items", "next", "cut", "properties", "items", "type", "array", "items", "oneOf", either, "next",
                     "type", "string", "null", "description", "Where the same question goes on: `after`.", "cut", "type", "boolean",
                     "description", "Were only the contents that came in last looked at?", "fits", "type", "integer", "minimum", 1,
                     "description", "How many sources the name fits.", "$defs", definitions);
failed:
    json_decref(either);
    return NULL;
}

/* The one object of a kind. */
static json_t *object_of(const char *kind, json_t *definitions, const json_t *all)
{
    char reference[64];
    snprintf(reference, sizeof reference, "#/$defs/%s", kind);
    return take_definition(definitions, all, kind)
               ? json_pack("{s:s,s:s,s:s,s:O}", "$schema", DIALECT, "type", "object", "$ref", reference, "$defs", definitions)
               : NULL;
}

/* Put the schema itself in the place of what docs/mcp.json says of it; a tool of which it says nothing answers with a reading. */
static bool make_output(json_t *tool, const json_t *answers, json_t *reading)
{
    const json_t *said = json_object_get(tool, "outputSchema"), *all = json_object_get(answers, "$defs"), *kinds = json_object_get(said, "items");
    if (!said)
        return json_object_set(tool, "outputSchema", reading) == 0;
    json_t *definitions = json_object();
    json_t *schema = kinds ? page_of(kinds, definitions, all) : object_of(json_string_value(json_object_get(said, "is")), definitions, all);
    json_decref(definitions);
    return schema && json_object_set_new(tool, "outputSchema", schema) == 0;
}

bool hs_mcp_tools_make(hs_mcp *mcp)
{
    json_t *answers = json_loads(hs_mcp_files[1], 0, NULL), *reading = json_loads(hs_mcp_files[2], 0, NULL);
    size_t i;
    json_t *tool;
    mcp->about = json_loads(hs_mcp_files[0], 0, NULL);
    mcp->tools = json_object_get(mcp->about, "tools");
    bool good = mcp->tools && answers && reading;
    json_array_foreach(mcp->tools, i, tool)
        good = good && make_output(tool, answers, reading);
    json_decref(answers);
    json_decref(reading);
    return good;
}

const json_t *hs_mcp_tool_find(const hs_mcp *mcp, hs_str name)
{
    size_t i;
    const json_t *tool;
    json_array_foreach(mcp->tools, i, tool)
    {
        hs_str its = hs_mcp_str(tool, "name");
        if (its.len == name.len && name.len && memcmp(its.ptr, name.ptr, name.len) == 0)
            return tool;
    }
    return NULL;
}

/* ---- what they are asked ---- */

static bool is_among(const json_t *values, const json_t *value)
{
    size_t i;
    const json_t *at;
    json_array_foreach(values, i, at)
        if (json_equal(at, value))
            return true;
    return false;
}

static bool is_of_type(hs_str type, const json_t *value)
{
    switch (type.len ? type.ptr[0] : '\0') {
    case 's':
        return json_is_string(value);
    case 'n':
        return json_is_number(value);
    case 'i':
        return json_is_integer(value);
    case 'b':
        return json_is_boolean(value);
    default:
        return true;
    }
}

static bool check_value(const char *name, const json_t *schema, const json_t *value, char *why, size_t size)
{
    const json_t *choices = json_object_get(schema, "enum"), *least = json_object_get(schema, "minimum"), *most = json_object_get(schema, "maximum");
    hs_str type = hs_mcp_str(schema, "type");
    if (!is_of_type(type, value)) {
        snprintf(why, size, "%s: %s is wanted", name, type.ptr);
        return false;
    }
    if (choices && !is_among(choices, value)) {
        size_t i, n = (size_t)snprintf(why, size, "%s: one of", name);
        const json_t *at;
        json_array_foreach(choices, i, at)
            n += n < size ? (size_t)snprintf(why + n, size - n, " %s", json_string_value(at)) : 0;
        return false;
    }
    double number = json_number_value(value);
    if (least && (number < json_number_value(least) || number > json_number_value(most))) {
        snprintf(why, size, "%s: from %g to %g", name, json_number_value(least), json_number_value(most));
        return false;
    }
    return true;
}

bool hs_mcp_check(const json_t *tool, const json_t *arguments, char *why, size_t size)
{
    const json_t *schema = json_object_get(tool, "inputSchema"), *properties = json_object_get(schema, "properties");
    const char *name;
    const json_t *value, *needed;
    size_t i;
    json_object_foreach((json_t *)arguments, name, value)
    {
        const json_t *property = json_object_get(properties, name);
        if (!property) {
            size_t n = (size_t)snprintf(why, size, "there is no such argument; there are:");
            json_object_foreach((json_t *)properties, name, value)
                n += n < size ? (size_t)snprintf(why + n, size - n, " %s", name) : 0;
            return false;
        }
        if (!json_is_null(value) && !check_value(name, property, value, why, size))
            return false;
    }
    json_array_foreach(json_object_get(schema, "required"), i, needed)
    {
        value = json_object_get(arguments, json_string_value(needed));
        if (!value || json_is_null(value)) {
            snprintf(why, size, "%s: it is needed", json_string_value(needed));
            return false;
        }
    }
    return true;
}
