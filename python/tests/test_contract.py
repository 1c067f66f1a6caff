"""Records are the contract's, and readings the command's to the last digit."""
import json
import typing
import unittest

from hearsay import Reading, answer, reading
from hearsay._records import Record, Span, fields_of, optional

import support


class Schemas(unittest.TestCase):
    """Every field of a schema is a field of a record of its type, and the other way round."""

    def load(self, name):
        with open(support.ROOT / "docs" / name, encoding="utf-8") as f:
            return json.load(f)

    def resolve(self, schema):
        while "$ref" in schema:
            schema = self.root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def properties(self, schema):
        schema = self.resolve(schema)
        found = {}
        for each in schema.get("allOf", []):
            found.update(self.properties(each))
        return {**found, **schema.get("properties", {})}

    def required(self, schema):
        schema = self.resolve(schema)
        found = schema.get("required", schema.get("properties", ()))  # where nothing is said, all is written
        return set(found).union(*map(self.required, schema.get("allOf", [])))

    def nullable(self, schema):
        schema = self.resolve(schema)
        alternatives = schema.get("oneOf") or schema.get("anyOf") or [schema]
        return any("null" in each.get("type", ()) or None in each.get("enum", ()) for each in map(self.resolve, alternatives))

    def check_value(self, schema, kind, at):
        schema = self.resolve(schema)
        if "oneOf" in schema or "anyOf" in schema:
            alternatives = schema.get("oneOf") or schema.get("anyOf")
            schema = self.resolve(next(each for each in alternatives if each.get("type") != "null"))
        kind = optional(kind)
        if typing.get_origin(kind) is typing.Literal:
            self.assertEqual(set(typing.get_args(kind)), set(schema["enum"]) - {None}, at)
        elif kind is Span:
            self.assertEqual((schema["minItems"], schema["maxItems"]), (2, 2), at)
        elif typing.get_origin(kind) is tuple:
            self.check_value(schema["items"], typing.get_args(kind)[0], at)
        elif isinstance(kind, type) and issubclass(kind, Record):
            self.check_record(schema, kind, at)
        elif typing.get_origin(kind) is not dict:
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            self.assertIn({str: "string", int: "integer", float: "number", bool: "boolean"}[kind], types, at)

    def check_record(self, schema, kind, at):
        properties = self.properties(schema)
        fields = {field.json: field.kind for field in fields_of(kind)}
        left_out = {"schema", "type"} | ({"features"} if kind is answer.Comparison else set())
        self.assertEqual(set(fields), set(properties) - left_out, at)
        required = self.required(schema)
        for name, inner in fields.items():
            self.assertEqual(self.nullable(properties[name]) or name not in required, optional(inner) is not inner, f"{at}.{name}")
            self.check_value(properties[name], inner, f"{at}.{name}")

    def test_reading(self):
        self.root = self.load("reading.schema.json")
        self.check_record(self.root, Reading, "reading")

    def test_answer(self):
        self.root = self.load("answer.schema.json")
        kinds = {name.lower(): getattr(answer, name) for name in answer.__all__}
        for each in self.root["oneOf"]:
            name = each["$ref"].rsplit("/", 1)[1].replace("_line", "")
            self.check_record(self.root["$defs"][name], kinds[name], name)

    def test_what_is_not_known_is_ignored(self):
        line = json.loads(support.reader().read("It rains, she said.").to_json())
        line["novelty"] = {"a": 1}
        self.assertEqual(Reading.from_json(line).text, "It rains, she said.")


class SameDigits(unittest.TestCase):
    @unittest.skipIf(support.SANITIZED, "sanitizers: too slow")
    def test_all_examples(self):
        for given, found in zip(support.articles(), support.readings()):
            options = []
            for name in ("outlet", "published"):
                options += [f"--{name}", getattr(given, name)] if getattr(given, name) else []
            line, = support.command("read", *options, given.source)
            self.assertEqual(json.loads(found.to_json()), line)
            self.assertEqual({"schema": 1, **found.to_dict()}, {"fetched": None, **line})

    def test_rows_are_the_csv(self):
        """Statements have the columns of --format csv, and its words."""
        import csv
        import io

        for found in support.readings()[:6]:
            rows = list(csv.DictReader(io.StringIO(found.write("csv"))))
            made = [row.to_dict() for row in reading.statements([found])]
            self.assertEqual(list(rows[0]), list(made[0])[:len(rows[0])])
            for row, other in zip(rows, made):
                self.assertEqual(row["relays"], " > ".join(other["relays"]))
                for name in ("id", "in", "cue", "quotation", "name", "kind", "act", "polarity", "certainty", "time"):
                    self.assertEqual(row[name].lstrip("'") if row[name][:2] in ("'+", "'-") else row[name], other[name] or "", (found.input, row))
                for name in ("begin", "end", "count"):
                    self.assertEqual(row[name], "" if other[name] is None else str(other[name]))


class Tables(unittest.TestCase):
    def test_pandas(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("no pandas")
        from hearsay import tables

        frame = support.readings()[0].to_pandas()
        self.assertEqual(list(frame.columns), [field.json for field in fields_of(reading.Statement)])
        self.assertEqual(len(frame), len(support.readings()[0].attributions))
        self.assertEqual(list(tables.to_pandas([], answer.Claim).columns)[:2], ["claim", "text"])
        with self.assertRaises(ValueError):
            tables.to_pandas([])
        with self.assertRaises(TypeError):
            tables.to_pandas([support.readings()[0], answer.Count(1, 1, 1)])

    def test_arrow(self):
        try:
            import pyarrow
        except ImportError:
            self.skipTest("no pyarrow")
        from hearsay import Ledger, tables

        table = tables.to_arrow(support.readings())
        self.assertEqual(table.column("text").to_pylist(), [r.text for r in support.readings()])
        back = [{name: value for name, value in row.items()} for row in table.to_pylist()]
        self.assertEqual(back, [r.to_dict() for r in support.readings()])
        self.assertEqual(tables.to_arrow([], Reading).schema, table.schema)
        with Ledger(support.kept()) as ledger:
            claims = ledger.claims()
            self.assertEqual(claims.to_arrow().num_rows, len(claims))
            who = ledger.who("Lindqvist")
            self.assertEqual(who.to_arrow(answer.Attribution).num_rows, len(who.of(answer.Attribution)))
            self.assertEqual(tables.to_arrow([ledger.stats()]).column("documents").to_pylist(), [15])
        self.assertTrue(pyarrow.types.is_struct(claims.to_arrow().schema.field("said").type.value_type))

    def test_nothing_optional_is_asked_for_early(self):
        import subprocess
        import sys

        code = "import sys, hearsay; print([m for m in ('pandas', 'pyarrow', 'numpy') if m in sys.modules])"
        run = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, universal_newlines=True, check=True)
        self.assertEqual(run.stdout, "[]\n")


if __name__ == "__main__":
    unittest.main()
