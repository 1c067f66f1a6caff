"""From an article to what the encoder sees: word pieces with character offsets, and the labels on them.

The C reader does the same (src/text/pieces.h, docs/model-format.md): BERT uncased pieces, a [SEP] at every paragraph break,
tags at the first piece of each word.
"""
import re

import numpy as np
from tokenizers import BertWordPieceTokenizer

# no article to train on is wrapped at a width, which the C reader looks for before (src/text/wrapping.h)
BREAK = re.compile(r"\s*\n\s*")
OUT, BEGIN, INSIDE = 0, 1, 2
SOURCE_BEGIN, SOURCE_INSIDE, CONTENT_BEGIN, CONTENT_INSIDE = 1, 2, 3, 4


class Pieces:
    """ids [n], begin [n], end [n] (characters of the text), word [n]: True at the first piece of a word."""

    def __init__(self, tokenizer, text):
        sep = tokenizer.token_to_id("[SEP]")
        ids, begin, end, word = [], [], [], []
        at = 0
        for stop in [m.span() for m in BREAK.finditer(text)] + [(len(text), len(text))]:
            if stop[0] > at:
                e = tokenizer.encode(text[at:stop[0]], add_special_tokens=False)
                if ids and e.ids:
                    ids.append(sep), begin.append(at), end.append(at), word.append(False)
                ids += e.ids
                begin += [at + b for b, _ in e.offsets]
                end += [at + x for _, x in e.offsets]
                word += [i == 0 or e.word_ids[i] != e.word_ids[i - 1] for i in range(len(e.ids))]
            at = stop[1]
        self.ids = np.array(ids, np.int64)
        self.begin = np.array(begin, np.int64)
        self.end = np.array(end, np.int64)
        self.word = np.array(word, bool)
        self.first = np.flatnonzero(self.word)  # piece index of each word
        stops = np.append(self.first[1:], len(ids)) if len(ids) else np.zeros(0, np.int64)
        last = stops - 1
        for k in range(len(last)):  # a word ends before a paragraph break
            while last[k] > self.first[k] and self.ids[last[k]] == sep and self.begin[last[k]] == self.end[last[k]]:
                last[k] -= 1
        self.word_begin = self.begin[self.first]
        self.word_end = self.end[last]

    def words(self, span):
        """Half-open range of words that the character span overlaps; None if it holds none."""
        b = int(np.searchsorted(self.word_end, span[0], "right"))
        e = int(np.searchsorted(self.word_begin, span[1], "left"))
        return (b, e) if b < e else None


def load_tokenizer(vocab):
    return BertWordPieceTokenizer(vocab, lowercase=True)


def link_tags(n, attribution):
    """Tags of each of n words for one attribution: cue, source and content as ranges of words."""
    cue, source, content = attribution
    tags = np.zeros(n, np.int64)
    for spans, begin, inside in ((content, CONTENT_BEGIN, CONTENT_INSIDE), (source, SOURCE_BEGIN, SOURCE_INSIDE)):
        for b, e in spans:
            tags[b:e] = inside
            tags[b] = begin
    tags[cue[0]:cue[1]] = OUT
    if cue[1] < n and tags[cue[1]] in (SOURCE_INSIDE, CONTENT_INSIDE):
        tags[cue[1]] -= 1
    return tags


class Taught:
    """Pieces of an article with what the reader is to learn from it: from labels, from a teacher's scores (teach.py), or both.

    cue [n][3], cue_weight [n]: probability of each tag of each word, and how much it counts.
    links: cue as a range of words, [n][5] probabilities, [n] True where they are known."""

    def __init__(self, tokenizer, article, quiet, taught=None, trust=0.5):
        """quiet: the weight of a word inside a content of an article whose nested cues are not labelled.
        taught: (cue [m][3], [(cue range, first word, [k][5])]) of the same article, one of them perhaps without its dateline; trust: its weight
        where there is a label too."""
        self.pieces = p = Pieces(tokenizer, article["text"])
        n = len(p.first)
        attributions = [(cue, source[:1], content) for a in article["attributions"] or []
                        for cue, source, content in [(p.words(a["cue"][0]) if a["cue"] else None, *([w for w in map(p.words, a[r]) if w]
                                                      for r in ("source", "content")))] if cue and content]
        tags = np.zeros(n, np.int64)
        unknown = np.full(n, article["attributions"] is None)
        if not article["deep"]:
            for a in article["attributions"] or []:
                for b, e in [] if a.get("composed") else [w for w in map(p.words, a["content"]) if w]:
                    unknown[b:e] = True
        for cue, _, _ in attributions:
            tags[cue[0]:cue[1]] = INSIDE
            unknown[cue[0]:cue[1]] = False
        for cue, _, _ in attributions:
            tags[cue[0]] = BEGIN
        self.cue = np.eye(3, dtype=np.float32)[tags]
        self.cue_weight = np.where(unknown, np.float32(quiet), np.float32(1))
        self.links = [(a[0], np.eye(5, dtype=np.float32)[link_tags(n, a)], np.ones(n, bool)) for a in attributions]
        if taught:
            self.learn(n, unknown, *taught, trust)

    def learn(self, n, unknown, cue, links, trust):
        shift = n - len(cue)
        if shift < 0:  # taught with a dateline that is not here: what it taught of that is left out
            links = [((b + shift, e + shift), max(0, first + shift), scores[max(0, -first - shift):]) for (b, e), first, scores in links if b + shift >= 0]
            cue, shift = cue[-shift:], 0
        known = ~unknown[shift:, None]
        self.cue[shift:] = np.where(known, (1 - trust) * self.cue[shift:] + trust * cue, cue)
        self.cue_weight[shift:] = 1
        labelled = {link[0]: link for link in self.links}
        for (b, e), first, scores in links:
            at, where = (b + shift, e + shift), slice(first + shift, first + shift + len(scores))
            if at in labelled:
                target = labelled[at][1]
                target[where] = (1 - trust) * target[where] + trust * scores
            elif unknown[at[0]:at[1]].all():
                target, told = np.zeros((n, 5), np.float32), np.zeros(n, bool)
                target[where], told[where] = scores, True
                self.links.append((at, target, told))


def cover(n, length, margin, start=0):
    """Windows [b, e) over n pieces: each piece is at least `margin` pieces from the edge of some window that holds it."""
    if n <= length:
        return [(0, n)]
    out, b = [], -start
    while True:
        e = min(n, b + length)
        out.append((max(0, b), e))
        if e == n:
            return out
        b = e - 2 * margin


def owner(windows, first, last):
    """The window in which first..last lie most centrally: the greatest distance to an edge that is not the text's own."""
    n = windows[-1][1]
    def room(w):
        return min(first - w[0] if w[0] else n, w[1] - 1 - last if w[1] < n else n)
    return max(range(len(windows)), key=lambda k: (room(windows[k]), -k))
