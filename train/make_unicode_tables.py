"""Write src/text/unicode_tables.c: what the pinned `tokenizers` release does to each code point, found by asking it.

usage: make_unicode_tables.py [src/text/unicode_tables.c]

Everything is read off the release's own behaviour (BertNormalizer with lower-casing, BertPreTokenizer, NFD), so that no
Unicode version of ours or of utf8proc can differ from it. What cannot be told from one code point alone is the order of
combining marks; their class is found by how NFD sorts them against marks of known class.
"""
import sys
import unicodedata

import tokenizers
from tokenizers import normalizers, pre_tokenizers

PINNED = "0.23.3"
KEEP, REMOVE, BARRIER, SPACE, PUNCT, CJK, HANGUL, MAP = range(8)
BLOCK = 128
POINTS = [cp for cp in range(0x110000) if not 0xD800 <= cp < 0xE000]

whole = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True)
clean = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False)
nfd = normalizers.NFD()
split = pre_tokenizers.BertPreTokenizer()


def between(normalizer, s):
    """What becomes of s between two letters that it cannot change."""
    out = normalizer.normalize_str("a" + s + "b")
    assert out[0] == "a" and out[-1] == "b", repr(s)
    return out[1:-1]


def kind(c):
    """KEEP, SPACE or PUNCT, as the pre-tokenizer sees a normalised character."""
    tokens = [t for t, _ in split.pre_tokenize_str("a" + c + "b")]
    if tokens == ["a", "b"]:
        return SPACE
    if tokens == ["a", c, "b"]:
        return PUNCT
    assert tokens == ["a" + c + "b"], repr(c)
    return KEEP


class Order:
    """Canonical combining class of the release's own NFD."""

    def __init__(self):
        marks = {}
        for cp in POINTS:
            c = chr(cp)
            v = unicodedata.combining(c)
            # Only marks that the release's older Unicode knows: U+0334 has class 1, the lowest.
            if v == 1 or (v and self.above(c, "\u0334")):
                if unicodedata.normalize("NFD", c) == c:
                    marks.setdefault(v, c)
        self.marks = sorted(marks.items())
        for (v, x), (w, y) in zip(self.marks, self.marks[1:]):
            assert self.above(y, x) and not self.above(x, y), (v, w)
        self.known = {}

    @staticmethod
    def above(c, mark):
        """Whether NFD moves `mark` before c."""
        return between(nfd, c + mark) == mark + c

    def of(self, c):
        if c not in self.known:
            first, last = self.marks[0][1], self.marks[-1][1]
            if c == first or c == last or self.above(c, first) or self.above(last, c):
                below = [v for v, m in self.marks if c != m and self.above(c, m)]
                not_below = [v for v, m in self.marks if c == m or not self.above(c, m)]
                assert not_below and not_below[0] > max(below, default=0), repr(c)
                self.known[c] = not_below[0]
            else:
                self.known[c] = 0
        return self.known[c]


def is_hangul(cp):
    return 0xAC00 <= cp < 0xAC00 + 11172


def hangul(cp):
    s = cp - 0xAC00
    out = chr(0x1100 + s // 588) + chr(0x1161 + s % 588 // 28)
    return out + (chr(0x11A7 + s % 28) if s % 28 else "")


def main():
    assert tokenizers.__version__ == PINNED, f"tokenizers {tokenizers.__version__}, wanted {PINNED}"
    path = sys.argv[1] if len(sys.argv) > 1 else "src/text/unicode_tables.c"
    order = Order()
    pool, sequences = [], {}

    def sequence(out, cjk):
        words = []
        for k, c in enumerate(out):
            assert kind(c) != SPACE, repr(out)
            ccc = order.of(c)
            assert not (ccc and kind(c) == PUNCT), repr(out)
            words.append(ord(c) | ccc << 21 | (kind(c) == PUNCT) << 29 | (cjk and k == 0) << 30 | (k + 1 < len(out)) << 31)
        key = tuple(words)
        if key not in sequences:
            sequences[key] = len(pool)
            pool.extend(words)
        return MAP + sequences[key]

    value = [REMOVE] * 0x110000
    for cp in POINTS:
        c = chr(cp)
        out = between(whole, c)
        if out == "":
            full = between(nfd, between(clean, c))
            value[cp] = BARRIER if any(order.of(m) == 0 for m in full) else REMOVE
        elif out.strip(" ") == "":
            value[cp] = SPACE
        elif out == " " + c + " ":
            assert kind(c) == KEEP and order.of(c) == 0, hex(cp)
            value[cp] = CJK
        elif out[0] == " ":
            assert out[-1] == " " and len(out) == 3, hex(cp)
            value[cp] = sequence(out[1:-1], True)
        elif is_hangul(cp):
            assert out == hangul(cp) and all(kind(j) == KEEP and order.of(j) == 0 for j in out), hex(cp)
            value[cp] = HANGUL
        elif out == c and kind(c) == SPACE:
            value[cp] = SPACE
        elif out == c and order.of(c) == 0:
            value[cp] = kind(c)
        else:
            value[cp] = sequence(out, False)
            # A mark that is removed from within a mapping must not have parted marks that stay.
            full = between(nfd, between(clean, c))
            stay = [order.of(m) for m in full]
            assert not any(v == 0 and any(stay[:k]) for k, v in enumerate(stay)), hex(cp)
    for cp in range(0x80):  # what the ASCII path of pieces.c relies on
        c = chr(cp)
        plain = c.isalnum() and (value[cp] == KEEP or pool[value[cp] - MAP] == ord(c.lower()))
        assert plain or value[cp] in (REMOVE, SPACE, PUNCT), hex(cp)

    blocks, first = {}, []
    for at in range(0, 0x110000, BLOCK):
        block = tuple(value[at:at + BLOCK])
        first.append(blocks.setdefault(block, len(blocks)))
    assert len(blocks) < 65536 and MAP + len(pool) < 65536

    def rows(numbers, form, per):
        numbers = list(numbers)
        for k in range(0, len(numbers), per):
            yield "    " + ", ".join(form % n for n in numbers[k:k + per]) + ",\n"

    with open(path, "w", encoding="ascii") as f:
        f.write("/* unicode_tables.c -- what Hugging Face `tokenizers` %s (BertNormalizer, lower-casing; BertPreTokenizer) makes of each\n"
                " * code point. Generated by train/make_unicode_tables.py: do not edit. Constant data, any thread. */\n"
                "/* clang-format off */\n#include \"unicode_tables.h\"\n\n" % PINNED)
        f.write("const %s hs_unicode_first[%d] = {\n" % ("uint8_t" if len(blocks) <= 256 else "uint16_t", len(first)))
        f.writelines(rows(first, "%d", 24))
        f.write("};\n\nconst uint16_t hs_unicode_second[%d] = {\n" % (len(blocks) * BLOCK))
        f.writelines(rows((v for block in blocks for v in block), "%d", 20))
        f.write("};\n\nconst uint32_t hs_unicode_pool[%d] = {\n" % len(pool))
        f.writelines(rows(pool, "0x%x", 12))
        f.write("};\n")
    print(len(blocks), "blocks", len(pool), "pool words", len(sequences), "sequences")


if __name__ == "__main__":
    main()
