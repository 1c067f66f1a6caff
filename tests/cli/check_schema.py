"""usage: check_schema.py SCHEMA READINGS.jsonl -- every line against the schema, and what a schema cannot say."""
import json
import sys

import jsonschema


def spans_of(reading):
    for a in reading["attributions"]:
        for role in ("source", "cue", "content"):
            yield from a[role]
    for item in reading["furniture"] + reading["links"]:
        yield item["span"]


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = open(sys.argv[2], encoding="utf-8").read().splitlines()
    assert lines, "no readings"
    for line in lines:
        reading = json.loads(line)
        for error in validator.iter_errors(reading):
            sys.exit(f"{reading['input']}: {error.json_path}: {error.message}")
        ids = [a["id"] for a in reading["attributions"]]
        assert ids == [f"a{i + 1}" for i in range(len(ids))], ids
        assert all(a["parent"] in ids for a in reading["attributions"] if a["parent"]), reading["input"]
        assert all(0 <= b < e <= len(reading["text"]) for b, e in spans_of(reading)), reading["input"]


main()
