"""From scores to attributions, and their F1. The C reader's attribution module does the same; this one serves the choices
made while training and the comparison of int8 in C with f32 here."""

import numpy as np
import torch

from score import match, score, tidy
from windows import Pieces, cover, owner

LENGTH, MARGIN = 256, 32
MAX_FRAGMENTS, DEEPEST = 16, 64
NEVER = -1e9


def batch_of(windows, ids, cls, sep):
    t = max(e - b for b, e in windows) + 2
    out = np.zeros((len(windows), t), np.int64)
    real = np.zeros((len(windows), t), bool)
    for k, (b, e) in enumerate(windows):
        out[k, :e - b + 2] = [cls, *ids[b:e], sep]
        real[k, :e - b + 2] = True
    return torch.from_numpy(out), torch.from_numpy(real)


def cue_spans(scores, bias=0.0):
    """Best tagging in which a cue never continues what has not begun. scores [n][3] log -> [(first, end)] words"""
    n = len(scores)
    back = np.zeros((n, 2), np.int8)
    state = np.array([0.0, NEVER])  # outside, in a cue
    for i in range(n):
        out, begin, inside = scores[i]
        out += bias
        a = (state[0], state[1])
        back[i, 0] = a[1] > a[0]
        begins = max(a) + begin
        continues = a[1] + inside
        back[i, 1] = 2 if continues >= begins else int(a[1] > a[0])
        state = np.array([max(a) + out, max(continues, begins)])
    spans, s, end = [], int(state[1] > state[0]), n
    for i in range(n - 1, -1, -1):
        if s == 0:
            s = int(back[i, 0])
            end = i
        elif back[i, 1] == 2:
            continue
        else:
            spans.append((i, end))
            s = int(back[i, 1])
            end = i
    return spans[::-1]


def link_spans(scores, cue):
    """Best tagging with at most one source, nothing over the cue. scores [n][5] log; cue (b, e) -> source, [content], path score"""
    n = len(scores)
    # states: 0 outside, 1 content, both before a source; 2 source; 3 outside, 4 content, after it
    moves = {0: (0, 1), 1: (1, 0), 2: (2, 0, 1), 3: (3, 2, 4), 4: (4, 2, 3)}
    state = np.array([0.0, NEVER, NEVER, NEVER, NEVER])
    back = np.zeros((n, 5), np.int8)
    for i in range(n):
        o, bs, s, bc, c = scores[i]
        gain = ((o, o), (c, bc), (s, bs, bs), (o, o, o), (c, bc, bc))
        new = np.full(5, NEVER)
        for t, froms in moves.items():
            if cue[0] <= i < cue[1] and t in (1, 2, 4):
                continue
            for k, f in enumerate(froms):
                v = state[f] + gain[t][k]
                if v > new[t]:
                    new[t], back[i, t] = v, f
        state = new
    s = int(np.argmax(state))
    score = state[s]
    tags = np.zeros(n, np.int8)
    for i in range(n - 1, -1, -1):
        tags[i] = {0: 0, 3: 0, 1: 2, 4: 2, 2: 1}[s]
        s = int(back[i, s])
    def runs(tag):
        at = np.flatnonzero(np.diff(np.concatenate([[0], (tags == tag).astype(np.int8), [0]])))
        return [(int(b), int(e)) for b, e in zip(at[::2], at[1::2])]
    source = runs(1)
    return (source[0] if source else None), runs(2)[:MAX_FRAGMENTS], float(score)


class Window:
    """What the heads say of one window: words lo..hi-1 of the text, at pieces `where` of the window."""

    def __init__(self, model, pieces, all_windows, index, hidden, key, row):
        self.model, self.pieces, self.all_windows, self.index = model, pieces, all_windows, index
        self.hidden, self.key, self.row = hidden, key, row
        b, e = all_windows[index]
        self.lo, self.hi = (int(x) for x in np.searchsorted(pieces.first, (b, e)))
        self.where = pieces.first[self.lo:self.hi] - b + 1
        self.cue_scores = torch.log_softmax(model.cue(hidden[row]).float(), -1).numpy().astype(np.float64)[self.where]

    def owns(self, cue):
        p = self.pieces
        return owner(self.all_windows, p.first[self.lo + cue[0]], p.first[self.lo + cue[1] - 1]) == self.index

    def chars(self, words):
        return [int(self.pieces.word_begin[self.lo + words[0]]), int(self.pieces.word_end[self.lo + words[1] - 1])]

    @torch.no_grad()
    def link_scores(self, cues):
        """[cue][word][5] log probabilities"""
        first, last = (torch.tensor([self.where[w] for w in at], dtype=torch.long) for at in ([c[0] for c in cues], [c[1] - 1 for c in cues]))
        scores = self.model.link(self.key, self.hidden, torch.full((len(cues),), self.row), first, last)
        return torch.log_softmax(scores.float(), -1).numpy().astype(np.float64)[:, self.where]


@torch.no_grad()
def look(model, tokenizer, pieces, length=LENGTH, margin=MARGIN):
    """The encoder over all windows of a text, one after the other. Each window keeps the cues that lie most centrally in it."""
    model.eval()
    if not len(pieces.first):
        return
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    windows = cover(len(pieces.ids), length - 2, margin)
    for k0 in range(0, len(windows), 16):
        ids, real = batch_of(windows[k0:k0 + 16], pieces.ids, cls, sep)
        hidden = model.encode(ids, real)
        key = model.key(hidden)
        for row in range(len(ids)):
            yield Window(model, pieces, windows, k0 + row, hidden, key, row)


