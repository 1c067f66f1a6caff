"""serve_schema.py HEARSAY FILL_LEDGER MODEL SOURCE_DIR [EXAMPLES]: schemathesis asks the real server what docs/openapi.json says can be asked, and
more. Skipped (exit status 77) where schemathesis is not installed: `pip install schemathesis` in an environment whose `schemathesis` is on the path, or
named by $SCHEMATHESIS. What is valid by the file may be refused for what the ledger holds (a cursor of no answer), so that is no failure here.
"""

import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from host import Server, make_ledger  # noqa: E402

HEARSAY, FILL, MODEL, ROOT = sys.argv[1:5]
EXAMPLES = sys.argv[5] if len(sys.argv) > 5 else "10"


def main():
    program = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if not program:
        print("skipped: schemathesis is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "hearsay.db")
        make_ledger(FILL, ledger, MODEL, ROOT)
        s = Server(HEARSAY, ledger, MODEL)
        api = f"http://127.0.0.1:{s.port}/api/v1"
        run = subprocess.run(
            [
                program,
                "run",
                api + "/openapi.json",
                "--url",
                api,
                "--header",
                "Authorization: Bearer " + s.token,
                "--exclude-path",
                "/events",
                "--exclude-path-regex",
                "^/do/",
                "--phases",
                "examples,coverage,fuzzing",
                "--max-examples",
                EXAMPLES,
                "--seed",
                "1",
                "--no-color",
                "--exclude-checks",
                "positive_data_acceptance",
            ],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        s.stop(within=120)
        print(run.stdout.decode(errors="replace")[-12000:])
        assert s.process.returncode == 0 and "Sanitizer" not in s.said, s.said[-4000:]
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
