"""usage: ledger_seeds.py [SCHEMA] -- write fuzz/corpora/ledger anew from tests/golden/ledger/schema_SCHEMA.db (the newest), after that was
written anew (test_ledger_golden --update): the ledger as it is, cut in half, and spoilt in ways that no byte a fuzzer turns comes to soon."""
import glob
import os
import re
import shutil
import sqlite3
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SEEDS = os.path.join(ROOT, "fuzz", "corpora", "ledger")
GOLDEN = os.path.join(ROOT, "tests", "golden", "ledger", "schema_{}.db")

SPOILT = {
    # rows that lead back to themselves
    "circles": """UPDATE source SET merged_into = CASE source_id WHEN 1 THEN 2 ELSE 1 END;
                  UPDATE source_change SET source_id = 1, other_id = 1;
                  UPDATE document SET replaces = 3 - document_id;
                  UPDATE attribution SET parent = position;
                  INSERT INTO copy VALUES (1, 1, 1), (1, 2, 0.5), (2, 1, 0.5)""",
    # rows whose others are not there
    "orphans": """DELETE FROM model; DELETE FROM source WHERE source_id = 1; DELETE FROM holder WHERE holder_id = 1;
                  DELETE FROM claim WHERE claim_id = 2; DROP TABLE feed""",
    # values that no reading has, and what a person says of what is not there
    "values": """UPDATE time SET span_begin = -1; UPDATE holder SET count = -5, mentions = '[[1,2],[1,2]]';
                 UPDATE claim SET text = '', text_key = x'' WHERE claim_id = 1;
                 UPDATE attribution SET confidence = 9e99, cue = '[', content = '[[9,3],[1,4294967295]]' WHERE position = 1;
                 UPDATE attribution SET act = 'sing', certainty = 'sure', time = x'00ff' || 'x' WHERE position = 2;
                 UPDATE document SET heard = 'never', heard_by = 'rumour', published = '9999-99-99', sha256 = 'x' WHERE document_id = 2;
                 INSERT INTO document_correction (made, document_id, verdict, outlet, published, machine_heard, machine_heard_by)
                 VALUES ('x', 1, 'other', '', 'x', 'x', 'added'), ('x', 1, 'other', CAST(x'ff' AS TEXT), NULL, '', 'added');
                 INSERT INTO source_correction (made, source_id, verdict, name) VALUES ('x', 1, 'other', CAST(x'c3' AS TEXT));
                 INSERT INTO feed (url, due, failures, least, waits) VALUES ('https://a.example/', 'never', -1, 99999999999, -1)""",
}


def main():
    newest = max(int(re.search(r"(\d+)\.db$", path)[1]) for path in glob.glob(GOLDEN.format("*")))
    golden = GOLDEN.format(sys.argv[1] if len(sys.argv) > 1 else newest)
    os.makedirs(SEEDS, exist_ok=True)
    shutil.copyfile(golden, os.path.join(SEEDS, "whole.db"))
    with open(golden, "rb") as f:
        whole = f.read()
    with open(os.path.join(SEEDS, "cut.db"), "wb") as f:
        f.write(whole[: len(whole) // 2])
    for name, sql in SPOILT.items():
        path = os.path.join(SEEDS, name + ".db")
        shutil.copyfile(golden, path)
        db = sqlite3.connect(path)
        db.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA journal_mode = MEMORY;" + sql)
        db.commit()
        db.close()


main()
