"""Print what hearsay is made of, as CycloneDX 1.6: `sbom.py PROGRAM..`, the binaries as they were built.

Libraries are read off the binaries: those that they are linked with (required) and those that they load by name when something asks for
it (optional). Versions are those of the Debian packages that own the libraries here. Models and data are read off the source tree around
this file. The same input prints the same bytes; $SOURCE_DATE_EPOCH dates them.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

SOURCE = Path(__file__).resolve().parent.parent

# the library's name up to ".so": project, licence (SPDX). One that is not here stops this program.
KNOWN = {
    "libbrotlidec": ("brotli", "MIT"),
    "libc": ("glibc", "LGPL-2.1-or-later"),
    "libcgraph": ("graphviz", "EPL-1.0"),
    "libcld2": ("cld2", "Apache-2.0"),
    "libcurl": ("curl", "curl"),
    "libcurl-gnutls": ("curl", "curl"),
    "libdnnl": ("onednn", "Apache-2.0"),
    "libgcc_s": ("gcc", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libgvc": ("graphviz", "EPL-1.0"),
    "libjansson": ("jansson", "MIT"),
    "libm": ("glibc", "LGPL-2.1-or-later"),
    "libmicrohttpd": ("libmicrohttpd", "LGPL-2.1-or-later"),
    "libmvec": ("glibc", "LGPL-2.1-or-later"),
    "libnettle": ("nettle", "LGPL-3.0-or-later OR GPL-2.0-or-later"),
    "libpq": ("postgresql", "PostgreSQL"),
    "libsqlite3": ("sqlite", "blessing"),
    "libstdc++": ("gcc", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libutf8proc": ("utf8proc", "MIT AND Unicode-DFS-2016"),
    "libxml2": ("libxml2", "MIT"),
    "libz": ("zlib", "Zlib"),
    "libzstd": ("zstd", "BSD-3-Clause OR GPL-2.0-only"),
}


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout


def sha256(path: Path) -> list:
    return [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}]


def licence(expression: str) -> list:
    return [{"expression": expression}]


def owners(sonames: list) -> dict:
    """Of each library that a Debian package here owns: version and purl."""
    distribution = re.search(r'^ID="?(\w+)', Path("/etc/os-release").read_text(), re.M)[1]
    folder = output("gcc", "-print-multiarch").strip()
    found = re.findall(r"^(\S+?)(?::\S+)?: \S+/(\S+)$", output("dpkg-query", "-S", *(f"{top}/{folder}/{soname}" for soname in sonames for top in ("/lib", "/usr/lib"))), re.M)
    lines = output("dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}\n", *{package for package, _ in found})
    versions = {package: rest for package, *rest in map(str.split, lines.splitlines())}
    return {soname: {"version": versions[package][0],
                     "purl": f"pkg:deb/{distribution}/{quote(package, safe='')}@{quote(versions[package][0], safe='')}?arch={versions[package][1]}"}
            for package, soname in found}


def libraries(programs: list) -> list:
    """One component a project; required if any program is linked with any library of it."""
    linked, named = set(), set()
    for program in programs:
        linked |= set(re.findall(r"NEEDED +(\S+)", output("objdump", "-p", program)))
        named |= {name.decode() for name in re.findall(rb"(?<=\0)lib[a-z0-9_+-]+\.so\.\d+(?=\0)", Path(program).read_bytes())}
    sonames = [name for name in sorted(linked) + sorted(named - linked) if not name.startswith("libhearsay.")]
    owned = owners(sonames)
    components = {}
    for soname in sonames:
        stem = soname.split(".so")[0]
        if stem not in KNOWN:
            sys.exit(f"sbom.py: {soname} is not in the table of licences")
        project, terms = KNOWN[stem]
        component = components.setdefault(project, {
            "type": "library", "bom-ref": project, "name": project, "scope": "required" if soname in linked else "optional", "licenses": licence(terms)})
        component.update({} if "version" in component else owned.get(soname, {}))
    return [components[name] for name in sorted(components)]


def models() -> list:
    """Each folder of models/, with the table "Made from" of its card: what, and under which licence."""
    components = []
    for config in sorted(SOURCE.glob("models/*/config.json")):
        folder = config.parent
        card = (folder / "README.md").read_text()
        table = re.search(r"^## Made from\n(?:\|.*\n){2}((?:\|.*\n)+)", card, re.M)
        rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table[1].splitlines()]
        parts = sorted(folder.glob("*.safetensors"))
        components.append({
            "type": "machine-learning-model", "bom-ref": f"model-{folder.name}", "name": folder.name, "version": json.loads(config.read_text())["name"],
            "description": card.split("\n\n")[1].replace("\n", " "), "licenses": licence("Apache-2.0"),
            "pedigree": {"notes": "Made from: " + "; ".join(f"{what} [licence: {terms}]" for what, terms in rows)},
            "components": [{"type": "file", "bom-ref": f"model-{folder.name}/{part.name}", "name": part.name, "hashes": sha256(part)} for part in parts]})
    return components


def data() -> list:
    """Tables that are compiled in."""
    files = [(path, "Apache-2.0") for path in sorted(SOURCE.glob("data/*.tsv"))]
    files.append((SOURCE / "src/resolution/word_tags_table.c", "CC-BY-4.0")) # counts over GUM's annotations
    return [{"type": "data", "bom-ref": path.name, "name": path.name, "licenses": licence(terms), "hashes": sha256(path)} for path, terms in files]


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("usage: sbom.py PROGRAM..")
    version = re.search(r'^#define HS_VERSION "(.*)"', (SOURCE / "include/hearsay.h").read_text(), re.M)[1]
    components = libraries(sys.argv[1:]) + models() + data()
    metadata = {"lifecycles": [{"phase": "build"}], "component": {
        "type": "application", "bom-ref": "hearsay", "name": "hearsay", "version": version, "licenses": licence("Apache-2.0"),
        "description": "Reads news and tells who says what, and through whom it was heard"}}
    if "SOURCE_DATE_EPOCH" in os.environ:
        moment = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
        metadata["timestamp"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    bom = {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": metadata,
           "components": components, "dependencies": [{"ref": "hearsay", "dependsOn": [component["bom-ref"] for component in components]}]}
    print(json.dumps(bom, indent=1, ensure_ascii=False))


main()