@torch.no_grad()
def read(model, tokenizer, text, cue_bias=0.0, nested_bias=0.0, likely=lambda features: True, length=LENGTH, margin=MARGIN):
    """All attributions of a text, as character spans, with the features that confidence is fitted on."""
    out = []
    for w in look(model, tokenizer, Pieces(tokenizer, text), length, margin):
        def link(cues):
            for cue, s in zip(cues, w.link_scores(cues)):
                source, content, _ = link_spans(s, cue)
                judged = content and features(w.cue_scores, s, cue, source, content)
                if content and likely(judged):
                    yield {"source": [w.chars(source)] if source else [], "cue": [w.chars(cue)], "content": [w.chars(c) for c in content],
                           "features": judged, "parent": None}

        first_look = cue_spans(w.cue_scores, cue_bias)
        here = list(link([c for c in first_look if w.owns(c)]))
        # inside contents, cues are looked for again with a bias of their own
        for c in cue_spans(w.cue_scores, nested_bias):
            if any(f[0] < c[1] and c[0] < f[1] for f in first_look) or not w.owns(c) or not held(here, w.chars(c)):
                continue
            here += [a for a in link([c]) if not a["source"] or held(here, a["source"][0])]
        out += here
    out.sort(key=lambda a: a["cue"][0])
    kept = []
    for a in out:
        if not kept or kept[-1]["cue"][0][1] <= a["cue"][0][0]:
            kept.append(a)
    spans = lambda a: a["source"] + a["cue"] + a["content"]
    kept.sort(key=lambda a: (min(s[0] for s in spans(a)), -max(s[1] for s in spans(a)), a["cue"][0]))
    for a, p in zip(kept, parents(kept)):
        a["parent"] = None if p is None else f"a{p + 1}"
    return kept


def held(found, span):
    return any(b <= span[0] and span[1] <= e for a in found for b, e in a["content"])


def features(cue_scores, scores, cue, source, content):
    """What confidence is judged by, but for nesting: see src/attribution/attribution_confidence.h."""
    n = len(scores)
    tag = np.zeros(n, np.int64)
    for spans, base in (([source] if source else [], 1), (content, 3)):
        for x, y in spans:
            tag[x:y] = base + 1
            tag[x] = base
    chosen = [scores[i, 0] if tag[i] == 0 else np.logaddexp(*scores[i, (1, 2) if tag[i] < 3 else (3, 4)])
              for i in range(n) if not cue[0] <= i < cue[1]]
    in_source = [scores[i, tag[i]] for i in range(*source)] if source else [0.0]
    in_content = [scores[i, tag[i]] for x, y in content for i in range(x, y)]
    surprise = [cue_scores[cue[0]:cue[1], 1:].max(1).mean(), min(in_source), np.mean(in_content), min(in_content), np.sum(chosen)]
    return [*np.cbrt(np.maximum(0, np.negative(surprise))).tolist(), float(source is None), float(len(content) > 1), float(np.log(len(in_content)))]


def parents(found):
    """For each attribution the one with the shortest content fragment that holds its source and cue; of two that hold each other
    the one with the earlier cue is the outer one; no rings, and no more than DEEPEST levels."""
    out = [None] * len(found)

    def holds(i, j):
        return [e - b for b, e in found[i]["content"] if all(b <= x and y <= e for x, y in found[j]["cue"] + found[j]["source"])]

    def may_adopt(owner, child):
        depth, at = 0, owner
        while at is not None:
            depth += 1
            if at == child or depth == DEEPEST:
                return False
            at = out[at]
        return True

    for j in sorted(range(len(found)), key=lambda j: (found[j]["cue"][0][0], j)):
        best = None
        for length, begin, i in sorted((e - b, b, i) for i, o in enumerate(found) if i != j for b, e in o["content"]
                                       if all(b <= x and y <= e for x, y in found[j]["cue"] + found[j]["source"])):
            if (not holds(j, i) or found[i]["cue"][0][0] < found[j]["cue"][0][0]) and may_adopt(i, j):
                best = i
                break
        out[j] = best
    return out


def evaluate(model, tokenizer, articles, cue_bias=0.0, nested_bias=0.0, **kw):
    gold, got, readings = {}, {}, {}
    for x in articles:
        text = x["text"]
        found = read(model, tokenizer, text, cue_bias, nested_bias, **kw)
        readings[x["id"]] = found
        gold[x["id"]] = (text, [{r: tidy(a[r], text) for r in ("source", "cue", "content")} for a in x["attributions"] if not a["nested"]])
        got[x["id"]] = [{r: tidy(a[r], text) for r in ("source", "cue", "content")} for a in found if not a["parent"]]
    r = score(gold, got)
    nested = [0, 0]
    made = sum(1 for f in readings.values() for a in f if a["parent"])
    for x in articles:
        if x["deep"]:
            found = match(x["attributions"], readings[x["id"]])
            for i, a in enumerate(x["attributions"]):
                if a["nested"]:
                    nested[0] += i in found
                    nested[1] += 1
    line = " / ".join(f"{r['exact'][k]['f']:.1f}" for k in ("source", "cue", "content")) + \
        f"  whole {r['whole']['exact']['f']:.1f} / {r['whole']['half']['f']:.1f}  cue p {r['exact']['cue']['p']:.1f} r {r['exact']['cue']['r']:.1f}  nested {nested[0]} of {nested[1]} (made {made})"
    return r, readings, line
