#!/usr/bin/env python3
"""Train the pair model: do two claims say the same, does one contradict the other, or neither? Resumable, seeded.

usage: pairs.py train NAME [--base minilm|mpnet] [--start NAME] [--hand FOLDER] [--fold K] [--epochs N] ..
       pairs.py score CHECKPOINT .. [--half first|second]
       pairs.py export CHECKPOINT MODEL_NAME OUT_FOLDER --temperature T

A cross-encoder: [CLS] a [SEP] b [SEP], token types 0, each side at most 96 pieces, three scores from the hidden state of [CLS]. What it says of
two claims is the mean over both orders. Checkpoints and the log go to $HEARSAY_TRAIN/NAME (default .train/NAME). The second half of labels/pairs
is only ever scored, and no text of its stories is trained on.
"""
import argparse
import collections
import os
import random
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import export_pairs
import pair_changes
import pair_data
import train
from network import PairHead
from pair_data import CLASSES
from windows import load_tokenizer

LONGEST = 96  # pieces of each side


class PairModel(nn.Module):
    def __init__(self, base="minilm"):
        super().__init__()
        self.base = base
        self.encoder = train.fresh(base)
        self.head = PairHead(self.encoder.word.embedding_dim)

    def forward(self, ids, real):
        """ids [B][T], real [B][T] -> scores [B][3]"""
        return self.head(F.dropout(self.encoder.encode(ids, real)[:, 0], self.encoder.drop, self.training))


def folder_of(name):
    return os.path.join(train.STORE, name)


def load(name):
    state = torch.load(os.path.join(folder_of(name), "average.pt"))
    model = PairModel("mpnet" if "encoder.relative.weight" in state else "minilm")
    model.load_state_dict(state)
    return model.eval()


class Pieces:
    """Word pieces of texts, each text cut once."""

    def __init__(self):
        self.tokenizer = load_tokenizer(train.packaged()[1])
        self.kept = {}
        self.cls, self.sep = (self.tokenizer.token_to_id(x) for x in ("[CLS]", "[SEP]"))

    def of(self, text):
        if text not in self.kept:
            self.kept[text] = self.tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST]
        return self.kept[text]

    def pair(self, a, b):
        return [self.cls, *self.of(a), self.sep, *self.of(b), self.sep]


def collate(rows):
    t = max(map(len, rows))
    ids, real = np.zeros((len(rows), t), np.int64), np.zeros((len(rows), t), bool)
    for k, row in enumerate(rows):
        ids[k, :len(row)], real[k, :len(row)] = row, True
    return torch.from_numpy(ids), torch.from_numpy(real)


@torch.no_grad()
def scores(model, pieces, pairs, batch=64):
    """Scores of pairs of texts in both orders: [n][2][3]"""
    rows = [pieces.pair(*x) for a, b in pairs for x in ((a, b), (b, a))]
    out = np.zeros((len(rows), 3), np.float32)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    model.eval()
    for i in range(0, len(rows), batch):
        at = order[i:i + batch]
        with torch.autocast("cpu", torch.bfloat16):
            out[at] = model(*collate([rows[k] for k in at])).float().numpy()
    return out.reshape(-1, 2, 3)


@torch.no_grad()
def one_way(model, pieces, pairs, batch=64):
    """Probabilities of pairs of texts in the one order given, at half the price. [n][3]"""
    rows = [pieces.pair(*x) for x in pairs]
    out = np.zeros((len(rows), len(CLASSES)), np.float32)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    model.eval()
    for i in range(0, len(rows), batch):
        at = order[i:i + batch]
        with torch.autocast("cpu", torch.bfloat16):
            out[at] = F.softmax(model(*collate([rows[k] for k in at])).float(), -1).numpy()
    return out


def probabilities(both, temperature=1.0):
    """[n][2][3] -> [n][3]: the mean over both orders."""
    return F.softmax(torch.from_numpy(both) / temperature, -1).mean(1).numpy()


Score = collections.namedtuple("Score", "accuracy f1 contradicts")


