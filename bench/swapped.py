#!/usr/bin/env python3
"""What a reader owes to names that it has seen: PolNeAR dev as it is, and with the names of persons and bodies changed for others.

usage: swapped.py BUILD_FOLDER [MODEL_FOLDER]

Every name of a source that the reader calls a person, an organisation or an outlet anywhere in dev is changed wherever it stands, in all of
dev: a person's for one of another country, surname for surname, so that relatives stay relatives; a body's for one of another country of about as
many words. The annotation moves along. Prints both scores, and what is lost. Needs the corpora: $HEARSAY_CORPORA, else ../shared/data.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
DEV = os.path.join(os.environ.get("HEARSAY_CORPORA", os.path.join(HERE, "..", "..", "shared", "data")), "polnear", "dev")
GIVEN = ("Adaeze Aino Akosua Amadou Anneli Babajide Chidi Deepak Eero Farida Gintaras Haruki Ifeoma Ilmari Jaakko Kalle Kenji Kwame Laszlo Mairead Minh Naoko Ngozi "
         "Olumide Padraig Rasa Sanjay Siobhan Taavi Tendai Ulla Vaclav Wanjiru Xiomara Yewande Zoltan").split()
SURNAMES = ("Abiodun Achterberg Adeleke Bielak Chakrabarti Dlamini Eskelinen Fujimori Gebremariam Hakkinen Igwe Jokinen Kamau Kovacs Lindqvist Mbeki Mutombo Nakamura "
            "Nguyen Novotny Obuya Okonkwo Papadakis Quispe Rautavaara Sithole Szabo Takahashi Tshabalala Uchida Vainio Villanueva Wojcik Xhaka Yamaguchi Zielinska").split()
BODIES = {1: "Eskom Fortum Itau Nordea Pemex Pertamina Petronas Rosatom Samruk Telkom".split(),
          2: ["Bank Negara", "Electoral Court", "Forum Shakti", "Garda Siochana", "Jubilee Alliance", "Lietuvos Bankas", "Nordic Council", "Rally Benin", "Sejm Office", "Vaal Union"],
          3: ["Accra Port Authority", "Bank of Estonia", "Budapest Bar Association", "Central Bank Lesotho", "Ghana Revenue Authority", "Helsinki Transport Board",
              "Institute of Gdansk", "Kenya Farmers Union", "Korea Trade Commission", "Latvian Border Guard"]}


def pick(pool, name):
    return pool[zlib.crc32(name.encode()) % len(pool)]


def names_of(build, model):
    """{name: kind} of all sources of dev that have a name of their own."""
    files = sorted(glob.glob(os.path.join(DEV, "text", "*.txt")))
    out = subprocess.run([os.path.join(build, "hearsay"), "read", *model, "--format", "jsonl", *files], check=True, capture_output=True, text=True).stdout
    return {s["name"]: s["kind"] for line in out.splitlines() for s in json.loads(line)["sources"]
            if s["name"] and not s["anonymous"] and s["kind"] in ("person", "organisation", "outlet") and re.match(r"[A-Z][\w.'-]*(?: [A-Z&][\w.'-]*)*$", s["name"])}


def changes(names):
    """{what stands in a text: what is to stand there}"""
    out = {}
    for name, kind in sorted(names.items()):
        words = name.split()
        if kind == "person" and len(words) > 1:
            out[name] = f"{pick(GIVEN, words[0])} {pick(SURNAMES, words[-1])}"
            out.setdefault(words[-1], pick(SURNAMES, words[-1]))
        elif kind != "person":
            out[name] = pick(BODIES[min(3, len(words))], name)
    return out


def swap(text, pattern, to):
    """The text with names changed, and a function from offsets there to offsets here."""
    parts, moves, at, grown = [], [], 0, 0
    for m in pattern.finditer(text):
        parts += [text[at:m.start()], to[m.group()]]
        grown += len(to[m.group()]) - len(m.group())
        moves.append((m.start(), m.end(), grown))
        at = m.end()

    def moved(offset):
        shift = 0
        for begin, end, total in moves:
            if offset >= end:
                shift = total
            elif offset > begin:  # within a name: its end
                return end + total
        return offset + shift
    return "".join(parts) + text[at:], moved


def move_annotation(lines, text, moved):
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if line.startswith("T") and len(fields) > 2 and " " in fields[1]:
            kind, spans = fields[1].split(" ", 1)
            spans = [tuple(moved(int(x)) for x in span.split()) for span in spans.split(";")]
            fields = [fields[0], f"{kind} {';'.join(f'{b} {e}' for b, e in spans)}", " ".join(text[b:e] for b, e in spans).replace("\n", " ")]
        yield "\t".join(fields) + "\n"


def write_swapped(folder, to):
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(to, key=len, reverse=True))) + r")(?![\w-])")
    n = 0
    for part in ("text", "attributions"):
        os.makedirs(os.path.join(folder, part))
    for path in sorted(glob.glob(os.path.join(DEV, "text", "*.txt"))):
        name = os.path.basename(path)[:-len(".txt")]
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        n += len(pattern.findall(text))
        text, moved = swap(text, pattern, to)
        with open(os.path.join(folder, "text", name + ".txt"), "w", encoding="utf-8", newline="") as f:
            f.write(text)
        for annotation in glob.glob(os.path.join(DEV, "attributions", glob.escape(name) + "*.ann")):
            with open(annotation, encoding="utf-8", newline="\n") as f, \
                    open(os.path.join(folder, "attributions", os.path.basename(annotation)), "w", encoding="utf-8", newline="\n") as out:
                out.writelines(move_annotation(f, text, moved))
    return n


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    build, model = sys.argv[1], ["--model", sys.argv[2]] if len(sys.argv) > 2 else []
    to = changes(names_of(build, model))
    with tempfile.TemporaryDirectory() as folder:
        n = write_swapped(folder, to)
        print(f"{len(to)} names, {n} places", flush=True)
        for where in (DEV, folder):
            print("as it is:" if where == DEV else "swapped:", flush=True)
            subprocess.run([os.path.join(build, "hearsay"), "eval", *model, where], check=True)


if __name__ == "__main__":
    main()
