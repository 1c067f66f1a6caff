#!/usr/bin/env python3
"""Fit the vector head over a trained reader, which stays as it is: contents, and sentences by themselves, get the vectors that all-MiniLM-L6-v2, which
the reader started from, gives for their words alone. Resumable, seeded; some 8 minutes on one core.

usage: vector.py CHECKPOINT_NAME [--epochs N] [--seed S] [--threads T] [--limit ARTICLES]   (--limit: of each kind, to try it out)

Writes $HEARSAY_TRAIN/CHECKPOINT_NAME/vector.pt, which export.py takes into the model folder, and features.pt beside it, from which a later run
goes on; both are good for that checkpoint's weights alone. Learns from contents in PolNeAR's train part and the hand labels, from those that the
reader finds in unlabelled news, from headlines, MSRP, SICK, RTE, HealthVer and the STS headlines of 2013 and 2014. Held out: the articles that are
kept for choices, and the STS headlines of 2015 and 2016 and forum news of 2014.
"""
import argparse
import csv
import hashlib
import os
import time

import numpy as np
import torch
from torch.nn import functional as F

import decode
import labels
import train
from network import VectorHead
from windows import Pieces, load_tokenizer

LONGEST = 254  # pieces of a window, and of what the model that is learnt from sees
APART = ("sts_headlines_2015", "sts_headlines_2016", "sts_deft_news_2014")
BATCH, SHARPNESS, RANKING = 512, 20, 0.1
QUERIES, HAYSTACK, NEAREST = 1000, 20000, 10