def score(p, gold):
    """Accuracy; F1 of each class; precision and recall of contradicts."""
    found, gold = p.argmax(1), np.asarray(gold)
    hit = [((found == k) & (gold == k)).sum() for k in range(3)]
    f1 = [200 * hit[k] / max(1, (found == k).sum() + (gold == k).sum()) for k in range(3)]
    return Score(100 * (found == gold).mean(), f1, (100 * hit[1] / max(1, (found == 1).sum()), 100 * hit[1] / max(1, (gold == 1).sum())))


def line(p, gold):
    s = score(p, gold)
    return (f"n {len(gold)}, accuracy {s.accuracy:.1f}, F1 same {s.f1[0]:.1f} contradicts {s.f1[1]:.1f} (P {s.contradicts[0]:.0f} R {s.contradicts[1]:.0f}) "
            f"neither {s.f1[2]:.1f}")


def gold(pairs):
    return [int(np.argmax(x.target)) for x in pairs]


def texts(pairs):
    return [(x.a, x.b) for x in pairs]


def in_fold(story, fold, folds):
    return fold is not None and random.Random(story).randrange(folds) == fold


class Material:
    """What is trained on, and what is kept for choices."""

    def __init__(self, args):
        self.args = args
        # stories of the first half serve choices until the last run, which needs them no more
        apart = pair_data.measured_stories("second") | (set() if args.all else pair_data.measured_stories("first"))
        public = pair_data.public()
        self.kept = {"public": [x for x in public if pair_data.kept(x)]}
        self.public = [x for x in public if not pair_data.kept(x)]
        hand = pair_data.hand(args.hand) if args.hand else []
        self.kept["hand"] = [x for x, story in hand if in_fold(story, args.fold, args.folds)]
        self.hand = [x for x, story in hand if not in_fold(story, args.fold, args.folds)]
        self.headlines = [x for x, story in pair_data.headlines(apart) if not in_fold(story, args.fold, args.folds)]
        self.kept |= {"first": pair_data.measure("first"), "written": pair_data.written("first")}
        self.groups = pair_data.groups() if args.groups else []
        told = pair_data.tellings() if args.told else []
        self.tellings = [x for x in told if not in_fold(x["story"], args.fold, args.folds)]
        self.kept["tellings"] = [p for x in told if in_fold(x["story"], args.fold, args.folds) for p in pair_data.from_telling(x, random.Random(0), args.told)]
        self.taught = pair_data.taught(args.taught) if args.taught else []
        self.claims = pair_data.claims(apart)
        self.copies = list(pair_data.copies(self.claims))
        self.articles = sorted(self.claims)
        self.names = pair_changes.names_of(x for found in self.claims.values() for x in found)

    def made(self, n, rng):
        news = [x for x in self.articles if x.startswith("news/")]
        while n:
            article = rng.choice(news if rng.random() < 0.4 else self.articles)
            found = self.claims[article]
            text = rng.choice(found)
            other = rng.choice(found)
            stranger = rng.choice(self.claims[rng.choice(self.articles)])
            pair = pair_changes.from_claim(text, rng, self.names, other if other != text else None, stranger)
            if pair:
                n -= 1
                yield pair

    def epoch(self, rng):
        a = self.args
        out = [x for x in self.public if rng.random() < a.public and (x.part != "healthver" or rng.random() < a.healthver)]
        out += [x._replace(weight=a.weight) for x in self.hand for _ in range(a.times * (a.contradictions if x.target[1] else 1))]
        out += self.headlines if a.headlines else []
        out += rng.sample(self.taught, min(len(self.taught), a.most_taught))
        out += [x for group in self.groups for x in pair_data.from_group(group, rng) if rng.random() < a.grouped]
        out += [x for story in self.tellings for x in pair_data.from_telling(story, rng, a.told)]
        out += rng.sample(self.copies, min(len(self.copies), a.copies))
        base = rng.sample([x for x in self.public if x.part != "healthver"], 2000) + self.hand + self.headlines
        turned = [pair_changes.from_pair(x, rng, self.names) for x in rng.sample(base, min(len(base), a.turned))] if a.turned else []
        out += [x for x in turned if x]
        return out + list(self.made(a.made, rng))


def fitted(both, gold):
    """The temperature that makes the right class likeliest, and how likely: (temperature, mean surprise in nats)."""
    def surprise(t):
        return float(-np.log(probabilities(both, t)[np.arange(len(gold)), gold] + 1e-9).mean())
    best = min(np.arange(0.5, 4.01, 0.05), key=surprise)
    return float(best), surprise(best)


