"""Nested training cases by composition: an attribution's whole sentence becomes the content of another.

PolNeAR labels the outermost attribution only, so most of what teaches nesting is made here: a paragraph of one sentence that
begins with an attribution is put behind a new source and cue ("Officials said ..", ".., the Herald reported"). The new outer
attribution and the old inner one are both known.
"""
import re

OUTER = ["officials", "the ministry", "a spokesman", "police", "the newspaper", "the report", "he", "she", "they", "a source", "two people briefed on the matter",
         "the agency", "the website", "the Herald", "analysts", "the company", "a senior official", "the prime minister", "the BBC", "the channel", "residents", "the group"]
BEFORE = ["{s} said {x}", "{s} said that {x}", "{s} reported that {x}", "{s} reported {x}", "{s} claimed that {x}", "{s} says {x}", "{s} told reporters that {x}",
          "{s} wrote that {x}", "{s} noted that {x}", "{s} added that {x}", "{s} believes {x}", "{s} denied that {x}", "according to {s}, {x}", "{s} has learned that {x}"]
AFTER = ["{x}, {s} said", "{x}, {s} reported", "{x}, according to {s}", "{x}, said {s}", "{x}, {s} claimed", "{x}, {s} added"]


def compose(article, rng, share):
    """A copy of the article in which about `share` of the fitting paragraphs are wrapped."""
    text, found = article["text"], article["attributions"]
    edits = []  # (begin, end of the sentence, prefix, suffix, outer source, cue) in old offsets
    for m in re.finditer(r"[^\n]+", text):
        if rng.random() > share:
            continue
        b, e = m.span()
        sentence = re.match(r"([A-Z][^.!?“”\"]{30,220}[a-z0-9])\.(?=\s|$)", text[b:e])
        if not sentence:
            continue
        x, y = b + sentence.start(1), b + sentence.end(1)
        inside = [a for a in found if any(f[0] < y and x < f[1] for r in ("source", "cue", "content") for f in a[r])]
        if not inside or any(not (x <= f[0] and f[1] <= y) for a in inside for r in ("source", "cue", "content") for f in a[r]):
            continue
        if any(f[0] <= b + 1 for a in inside for f in a["content"]) and rng.random() < 0.7:
            continue
        who = rng.choice(OUTER)
        pattern = rng.choice(BEFORE if rng.random() < 0.7 else AFTER)
        edits.append((x, y, who, pattern, inside))
    if not edits:
        return article
    out, made, at, shifts = [], [], 0, []
    length = 0

    def put(s):
        nonlocal length
        out.append(s)
        b = length
        length += len(s)
        return [b, length]

    wrapped = set()
    for x, y, who, pattern, inside in edits:
        put(text[at:x])
        pre, post = pattern.split("{x}")
        first = rng.random() < 0.9  # the sentence's capital goes unless its first word is a name
        def side(s):
            source = cue = None
            k = s.find("{s}")
            words = s.replace("{s}", "\0")
            if k < 0:
                return put(words) and (None, None)
            head, tail = words.split("\0")
            name = who[0].upper() + who[1:] if (not head and s is pre) else who
            head = head[0].upper() + head[1:] if head and s is pre else head
            hb = put(head)
            source = put(name)
            tb = put(tail)
            for span, t in ((hb, head), (tb, tail)):
                bare = t.strip(" ,").removesuffix(" that").strip()
                if bare:
                    o = t.find(bare)
                    cue = [span[0] + o, span[0] + o + len(bare)]
            return source, cue
        s1 = side(pre)
        shifts.append((x, length - x))
        body = text[x:y]
        if pre and first and re.match(r"(The|A|An|In|But|It|He|She|They|His|Her|This|That|Some|Many|Most|Several|On|At|As|There)\b", body):
            body = body[0].lower() + body[1:]
        content = put(body)
        if pre.endswith("that "):
            content[0] -= len("that ")
        s2 = side(post)
        shifts.append((y, length - y))
        source, cue = (s1 if s1[1] else s2)
        made.append({"source": [source], "cue": [cue], "content": [content], "nested": False, "composed": True})
        wrapped.update(id(a) for a in inside)
        at = y
    put(text[at:])

    def move(p, is_end):
        d = 0
        for x, shift in shifts:
            if p > x or (p == x and not is_end):
                d = shift
        return p + d

    moved = []
    for a in found:
        fresh = {r: [[move(b, False), move(e, True)] for b, e in a[r]] for r in ("source", "cue", "content")}
        fresh["nested"] = a["nested"] or id(a) in wrapped
        moved.append(fresh)
    return dict(article, text="".join(out), attributions=moved + made)
