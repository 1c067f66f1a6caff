"""What is told in the documentation holds: examples of docstrings and docs/python.md, the notebook, type hints."""
import contextlib
import doctest
import importlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import hearsay

import support

NOTEBOOK = support.EXAMPLES / "stories.ipynb"


class Examples(unittest.TestCase):
    def test_docstrings(self):
        seen = 0
        for name in ("", "._comparer", "._errors", "._inputs", "._ledger", "._models", "._reader", "._records", ".answer", ".reading", ".spark", ".spark._read", ".spark._splits", ".tables"):
            failed, attempted = doctest.testmod(importlib.import_module("hearsay" + name))
            self.assertEqual(failed, 0, name)
            seen += attempted
        self.assertGreater(seen, 30)

    def test_page(self):
        options = {"module_relative": False, "optionflags": doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS}
        failed, attempted = doctest.testfile(str(support.ROOT / "docs" / "python.md"), encoding="utf-8", **options)
        self.assertEqual(failed, 0)
        self.assertGreater(attempted, 10)


class Readme(unittest.TestCase):
    @unittest.skipIf(support.SANITIZED, "sanitizers: too slow")
    def test_program(self):
        """The program of README.md does what it is there for."""
        text = (support.ROOT / "README.md").read_text(encoding="utf-8")
        program = text[text.index("```python\n") + 10:]
        before, told = os.getcwd(), io.StringIO()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                os.mkdir("stories")
                for name in ("harbour-coastal-wire.txt", "harbour-harbour-post.html"):
                    shutil.copy(support.EXAMPLES / name, "stories")
                with contextlib.redirect_stdout(told):
                    exec(compile(program[:program.index("```")], "README.md", "exec"), {"__name__": "__main__"})
            finally:
                os.chdir(before)
        self.assertIn("d2 Added", told.getvalue())
        self.assertIn("leak", told.getvalue())


def lacks(cell):
    """Packages that a cell needs and that are not here: its metadata name them."""
    return [name for name in cell["metadata"].get("needs", []) if importlib.util.find_spec(name) is None]


class Notebook(unittest.TestCase):
    def setUp(self):
        with open(NOTEBOOK, encoding="utf-8") as f:
            self.notebook = json.load(f)

    def test_is_clean(self):
        """No outputs, no counts, nothing of a machine."""
        for cell in self.notebook["cells"]:
            if cell["cell_type"] == "code":
                self.assertEqual((cell["outputs"], cell["execution_count"]), ([], None))
        self.assertEqual(set(self.notebook["metadata"]), {"kernelspec", "language_info"})

    @unittest.skipIf(support.SANITIZED, "sanitizers: too slow")
    def test_cells_run(self):
        """Without Jupyter: the cells one after another."""
        before, names, told = os.getcwd(), {"__name__": "__main__"}, io.StringIO()
        os.chdir(support.EXAMPLES)
        try:
            for cell in self.notebook["cells"]:
                if cell["cell_type"] == "code" and not lacks(cell):
                    with contextlib.redirect_stdout(told):
                        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
        finally:
            os.chdir(before)
        self.assertIn("four officials", told.getvalue())

    @unittest.skipIf(support.SANITIZED, "sanitizers: too slow")
    def test_in_jupyter(self):
        for package in ("nbclient", "nbformat", "ipykernel"):
            if importlib.util.find_spec(package) is None:
                self.skipTest(f"no {package}")
        import nbclient
        import nbformat

        notebook = nbformat.read(NOTEBOOK, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if not lacks(cell)]
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(support.EXAMPLES)}}).execute()


class Types(unittest.TestCase):
    @unittest.skipIf(support.SANITIZED, "sanitizers: too slow")
    def test_mypy_strict(self):
        if importlib.util.find_spec("mypy") is None:
            self.skipTest("no mypy")
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(support.ROOT / "pyproject.toml"), "--cache-dir", os.devnull]
        for what in (["python/hearsay"], ["python/tests/typed.py"]):
            run = subprocess.run(command + what, env={**environment, "MYPYPATH": "python"}, stdout=subprocess.PIPE, universal_newlines=True)
            self.assertEqual(run.returncode, 0, run.stdout)


class Version(unittest.TestCase):
    def test_is_the_librarys(self):
        run = subprocess.run([os.environ["HEARSAY_COMMAND"], "--version"], stdout=subprocess.PIPE, universal_newlines=True, check=True)
        self.assertEqual(run.stdout.split()[1], hearsay.__version__)


if __name__ == "__main__":
    unittest.main()