def report(say, model, pieces, kept):
    for name, pairs in kept.items():
        if pairs:
            both = scores(model, pieces, texts(pairs))
            temperature, surprise = fitted(both, gold(pairs))
            say(f"  {name}: {line(probabilities(both), gold(pairs))}; temperature {temperature:.2f}, then surprise {surprise:.3f}")


def run(args):
    folder = folder_of(args.name)
    os.makedirs(folder, exist_ok=True)
    log = open(os.path.join(folder, "log"), "a", encoding="utf-8")

    def say(*what):
        print(*what, flush=True)
        print(time.strftime("%H:%M:%S"), *what, file=log, flush=True)

    say({k: v for k, v in vars(args).items() if k != "run"})
    pieces, material = Pieces(), Material(args)
    say({x: len(getattr(material, x)) for x in ("public", "hand", "headlines", "groups", "tellings", "taught", "copies", "articles")}, {k: len(v) for k, v in material.kept.items()})
    torch.manual_seed(args.seed)
    model = load(args.start) if args.start else PairModel(args.base)
    head = [p for n, p in model.named_parameters() if n.startswith("head.")]
    body = [p for n, p in model.encoder.named_parameters() if p.requires_grad and n.startswith(("word", "position", "embedding_norm", "layers"))]
    if args.freeze_words:
        body = [p for p in body if p is not model.encoder.word.weight]
        model.encoder.word.weight.requires_grad_(False)
    peaks = [args.lr, args.lr if args.start else 5 * args.lr]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": head}], lr=0.0, weight_decay=0.01)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    epoch = step = 0
    total = None
    resume = os.path.join(folder, "resume.pt")
    if os.path.exists(resume):
        r = torch.load(resume, weights_only=False)
        model.load_state_dict(r["model"]), optimizer.load_state_dict(r["optimizer"])
        average, epoch, step, total = r["average"], r["epoch"], r["step"], r["total"]
        say("resumed at epoch", epoch)
    while epoch < args.epochs:
        rng = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        pairs = material.epoch(rng)
        rng.shuffle(pairs)
        rows = [(pieces.pair(*((x.a, x.b) if rng.random() < 0.5 else (x.b, x.a))), x) for x in pairs]
        chunks = [sorted(rows[i:i + 1024], key=lambda r: len(r[0])) for i in range(0, len(rows), 1024)]
        batches = [c[i:i + args.batch] for c in chunks for i in range(0, len(c), args.batch)]
        rng.shuffle(batches)
        total = total or len(batches) * args.epochs
        say(f"epoch {epoch}: {len(pairs)} pairs,", dict(collections.Counter(x.part for x in pairs)))
        model.train()
        began, surprise = time.time(), 0.0
        for n, batch in enumerate(batches):
            ids, real = collate([r[0] for r in batch])
            target = torch.tensor([r[1].target for r in batch])
            weight = torch.tensor([r[1].weight for r in batch])
            factor = min(1.0, (step + 1) / 60) * max(0.03, 1 - 0.97 * step / total)
            for g, peak in zip(optimizer.param_groups, peaks):
                g["lr"] = peak * factor
            with torch.autocast("cpu", torch.bfloat16):
                out = model(ids, real)
            loss = (train.surprise(out, target) * weight).sum() / len(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body + head, 1.0)
            optimizer.step()
            step += 1
            if step % 5 == 0:
                keep = min(0.98, step / (step + 50))
                with torch.no_grad():
                    for k, v in model.state_dict().items():
                        if v.dtype.is_floating_point:
                            average[k].lerp_(v, 1 - keep)
            surprise += loss.item()
            if n % 50 == 49:
                say(f"epoch {epoch} batch {n + 1}/{len(batches)} loss {surprise / 50:.3f} {time.time() - began:.0f} s")
                surprise = 0.0
        epoch += 1
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "epoch": epoch, "step": step, "total": total},
                   resume + ".new")
        os.replace(resume + ".new", resume)
        torch.save(average, os.path.join(folder, "average.pt"))
        sharp = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average)
        say("averaged weights, epoch", epoch)
        report(say, model, pieces, material.kept)
        model.load_state_dict(sharp)


