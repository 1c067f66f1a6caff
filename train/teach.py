#!/usr/bin/env python3
"""What trained checkpoints think of every article, on average: the soft labels that a smaller model learns from (Hinton et al. 2015).

usage: teach.py NAME CHECKPOINT .. [--threads T]

Reads PolNeAR's train part, the hand-labelled articles for training, and unlabelled news; writes $HEARSAY_TRAIN/NAME/taught.pt:
for each article the probability of each cue tag of each word, and for each cue, labelled or found, the link head's of the words around it. A run
that was cut off goes on where it stopped, with the same checkpoints.
"""
import argparse
import os
import time

import numpy as np
import torch

import decode
import train
from windows import Pieces, load_tokenizer

TEACHERS = "teachers"  # beside the articles' ids: names of the checkpoints
FOUND_BIAS = -1.0  # cues are taken more freely than when reading: their scores say how sure they are


def teach(models, tokenizer, article):
    p = Pieces(tokenizer, article["text"])
    cue = np.zeros((len(p.first), 3), np.float32)
    cue[:, 0] = 1
    central = np.full(len(p.first), -1)
    links = []
    labelled = {p.words(a["cue"][0]) for a in article["attributions"] or [] if a["cue"]} - {None}
    with torch.autocast("cpu", torch.bfloat16):
        for views in zip(*(decode.look(model, tokenizer, p) for model in models)):
            w = views[0]
            w.cue_scores = np.log(np.mean([np.exp(v.cue_scores) for v in views], 0))
            b, e = w.all_windows[w.index]
            room = np.minimum(w.where, e - b + 1 - w.where)
            if b == 0:
                room = e - b + 1 - w.where
            if e == len(p.ids):
                room = w.where if b else np.full(len(w.where), len(p.ids))
            better = room > central[w.lo:w.hi]
            cue[w.lo:w.hi][better] = np.exp(w.cue_scores)[better]
            central[w.lo:w.hi][better] = room[better]
            known = [(b - w.lo, e - w.lo) for b, e in labelled if w.lo <= b and e <= w.hi]
            found = [c for c in decode.cue_spans(w.cue_scores, FOUND_BIAS) if not any(c[0] < e and b < c[1] for b, e in known)]
            cues = [c for c in known + found if w.owns(c)]
            if cues:
                for c, scores in zip(cues, np.mean([np.exp(v.link_scores(cues)) for v in views], 0)):
                    links.append(((c[0] + w.lo, c[1] + w.lo), w.lo, scores.astype(np.float16)))
    return cue.astype(np.float16), links


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("name")
    ap.add_argument("checkpoints", nargs="+")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--limit", type=int)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(train.packaged()[1])
    models = [train.trained(name) for name in args.checkpoints]
    shallow, deep, _ = train.articles()
    path = os.path.join(train.STORE, args.name, "taught.pt")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    done = torch.load(path, weights_only=False) if os.path.exists(path) else {TEACHERS: sorted(args.checkpoints)}
    if done.get(TEACHERS) != sorted(args.checkpoints):
        ap.error(f"{path} holds what {' '.join(done.get(TEACHERS, ['others, not named,']))} taught; give these, or another NAME")
    began = time.time()
    for n, article in enumerate((shallow + deep + train.unlabelled())[:args.limit]):
        if article["id"] not in done:
            done[article["id"]] = teach(models, tokenizer, article)
        if n % 100 == 99:
            torch.save(done, path + ".new")
            os.replace(path + ".new", path)
            print(f"{n + 1} articles, {time.time() - began:.0f} s", flush=True)
    torch.save(done, path + ".new")
    os.replace(path + ".new", path)


if __name__ == "__main__":
    main()
