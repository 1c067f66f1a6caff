"""Write tests/golden/text/tokenizer.txt: lines of odd Unicode and what the pinned `tokenizers` release makes of them.

usage: make_tokenizer_golden.py VOCAB OUT [--lines N] [--seed N]

A line of OUT: hash of the ids, hash of the offsets ("-" where the release's offsets mean nothing), the ids themselves
(the first lines only, else "-"), the text; parted by tabs, the text may hold tabs too. Hashes are FNV-1a, 32 bits, over
32-bit numbers: ids; byte offsets begin and end of each piece.
"""
import argparse
import random

import tokenizers
from tokenizers import BertWordPieceTokenizer, normalizers

PINNED = "0.23.3"
FULL = 1000  # lines whose ids are written out
WORDS = ("The minister denied on Tuesday that unaffable officials had told Reuters reporters of tokenization problems in "
         "Kyiv Ljubljana antidisestablishmentarianism 1,234.5 U.S. don't it's COVID-19 $5m 30% e-mail x2 C++ [UNK] a.m.").split()
SPECIAL = ["[CLS]", "[SEP]", "[UNK]", "[PAD]", "[MASK]", "[sep]", "[SEP", "[[SEP]]", "##ing", "[unused1]"]
ODD = [0x130, 0x131, 0x3a3, 0x3c2, 0x1e9e, 0xdf, 0x212a, 0x212b, 0x149, 0x1f0, 0x390, 0x3b0, 0x587, 0x1f88, 0x1fb3, 0xfb01,
       0x37e, 0x387, 0x1fef, 0x340, 0x341, 0x343, 0x344, 0xf71, 0xf73, 0xf75, 0xf81, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0xad,
       0x200b, 0x200c, 0x200d, 0x2028, 0x2029, 0x85, 0xa0, 0x1680, 0x180e, 0x202f, 0x205f, 0x3000, 0xb, 0xc, 0x1c, 0x1f, 0,
       0x7f, 0x2018, 0x2019, 0x201c, 0x201d, 0x2014, 0x2026, 0xab, 0xbb, 0x226e, 0x2adc, 0x1d15e, 0x1d165, 0x302e, 0x302f,
       0x16ff0, 0x16ff1, 0xe0001, 0x10ffff, 0xe000, 0x378, 0x1f1fa, 0x1f1f8, 0xfe0f, 0x20e3, 0x9]
RANGES = [(0x20, 0x7f), (0xa0, 0x250), (0x250, 0x370), (0x370, 0x530), (0x530, 0x800), (0x800, 0xe00), (0xe00, 0x1200),
          (0x1200, 0x1e00), (0x1e00, 0x2000), (0x2000, 0x2100), (0x2100, 0x2c00), (0x2c00, 0x3000), (0x3000, 0x3400),
          (0x3400, 0xa000), (0xa000, 0xac00), (0xac00, 0xd7b0), (0xd7b0, 0xd800), (0xf900, 0xfb00), (0xfb00, 0x10000),
          (0x10000, 0x12000), (0x16000, 0x17000), (0x1b000, 0x1c000), (0x1cf00, 0x1d400), (0x1d400, 0x1d800),
          (0x1e000, 0x1f000), (0x1f000, 0x1fb00), (0x20000, 0x20100), (0x2a700, 0x2b900), (0x2f800, 0x2fa20), (0xe0000, 0xe0200)]


def fnv(numbers):
    h = 0x811C9DC5
    for n in numbers:
        for shift in (0, 8, 16, 24):
            h = (h ^ (n >> shift & 255)) * 0x01000193 & 0xFFFFFFFF
    return h


class Lines:
    """Odd lines: every kind of character the normaliser treats apart, alone and in company."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        nfd = normalizers.NFD()
        strip = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=False, strip_accents=True, lowercase=True)
        points = [cp for cp in range(0x110000) if not 0xD800 <= cp < 0xE000]
        # Marks that are sorted, and marks that normalising does not strip.
        self.marks = [cp for cp in points if cp > 0x2ff and (nfd.normalize_str("\u0345" + chr(cp)) == chr(cp) + "\u0345"
                                                             or nfd.normalize_str(chr(cp) + "\u0334") == "\u0334" + chr(cp))]
        self.stay = [cp for cp in self.marks if strip.normalize_str("a" + chr(cp)) != "a"]
        self.decomposed = [cp for cp in points if not 0xAC00 <= cp < 0xD7B0 and len(nfd.normalize_str(chr(cp))) > 1]

    def point(self):
        r = self.random
        k = r.random()
        if k < 0.2:
            return r.choice(ODD)
        if k < 0.3:
            return r.choice(self.marks)
        if k < 0.4:
            return r.choice(self.stay)
        if k < 0.5:
            return r.choice(self.decomposed)
        if k < 0.52:
            return r.choice((r.randrange(0xD800), r.randrange(0xE000, 0x110000)))
        return r.randrange(*r.choice(RANGES))

    def chars(self, n):
        return "".join(map(chr, (self.point() for _ in range(n))))

    def item(self):
        r = self.random
        k = r.random()
        if k < 0.35:
            word = r.choice(WORDS)
            return r.choice((word, word.lower(), word.upper(), word.title()))
        if k < 0.45:
            low, high = r.choice(RANGES)
            return "".join(chr(r.randrange(low, high)) for _ in range(r.randrange(1, 9)))
        if k < 0.5:
            return r.choice(SPECIAL)
        if k < 0.55:
            return r.choice("aé한中") + "".join(map(chr, r.choices(self.marks if r.random() < 0.5 else self.stay, k=r.randrange(1, 6))))
        if k < 0.6:
            word = r.choice(WORDS)
            at = r.randrange(len(word) + 1)
            return word[:at] + self.chars(1) + word[at:]
        if k < 0.605:
            return r.choice(("a", "é", "한", "х", "1", "\U0001D400", "e\u0301", "\u1CF7")) * r.randrange(96, 104)
        return self.chars(r.randrange(1, 6))

    def line(self):
        r = self.random
        spaces = r.choice((" ", " ", " ", "", "\u00a0", "\t", "\u2003", "\r"))
        text = spaces.join(self.item() for _ in range(r.randrange(1, 8)))
        return text.replace("\n", "")


def sorted_marks(clean, nfd, text):
    """Whether NFD reorders something: offsets are not kept through that."""
    text = clean.normalize_str(text)
    return nfd.normalize_str(text) != "".join(map(nfd.normalize_str, text))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vocab")
    parser.add_argument("out")
    parser.add_argument("--lines", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=20310514)
    args = parser.parse_args()
    assert tokenizers.__version__ == PINNED, f"tokenizers {tokenizers.__version__}, wanted {PINNED}"
    tokenizer = BertWordPieceTokenizer(args.vocab, lowercase=True)
    clean = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    nfd = normalizers.NFD()
    lines = Lines(args.seed)
    with open(args.out, "w", encoding="utf-8", newline="\n") as f:
        for k in range(args.lines):
            text = lines.line()
            e = tokenizer.encode(text, add_special_tokens=False)
            at = [0]
            for c in text:
                at.append(at[-1] + len(c.encode()))
            offsets = "-" if sorted_marks(clean, nfd, text) else "%08x" % fnv(at[x] for pair in e.offsets for x in pair)
            ids = " ".join(map(str, e.ids)) if k < FULL else "-"
            f.write("%08x\t%s\t%s\t%s\n" % (fnv(e.ids), offsets, ids, text))


if __name__ == "__main__":
    main()