def score_half(args):
    pairs, pieces = pair_data.measure(args.half), Pieces()
    p = np.mean([probabilities(scores(load(x), pieces, texts(pairs)), args.temperature) for x in args.checkpoints], 0)
    print(f"{args.half} half: {line(p, gold(pairs))}")
    if args.errors:
        if args.half == "second":
            raise SystemExit("the second half is to report only")
        for x, q in zip(pairs, p):
            if q.argmax() != np.argmax(x.target):
                print(CLASSES[int(np.argmax(x.target))], "as", CLASSES[q.argmax()], q.round(2), "|", x.a, "||", x.b)


def export(args):
    model = load(args.checkpoint)
    export_pairs.export_pairs(model.encoder, model.head, args.out, args.name, train.packaged()[1], temperature=args.temperature, side=LONGEST,
                              least_same=args.least[0], least_contradicts=args.least[1], orders=args.orders,
                              doubt=args.doubt and (args.doubt[0], *map(float, args.doubt[1:])))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(required=True)
    p = sub.add_parser("train")
    p.set_defaults(run=run)
    p.add_argument("name")
    p.add_argument("--base", choices=train.BASES, default="minilm")
    p.add_argument("--start", help="a checkpoint to go on from, in place of a packaged encoder")
    p.add_argument("--hand", help="a folder of hand labels")
    p.add_argument("--taught", help="a file of pair_teach.py, for a model that learns from a larger one")
    p.add_argument("--most-taught", type=int, default=10**9, help="of these, an epoch")
    p.add_argument("--groups", action="store_true", help="train on the groups of claims that were written for it")
    p.add_argument("--grouped", type=float, default=1.0, help="share of their pairs, an epoch")
    p.add_argument("--told", type=int, default=0, help="pairs of each class, an epoch, of each story that was written to learn from")
    p.add_argument("--fold", type=int, help="keep the hand labels of this fold of stories for choices")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--all", action="store_true", help="train on the texts of the first half's stories, too (not on its labels)")
    p.add_argument("--public", type=float, default=1.0, help="share of the public pairs, an epoch")
    p.add_argument("--healthver", type=float, default=0.5)
    p.add_argument("--made", type=int, default=12000, help="pairs made from claims, an epoch")
    p.add_argument("--turned", type=int, default=4000, help="pairs turned, an epoch")
    p.add_argument("--copies", type=int, default=800, help="claims that are near-copies, an epoch")
    p.add_argument("--headlines", action=argparse.BooleanOptionalAction, default=True)
    p.add_argument("--times", type=int, default=2, help="hand labels, times an epoch")
    p.add_argument("--contradictions", type=int, default=1, help="hand labels that contradict, times as often as the others")
    p.add_argument("--weight", type=float, default=1.5, help="of a hand label")
    p.add_argument("--freeze-words", action="store_true")
    p.add_argument("--epochs", type=int, default=2)
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--lr", type=float, default=1e-4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p = sub.add_parser("score")
    p.set_defaults(run=score_half)
    p.add_argument("checkpoints", nargs="+")
    p.add_argument("--half", choices=("first", "second"), default="first")
    p.add_argument("--temperature", type=float, default=1.0)
    p.add_argument("--errors", action="store_true")
    p.add_argument("--threads", type=int, default=2)
    p = sub.add_parser("export")
    p.set_defaults(run=export)
    p.add_argument("checkpoint")
    p.add_argument("name")
    p.add_argument("out")
    p.add_argument("--temperature", type=float, required=True, help="as train said of a kept part")
    p.add_argument("--least", type=float, nargs=2, default=(0.0, 0.0), metavar=("SAME", "CONTRADICTS"))
    p.add_argument("--orders", type=int, choices=(1, 2), default=2, help="1: read a pair in the order of its bytes alone")
    p.add_argument("--doubt", nargs=3, metavar=("FOLDER", "BELOW", "SHARE"), help="the model in this folder beside it judges pairs of which none of the three is as probable as that; a share of the verdict stays its own")
    p.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    args.run(args)


if __name__ == "__main__":
    main()
