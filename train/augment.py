"""The same article in another house's typography: which quotation marks are used, how its first line opens.

The marks change one for one, so that every offset stays; a dateline moves them all by its length.
"""
import re

STRAIGHT = str.maketrans("“”‘’", "\"\"''")
PLACES = ["LONDON", "Brussels", "HONG KONG", "Nairobi", "CAIRO, Egypt", "Kyiv, Ukraine", "WASHINGTON", "Buenos Aires", "DUBLIN", "Chicago", "SEOUL, South Korea"]
HOUSES = ["Reuters", "AP", "AFP", "Bloomberg", "UPI", "dpa", "CNN", "Xinhua"]


def curled(text):
    out, inside = [], False
    for c in text:
        if c == "\n":
            inside = False
        elif c == '"':
            inside = not inside
            c = "“" if inside else "”"
        elif c == "'":
            c = "’"
        out.append(c)
    return "".join(out)


def single(text):
    """British style: single marks for speech."""
    return curled(text).translate(str.maketrans("“”", "‘’"))


def requoted(article, rng):
    style = rng.random()
    text = article["text"]
    if style < 0.2:
        text = text.translate(STRAIGHT)
    elif style < 0.4:
        text = curled(text)
    elif style < 0.5:
        text = single(text)
    elif style < 0.6:
        text = single(text).translate(STRAIGHT)
    return dict(article, text=text)


def datelined(article, rng):
    if rng.random() > 0.1 or re.match(r"[^\n]{0,40}( -|—|–)", article["text"]):
        return article
    place, house = rng.choice(PLACES), rng.choice(HOUSES)
    line = rng.choice([f"{place} ({house}) - ", f"{place}, March {rng.randint(1, 31)} ({house}) — ", f"{place} — ", f"({house}) -- ", f"{place}: "])
    def moved(a):
        return dict(a, **{r: [[b + len(line), e + len(line)] for b, e in a[r]] for r in ("source", "cue", "content")})

    return dict(article, text=line + article["text"], attributions=article["attributions"] and list(map(moved, article["attributions"])))


def augment(article, rng):
    return datelined(requoted(article, rng), rng)