def digest(name):
    with open(os.path.join(train.STORE, name, "average.pt"), "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def kept_path(name, part):
    return os.path.join(train.STORE, name, part + ".pt")


def load(name, part):
    """What was kept for this checkpoint's weights, or None."""
    path = kept_path(name, part)
    kept = torch.load(path, weights_only=False) if os.path.exists(path) else None
    return kept if kept and kept["of"] == digest(name) else None


def save(name, part, **values):
    path = kept_path(name, part)
    torch.save({"of": digest(name), **values}, path + ".new")
    os.replace(path + ".new", path)


def means(model, ids, places, states):
    """As hs_encoder_mean does: of a window's pieces at `places`, the mean of what goes into the first layer and of the hidden states."""
    embedded = model.embedding_norm(model.word(torch.as_tensor(ids)) + model.position(places))
    return torch.cat([embedded.float().mean(0), states[places].float().mean(0)]).half()


def contents(model, tokenizer, article):
    """Pieces and means of each content: of the labelled ones, where there are labels, else of those that the reader finds."""
    p = Pieces(tokenizer, article["text"])
    breaks = (p.ids == tokenizer.token_to_id("[SEP]")) & (p.begin == p.end)
    stops = np.append(p.first, len(p.ids))
    known = [(p.words(a["cue"][0]), [w for w in map(p.words, a["content"]) if w]) for a in article["attributions"] or [] if a["cue"]]
    for w in decode.look(model, tokenizer, p):
        begin, end = w.all_windows[w.index]
        if article["attributions"] is None:
            cues = [c for c in decode.cue_spans(w.cue_scores) if w.owns(c)]
            found = [[(b + w.lo, e + w.lo) for b, e in decode.link_spans(s, c)[1]] for c, s in zip(cues, w.link_scores(cues) if cues else [])]
        else:
            found = [[(max(b, w.lo), min(e, w.hi)) for b, e in content if b < w.hi and w.lo < e] for cue, content in known
                     if cue and w.lo <= cue[0] and cue[1] <= w.hi and w.owns((cue[0] - w.lo, cue[1] - w.lo))]
        for content in found:
            at = np.array([i for b, e in content for i in range(stops[b], min(stops[e], end)) if not breaks[i]], np.int64)
            if len(at):
                yield p.ids[at], means(model, p.ids[at], torch.from_numpy(at - begin + 1), w.hidden[w.row])


def table(name, columns, delimiter="\t", header=True):
    quoting = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
    with open(os.path.join(labels.CORPORA, "pairs", name), encoding="utf-8-sig", newline="") as f:
        return [[row[k].strip() for k in columns] for row in list(csv.reader(f, delimiter=delimiter, quoting=quoting))[header:]]


def scored(name):
    """[(sentence, sentence, how alike)] of one year of STS; some pairs have no score."""
    return [(a, b, float(score)) for score, a, b in table(name + ".tsv", (0, 1, 2), header=False) if score]


def headlines():
    """Those of articles that nothing is measured on."""
    wild, of = {x["id"].removeprefix("news/") for x in train.unlabelled()}, {}
    with open(os.path.join(labels.CORPORA, "news", "stances.csv"), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if row["Stance"] != "unrelated":
                of.setdefault(row["Headline"], set()).add(row["Body ID"])
    return [headline for headline, bodies in of.items() if bodies <= wild]


def sentences():
    """Sentences to learn from, and those held out."""
    pairs = [row for name, columns, delimiter in (("msrp_train.tsv", (3, 4), "\t"), ("msrp_val.tsv", (3, 4), "\t"), ("sick.txt", (1, 2), "\t"),
                                                  ("rte3_en_3way_dev.tsv", (4, 5), "\t"), ("healthver_dev.csv", (1, 2), ","),
                                                  ("healthver_test.csv", (1, 2), ",")) for row in table(name, columns, delimiter)]
    pairs += [row[:2] for name in ("sts_headlines_2013", "sts_headlines_2014") for row in scored(name)]
    apart = sorted({x for name in APART for row in scored(name) for x in row[:2]})
    told = {x.lower() for x in apart}
    return sorted(x for x in {x for row in pairs for x in row} | set(headlines()) if x.lower() not in told), apart


@torch.no_grad()
def encode(model, tokenizer, texts):
    """(positions in `texts`, hidden states, True at their pieces) of texts, each a list of pieces, those of like length together."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for k in range(0, len(order), 48):
        at = order[k:k + 48]
        ids, real = decode.batch_of([(0, len(texts[i])) for i in at], np.zeros(LONGEST, np.int64), cls, sep)
        for row, i in enumerate(at):
            ids[row, :len(texts[i]) + 2] = torch.tensor([cls, *texts[i], sep])
        yield at, model.encode(ids, real), real


def gather(name, tokenizer, limit, say):
    """{"means" [n][2 width], "target" [n][384], "parts": {part: range of rows}, "apart": held out sentences}"""
    model, original = train.trained(name).eval(), train.fresh("minilm").eval()
    shallow, deep, held = train.articles()
    ids, rows, parts = [], [], {}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for part, articles in (("held", held), ("labelled", shallow + deep), ("found", train.unlabelled())):
            begun = len(ids)
            for article in articles[:limit]:
                for x, m in contents(model, tokenizer, article):
                    ids.append(x[:LONGEST]), rows.append(m)
            parts[part] = (begun, len(ids))
            say(f"{part}: {len(ids) - begun} contents")
        learnt, apart = sentences()
        for part, texts in (("sentences", learnt), ("apart", apart)):
            begun = len(ids)
            ids += [Pieces(tokenizer, x).ids[:LONGEST] for x in texts]
            rows += [None] * len(texts)
            for at, states, _ in encode(model, tokenizer, ids[begun:]):
                for row, i in enumerate(at):
                    n = len(ids[begun + i])
                    rows[begun + i] = means(model, ids[begun + i], torch.arange(1, n + 1), states[row])
            parts[part] = (begun, len(ids))
            say(f"{part}: {len(texts)}")
        target = torch.zeros(len(ids), original.word.embedding_dim)
        for at, states, real in encode(original, tokenizer, ids):
            target[torch.tensor(at)] = F.normalize((states.float() * real[..., None]).sum(1) / real.sum(1, keepdim=True), dim=1)
        say(f"{len(ids)} vectors to learn from")
    return {"means": torch.stack(rows), "target": target, "parts": parts, "apart": apart}


def ranks(x):
    _, place, n = np.unique(x, return_inverse=True, return_counts=True)
    return (np.cumsum(n) - (n - 1) / 2)[place]


def measure(what, vectors, data, seed, say):
    """Rank correlation with people's scores of held-out pairs, and: of held-out contents, how often is the nearest by the vectors that were learnt
    from among the nearest by these?"""
    vectors = F.normalize(vectors.float(), dim=1)
    begin, _ = data["parts"]["apart"]
    at = {x: begin + i for i, x in enumerate(data["apart"])}
    sts = []
    for name in APART:
        pairs = [(at[a], at[b], score) for a, b, score in scored(name)]
        cosines = (vectors[[a for a, _, _ in pairs]] * vectors[[b for _, b, _ in pairs]]).sum(1).numpy()
        sts.append(f"{name} {100 * np.corrcoef(ranks(cosines), ranks([s for _, _, s in pairs]))[0, 1]:.1f}")
    rng = np.random.default_rng(seed)
    held, others = (np.arange(*data["parts"][part]) for part in ("held", "labelled"))
    others = np.concatenate([others, np.arange(*data["parts"]["found"])])
    queries = rng.permutation(len(held))[:QUERIES]
    hay = np.concatenate([held, rng.permutation(others)[:HAYSTACK - len(held)]])
    due, made = data["target"][hay[queries]] @ data["target"][hay].T, vectors[hay[queries]] @ vectors[hay].T
    for scores in (due, made):
        scores[torch.arange(len(queries)), torch.from_numpy(queries)] = -2  # itself
    best, near = due.argmax(1, keepdim=True), made.topk(NEAREST, 1).indices
    said = f"{what}: {', '.join(sts)}; nearest of {len(hay)} first {100 * (near[:, :1] == best).float().mean():.1f} %, "
    said += f"among {NEAREST} {100 * (near == best).any(1).float().mean():.1f} %"
    if vectors.shape[1] == data["target"].shape[1]:  # the hidden states of a wider reader are no vectors of these
        said += f"; cosine {(vectors[held] * data['target'][held]).sum(1).mean():.3f}"
    say(said)


def fit(data, epochs, seed, say):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    learnt = np.concatenate([np.arange(*data["parts"][part]) for part in ("labelled", "found", "sentences")])
    x, y = data["means"].float(), data["target"]
    centre, spread = x[learnt].mean(0), x[learnt].std(0)
    spread.clamp_(min=spread.median() / 2)  # a number that hardly varies would get weights that spoil the others' in 8 bits
    x = (x - centre) / spread
    head = VectorHead(x.shape[1] // 2, y.shape[1])
    optimizer = torch.optim.AdamW(head.parameters(), 1e-3, weight_decay=0.01)
    steps, step, itself = epochs * (len(learnt) // BATCH), 0, torch.eye(BATCH, dtype=torch.bool)

    def alike(a, b):
        return SHARPNESS * (a @ b.T).masked_fill(itself, -9)

    for epoch in range(epochs):
        order = rng.permutation(learnt)
        for k in range(0, len(order) - BATCH + 1, BATCH):
            made, due = F.normalize(head(x[order[k:k + BATCH]]), dim=1), y[order[k:k + BATCH]]
            rank = F.softmax(alike(due, due), 1)
            loss = (1 - (made * due).sum(1)).mean()
            for other in (due, made):
                loss = loss - RANKING * (rank * F.log_softmax(alike(made, other), 1)).sum(1).mean()
            for group in optimizer.param_groups:
                group["lr"] = 1e-3 * min(1, (step + 1) / 50) * (1 - step / steps)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
        say(f"epoch {epoch + 1} of {epochs}, loss {loss.item():.3f}")
    with torch.no_grad():  # takes the means as they are
        head.up.weight /= spread
        head.up.bias -= head.up.weight @ centre
    return head


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("name")
    ap.add_argument("--epochs", type=int, default=15)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--limit", type=int)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    began = time.time()

    def say(words):
        print(f"{time.time() - began:4.0f} s  {words}", flush=True)

    data = load(args.name, "features")
    if not data:
        data = gather(args.name, load_tokenizer(train.packaged()[1]), args.limit, say)
        if not args.limit:
            save(args.name, "features", **data)
    head = fit(data, args.epochs, args.seed, say)
    save(args.name, "vector", head=head.state_dict())
    x = data["means"].float()
    measure("all-MiniLM-L6-v2, which is learnt from", data["target"], data, args.seed, say)
    measure("mean of the reader's hidden states", x[:, x.shape[1] // 2:], data, args.seed, say)
    with torch.no_grad():
        measure("vector head", head(x), data, args.seed, say)


if __name__ == "__main__":
    main()
