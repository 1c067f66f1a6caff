"""Pairs of our own making: a claim, and the same claim with one thing about it changed, so that what the two are to each other is known.

A change is a function (text, rng, names) -> changed text, or None where the text has nothing to change. What is changed is what fact-checkers meet:
figures, negation, opposites, places and people, denials ("there is no truth to ..", "a hoax"), and what changes nothing (frames, quotation marks,
another way to write a figure). A claim and its change share most of their words, whatever they are to each other; so that overlap tells
nothing, changes that keep the sense are as frequent as those that turn it, and pairs that differ by themselves are changed, too.
"""
import re

from pair_data import CONTRADICTS, NEITHER, SAME, Pair, mixed

FIGURE = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w,]*\d)(?=%|\b|[kmb]\b)")
WORDS = "two three four five six seven eight nine ten eleven twelve".split()
NUMBER_WORD = re.compile(r"\b(" + "|".join(WORDS) + r")\b")
SCALE = {"hundreds": "dozens", "dozens": "thousands", "thousands": "hundreds", "million": "billion", "billion": "million", "half": "a third",
         "twice": "three times", "Monday": "Thursday", "Tuesday": "Friday", "Wednesday": "Sunday", "Thursday": "Tuesday", "Friday": "Monday",
         "Saturday": "Wednesday", "Sunday": "Tuesday", "January": "April", "February": "June", "March": "September", "April": "November",
         "June": "October", "July": "January", "August": "December", "September": "March", "October": "July", "November": "May", "December": "August"}
OPPOSITES = """alive dead|live die|lived died|survived died|true false|real fake|genuine fake|authentic fake|guilty innocent|legal illegal|safe dangerous|
win lose|won lost|winning losing|rise fall|rose fell|rising falling|increase decrease|increased decreased|increasing decreasing|higher lower|more fewer|
largest smallest|biggest smallest|highest lowest|best worst|better worse|support oppose|supports opposes|supported opposed|supporting opposing|
accept reject|accepted rejected|accepts rejects|approve reject|approved rejected|confirm deny|confirmed denied|confirms denies|success failure|
succeeded failed|succeed fail|allow forbid|allowed forbade|allows forbids|before after|begin end|began ended|start stop|started stopped|open closed|
opened closed|opening closing|arrested released|captured freed|kidnapped freed|found lost|strong weak|stronger weaker|old new|young old|male female|
man woman|men women|boy girl|boys girls|husband wife|father mother|son daughter|brother sister|he she|first last|early late|earlier later|up down|always never|
everyone nobody|everything nothing|all none|many few|most few|possible impossible|likely unlikely|able unable|agree disagree|agreed disagreed|
include exclude|includes excludes|included excluded|present absent|attacked defended|attack defend|cheap expensive|cheaper costlier|expensive cheap|
fast slow|faster slower|good bad|right wrong|correct incorrect|healthy sick|infected healthy|positive negative|public private|inside outside|
hot cold|love hate|loves hates|loved hated|north south|northern southern|east west|eastern western|remember forget|remembers forgets|bought sold|
buy sell|buying selling|gain lose|gained lost|join leave|joined left|arrive leave|arrived left|hired fired|promoted demoted|married divorced|
improve worsen|improved worsened|improving worsening|expand shrink|expanding shrinking|strengthen weaken|accidental deliberate|accidentally deliberately|
intentional accidental|voluntary forced|temporary permanent|temporarily permanently|known unknown|cleared convicted|acquitted convicted|peaceful violent|
unharmed injured|single married|rich poor|responsible blameless|conscious unconscious|launch cancel|launched cancelled|defeated lost to|killed spared"""
OPPOSITE = {}
for _pair in OPPOSITES.replace("\n", "").split("|"):
    _one, _, _other = _pair.partition(" ")
    OPPOSITE.setdefault(_one, _other)
    if " " not in _other:
        OPPOSITE.setdefault(_other, _one)
AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|should|has|have|had|does|do|did|must)\b(?! (?:not|n't|no|never)\b)", re.I)
NEGATION = re.compile(r"\b(is|are|was|were|will|would|could|should|has|have|had|does|do|did|must) (not|never) |\b(is|are|was|were|would|could|should|has|have|had|does|do|did)n['’]t |"
                      r"\bnever ", re.I)
PAST = {"said": "say", "made": "make", "gave": "give", "took": "take", "went": "go", "saw": "see", "got": "get", "came": "come", "knew": "know",
        "found": "find", "told": "tell", "had": "have", "left": "leave", "sold": "sell", "bought": "buy", "shot": "shoot", "sent": "send", "won": "win",
        "fell": "fall", "died": "die", "killed": "kill", "used": "use", "called": "call", "asked": "ask", "released": "release", "received": "receive",
        "happened": "happen", "agreed": "agree", "attacked": "attack", "threatened": "threaten", "posted": "post", "paid": "pay", "offered": "offer",
        "refused": "refuse", "signed": "sign", "planned": "plan", "wanted": "want", "tried": "try", "ordered": "order", "moved": "move"}
FOUND_PAST = re.compile(r"(?<=[a-z)] )(" + "|".join(PAST) + r")\b(?! by\b)")
HEDGE = re.compile(r"\b(may|might|could|would) (?=(?:have|be)\b)", re.I)
NAME = re.compile(r"(?<=[a-z,] )(?!(?:I|I'm|I've)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)*(?!\w)")
PLACED = re.compile(r"\b(?:in|at|from|near|outside|to) (?:the )?$")
NO_NAMES = re.compile(r"^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|"
                      r"November|December|The|A|An|It|He|She|They|We|You|But|And|That|This|Mr|Mrs|Ms|God)\b")

DENIALS = ["there is no truth to the claim that {}", "it is not true that {}", "the report that {} is false", "the story that {} is a hoax", "claims that {} are untrue",
           "reports that {} have been denied", "it is completely false that {}", "the rumour that {} is fake", "{} - this is entirely false", "{}? No, it is a hoax",
           "no evidence at all was found that {}, and it did not happen", "a spokesman denies that {}", "the rumours that {} were made up", "nobody ever did, and it is a lie that {}",
           "reports that {} turned out to be wrong", "rumours that {} were debunked", "that {} appears to be yet another hoax", "it was a joke that {}"]
FRAMES = ["that {}", "it was reported that {}", "he said that {}", "according to reports, {}", "\"{}\"", "“{},”", "{}, it said", "sources say that {}", "to have said that {}",
          "the claim that {}", "reports that {}", "the news that {}", "{}, according to a statement", "the fact that {}", "officials confirmed that {}", "claims that {}"]
VAGUE = ["it is not clear whether {}", "asked whether {}", "an investigation into whether {}", "they will look into the question if {}", "people will learn tomorrow if {}"]


def figure(text, rng, names=None):
    found = [m for m in FIGURE.finditer(text) if len(m.group(1)) < 12]
    words = [m for m in NUMBER_WORD.finditer(text)]
    scale = [m for m in re.finditer(r"\b(" + "|".join(SCALE) + r")\b", text)]
    spots = found + words + scale
    if not spots:
        return None
    m = rng.choice(found) if found and rng.random() < 0.7 else rng.choice(spots)
    if m.re is NUMBER_WORD:
        new = rng.choice([w for w in WORDS if w != m.group()])
    elif m.re is not FIGURE:
        new = SCALE[m.group()]
    else:
        digits = m.group(1)
        n = int(digits.replace(",", ""))
        if 1900 <= n <= 2030 and "," not in digits:
            new = str(n + rng.choice([-7, -4, -3, -2, -1, 1, 2, 3, 4]))
        else:
            k = rng.choice([0.1, 0.25, 0.4, 0.5, 0.6, 1.5, 2, 2.5, 3, 4, 10])
            size = 10 ** max(0, len(str(n)) - 2)
            value = max(1, round(n * k / size) * size)
            if value == n:
                value = n + rng.choice([1, 2, 3])
            new = (f"{value:,}" if "," in digits else str(value)) + (f".{rng.randint(1, 9)}" if m.group(2) else "")
    return text[:m.start()] + new + text[m.end():]


def negate(text, rng, names=None):
    found = list(NEGATION.finditer(text))
    if found and rng.random() < 0.8:
        m = rng.choice(found)
        verb = m.group(1) or m.group(3)
        if (verb or "").lower() in ("does", "do", "did"):  # what is left would not be in the right form
            return None
        return text[:m.start()] + (verb + " " if verb else "") + text[m.end():]
    found, past = list(AUXILIARY.finditer(text)), list(FOUND_PAST.finditer(text))
    if past and (not found or rng.random() < 0.3):
        m = rng.choice(past)
        return text[:m.start()] + rng.choice(["did not ", "didn't ", "never did "]) + PAST[m.group()] + text[m.end():]
    if not found:
        return None
    m = rng.choice(found[:2])
    if m.group().lower() in ("have", "has", "had", "do", "does", "did") and not re.match(r" \w+(?:ed|en|ne|wn)\b| be", text[m.end():]):
        return None
    short = m.group().lower() not in ("will", "can", "must") and rng.random() < 0.3
    new = m.group() + (rng.choice(["n't", "n’t"]) if short else rng.choice([" not", " not", " not", " never"]))
    return text[:m.start()] + new + text[m.end():]


def opposite(text, rng, names=None):
    found = [m for m in re.finditer(r"\b[a-z]+\b", text) if m.group() in OPPOSITE]
    if not found:
        return None
    m = rng.choice(found)
    return text[:m.start()] + OPPOSITE[m.group()] + text[m.end():]


def clause(text):
    """As it stands in a frame: without "that", quotation marks and a full stop."""
    text = re.sub(r"^(?:that|how|if|whether) ", "", text.strip(" \"“”‘’'.,…"))
    return text


def deny(text, rng, names=None):
    return rng.choice(DENIALS).format(clause(text)) if re.search(r"\b(is|are|was|were|has|had|will|would|[a-z]{3,}ed|did|said)\b", text) else None


def swap(text, rng, names):
    """(changed text, was it a place?): a name in the middle of the text gives way to another."""
    found = [m for m in NAME.finditer(text) if not NO_NAMES.match(m.group())]
    if not found:
        return None
    m = rng.choice(found)
    place = bool(PLACED.search(text[:m.start()]))
    kind = "place" if place else "person" if " " in m.group() else "other"
    new = rng.choice(names[kind])
    if new == m.group():
        return None
    return text[:m.start()] + new + text[m.end():], place


def names_of(texts):
    """The names that stand in texts, by kind."""
    out = {"place": set(), "person": set(), "other": set()}
    for text in texts:
        for m in NAME.finditer(text):
            if not NO_NAMES.match(m.group()):
                out["place" if PLACED.search(text[:m.start()]) else "person" if " " in m.group() else "other"].add(m.group())
    return {kind: sorted(found) for kind, found in out.items()}


def rewrite(text, rng, names=None):
    """In other words of the same sense: frames, quotation marks, contractions, an end cut off, figures in words."""
    before = text
    if rng.random() < 0.3:
        text = re.sub(r"\b(\w+) not\b", lambda m: m.group(1) + "n't" if m.group(1) in ("is", "was", "are", "were", "did", "does", "has") else m.group(), text)
    if rng.random() < 0.3:
        text = re.sub(r"\b(\w+?)n['’]t\b", lambda m: m.group(1) + " not" if m.group(1) in ("is", "was", "are", "were", "did", "does", "has") else m.group(), text)
    if rng.random() < 0.4:
        text = re.sub(r"(?<![\d.,$])\b([2-9]|1[0-2])\b(?![\d.,:%])", lambda m: WORDS[int(m.group()) - 2], text)
    elif rng.random() < 0.4:
        text = NUMBER_WORD.sub(lambda m: str(WORDS.index(m.group()) + 2), text)
    if rng.random() < 0.4:
        text = FIGURE.sub(lambda m: rng.choice(["about ", "roughly ", "nearly ", "some "]) + m.group() if len(m.group(1)) > 2 and "," in m.group() else m.group(), text, count=1)
    if rng.random() < 0.3:
        text = re.sub(r"\b(\d+)(?:,(\d)00)?,000,000\b", lambda m: m.group(1) + (f".{m.group(2)}" if m.group(2) else "") + " million", text)
    if rng.random() < 0.25:
        text = text.translate({0x201c: '"', 0x201d: '"', 0x2019: "'", 0x2018: "'"})
    parts = re.split(r"(?<=[a-z0-9]), (?=who|which|where|when|while|and|as|after|with|according|adding)", text)
    if len(parts) > 1 and len(parts[0].split()) > 6 and rng.random() < 0.5:
        text = parts[0]
    if rng.random() < 0.5 or text == before:
        text = rng.choice(FRAMES).format(clause(text))
    return text


HEAVY = re.compile(r"\d|n['’]t$|^(?:no|not|never|nobody|nothing|none|neither|nor|deny|denied|denies|without|un\w+|fail\w*|false|fake|hoax)$", re.I)


def shorter(text, rng):
    """The text without a few words at its ends, or a word or two amid, none of which turns its sense: as one paper quotes more of it than another."""
    words = text.split()
    if len(words) < 6:
        return text
    free = lambda part: not any(HEAVY.search(w.strip(".,;:!?\"'“”‘’()")) for w in part)
    for _ in range(rng.choice([1, 1, 2])):
        n = rng.randint(1, max(1, len(words) // 5))
        at = rng.choice([0, len(words) - n, len(words) - n, rng.randrange(len(words))])
        if at not in (0, len(words) - n):
            n = 1
        if free(words[at:at + n]) and len(words) - n >= 5:
            words = words[:at] + words[at + n:]
    return " ".join(words)


TURNS = ((figure, 5), (negate, 4), (opposite, 2), (deny, 5))


def turned(text, rng, names):
    """The text with its sense turned, or None."""
    kinds = [f for f, times in TURNS for _ in range(times)]
    for _ in range(4):
        new = rng.choice(kinds)(text, rng, names)
        if new and new != text:
            return new
    return None


def from_claim(text, rng, names, neighbour=None, stranger=None):
    """One pair from a claim; `neighbour`: another claim of the same article, `stranger`: one of another."""
    x = rng.random()
    one = rewrite(text, rng) if rng.random() < 0.35 else text
    if x < 0.24:
        other = turned(text, rng, names)
        return other and Pair(one, rewrite(other, rng) if rng.random() < 0.5 else other, CONTRADICTS, 0.6, "made")
    if x < 0.30:
        changed = swap(text, rng, names)
        return changed and Pair(one, changed[0], mixed(0.0, 0.6 if changed[1] else 0.3), 0.4, "made swap")
    if x < 0.34:
        return Pair(one, rng.choice(VAGUE).format(clause(text)), mixed(0.2), 0.4, "made vague")
    if x < 0.70:
        return Pair(one, rewrite(shorter(text, rng) if rng.random() < 0.6 else text, rng), mixed(0.96), 1.0, "made same")
    if x < 0.90 and neighbour:
        new = (turned(neighbour, rng, names) if rng.random() < 0.3 else None) or neighbour
        return Pair(one, new, mixed(0.04, 0.03), 0.7, "made neighbour")
    return stranger and Pair(one, (turned(stranger, rng, names) if rng.random() < 0.5 else None) or stranger, NEITHER, 0.7, "made stranger")


def from_pair(pair, rng, names):
    """A pair with its second claim turned: two that say the same contradict each other now, two that say neither still do; or None."""
    a, b = (pair.a, pair.b) if rng.random() < 0.5 else (pair.b, pair.a)
    if pair.target[0] > 0.85 or pair.target[2] > 0.85:
        new = turned(b, rng, names)
        return new and Pair(a, new, mixed(0.05, 0.9) if pair.target[0] > 0.85 else mixed(0.0, 0.05), 0.4 * pair.weight, "turned " + pair.part)
    if pair.target[1] > 0.85:  # turned twice it is the same, or thereabouts
        new = rng.choice(DENIALS).format(clause(b))
        return Pair(a, new, mixed(0.6, 0.1), 0.3 * pair.weight, "turned " + pair.part)
    return None
