#!/usr/bin/env python3
"""From a checkpoint to a model folder: choose the cue bias, fit confidence, quantise, write (docs/model-format.md).

usage: export.py CHECKPOINT_NAME MODEL_NAME OUT_FOLDER [--threads T] [--biases CUE NESTED] [--confidence]

Both choices are made on the articles that training never saw (train.articles); dev is not touched. The vector head goes with it where vector.py
was run over the checkpoint.
"""
import argparse
import collections
import json
import os
import shutil

import numpy as np
import torch
from safetensors.torch import save_file

import corpus
import decode
import score
import train
import vector
from network import EDGES, VectorHead, relative_buckets
from windows import load_tokenizer

SHARD = 45_000_000  # many hosts of repositories warn of files over 50 MB


def quantise(weight):
    """Rows of f32 -> int8 with one scale a row; the scale is the one of a few that loses least of the row."""
    top = weight.abs().amax(1).clamp(min=1e-8)
    best = None
    for share in np.linspace(0.75, 1.0, 26):
        scale = top * share / 127
        q = (weight / scale[:, None]).round().clamp(-127, 127)
        loss = ((q * scale[:, None] - weight) ** 2).sum(1)
        if best is None:
            best = [loss, q, scale]
        else:
            better = loss < best[0]
            best = [torch.where(better, loss, best[0]), torch.where(better[:, None], q, best[1]), torch.where(better, scale, best[2])]
    return best[1].to(torch.int8).contiguous(), best[2].contiguous()


def vector_head(name, width):
    """What vector.py fitted over the checkpoint's weights as they are; None where it did not."""
    kept = vector.load(name, "vector")
    if not kept:
        return None
    hidden = kept["head"]["up.weight"].shape[0]
    head = VectorHead(width, kept["head"]["down.weight"].shape[0], hidden)
    head.load_state_dict(kept["head"])
    return head


def linear(out, name, layer):
    out[f"{name}.weight"], out[f"{name}.scale"] = quantise(layer.weight.data)
    out[f"{name}.bias"] = layer.bias.data.clone()


def plain(out, name, layer):
    out[f"{name}.weight"], out[f"{name}.bias"] = layer.weight.data.clone(), layer.bias.data.clone()


def encoder_tensors(model):
    out = {}
    out["embeddings.word.weight"], out["embeddings.word.scale"] = quantise(model.word.weight.data)
    out["embeddings.position.weight"] = model.position.weight.data.clone()
    if model.relative:
        out["embeddings.relative.weight"] = model.relative.weight.data.clone()
    plain(out, "embeddings.norm", model.embedding_norm)
    for i, layer in enumerate(model.layers):
        for name in ("qkv", "attention_out", "up", "down"):
            linear(out, f"layer.{i}.{name}", getattr(layer, name))
        for name in ("attention_norm", "norm"):
            plain(out, f"layer.{i}.{name}", getattr(layer, name))
    return out


def tensors_of(model, head):
    out = encoder_tensors(model)
    plain(out, "head.cue", model.cue)
    linear(out, "head.link.key", model.key)
    plain(out, "head.link.query", model.query)
    plain(out, "head.link.out", model.out)
    out["head.link.distance"] = model.distance.weight.data.clone()
    if head:
        linear(out, "head.vector.up", head.up)
        linear(out, "head.vector.down", head.down)
    return out


def position_scheme(model):
    if not model.relative:
        return {"position_scheme": "absolute"}
    t = model.position.num_embeddings
    buckets = relative_buckets(t, model.relative.num_embeddings)[:, 0]  # of the first key, for ever later queries
    return {"position_scheme": "relative", "relative_edges": [d for d in range(1, t) if buckets[d] > buckets[d - 1]]}


def base_config(model, name):
    """What every model's config.json says."""
    return {"format": 1, "name": name, "lowercase": True,
            "encoder": {"layers": len(model.layers), "width": model.word.embedding_dim, "heads": model.layers[0].heads,
                        "intermediate": model.layers[0].up.out_features, "vocabulary": model.word.num_embeddings,
                        "positions": model.position.num_embeddings, **position_scheme(model), "norm_epsilon": model.embedding_norm.eps}}


def sharded(tensors):
    """The tensors by files of at most SHARD bytes, in their order."""
    parts, room = [{}], SHARD
    for name, t in tensors.items():
        size = t.numel() * t.element_size()
        if size > room and parts[-1]:
            parts.append({})
            room = SHARD
        parts[-1][name] = t
        room -= size
    return parts


def write_config(folder, config):
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as f:
        json.dump(config, f, indent=1)
        f.write("\n")


def write_folder(folder, config, tensors, vocab):
    os.makedirs(folder, exist_ok=True)
    parts = sharded(tensors)
    for k, part in enumerate(parts):
        name = "model.safetensors" if len(parts) == 1 else f"model-{k + 1:05}-of-{len(parts):05}.safetensors"
        save_file(part, os.path.join(folder, name))
        os.chmod(os.path.join(folder, name), 0o644)
    shutil.copy(vocab, os.path.join(folder, "vocab.txt"))
    write_config(folder, config)


def half_right(gold, found, text):
    """For each attribution found: are source and content half right against some gold one? Matched as the scorer does."""
    words = [m.span() for m in score.WORD.finditer(text)]
    right = np.zeros(len(found), bool)
    right[list(score.half_right(gold, found, words).values())] = True
    return right


Measured = collections.namedtuple("Measured", "bias nested_bias outer nested readings")


def measure(model, tokenizer, articles, bias, nested_bias):
    """F1 of the outermost attributions with source and content half right, and F2 of the nested ones, because a missed one costs more
    than a false one, which its confidence gives away."""
    with torch.autocast("cpu", torch.bfloat16):  # rounds no worse than the int8 that is written, in a fraction of the time
        result, readings, line = decode.evaluate(model, tokenizer, articles, bias, nested_bias)
    hit = due = made = 0
    for x in articles:
        if x["deep"]:
            found = readings[x["id"]]
            right = half_right(x["attributions"], found, x["text"])
            hit += sum(bool(r and a["parent"]) for r, a in zip(right, found))
            made += sum(bool(a["parent"]) for a in found)
            due += sum(a["nested"] for a in x["attributions"])
    nested = 500 * hit / max(1, made + 4 * due)
    print(f"kept, {len(articles)} articles, cue bias {bias:+.1f}, nested {nested_bias:+.1f}: {line}, nested F2 {nested:.1f}", flush=True)
    return Measured(bias, nested_bias, result["whole"]["half"]["f"], nested, readings)


def fit(x, y):
    """Logistic regression by Newton's method, lightly ridged; features are standardised inside and folded back."""
    mean, std = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / std, np.ones((len(x), 1))])
    w = np.zeros(z.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ w))
        hessian = (z * (p * (1 - p))[:, None]).T @ z + 1e-2 * np.eye(len(w))
        w -= np.linalg.solve(hessian, z.T @ (p - y) + 1e-2 * w)
    weights = w[:-1] / std
    return weights, float(w[-1] - (weights * mean).sum())


def likelihood(x, weights, offset):
    return 1 / (1 + np.exp(-(x @ weights + offset)))


def calibration_error(p, y, bins=15):
    at = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[at == k].mean() - y[at == k].mean()) * (at == k).mean() for k in range(bins) if (at == k).any())


def confidence_of(held, readings):
    """(The config's "confidence", "least_confidence"), fitted on what was read in articles kept out of training. What is nested is unknown to the
    reader when it drops what is too unlikely: so it is here."""
    x, y = [], []
    for article in held:
        found = [a for a in readings[article["id"]] if article["deep"] or not a["parent"]]
        x += [[*a["features"], float(bool(a["parent"]))] for a in found]
        y += list(half_right(article["attributions"], found, article["text"]))
    x, y = np.array(x), np.array(y, float)
    told = np.zeros(len(x))
    for part in range(10):
        kept = np.arange(len(x)) % 10 == part
        told[kept] = likelihood(x[kept], *fit(x[~kept], y[~kept]))
    print(f"confidence: {len(x)} attributions, {100 * y.mean():.1f} % half right; calibration error, each tenth by a fit to the others: {calibration_error(told, y):.3f}")
    weights, offset = fit(x, y)
    p = likelihood(x[:, :-1], weights[:-1], offset)
    right = np.sort(p[y == 1])
    least = round(float(right[len(right) // 400]), 3)  # what is not reported: the tail that holds one right attribution in 400
    print(f"least confidence {least}: {100 * (p[y == 0] < least).mean():.1f} % of the wrong ones lie below")
    return {"weights": [round(float(v), 6) for v in weights], "bias": round(offset, 6)}, least


def refit(folder, confidence, least):
    """A model's confidence alone: its weights and choices stay as they are."""
    path = os.path.join(folder, "config.json")
    with open(path, encoding="utf-8") as f:
        config = json.load(f)
    config["confidence"], config["decode"]["least_confidence"] = confidence, least
    write_config(folder, config)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("checkpoint")
    ap.add_argument("name")
    ap.add_argument("out")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--confidence", action="store_true", help="only fit confidence anew, in the config.json that is there")
    ap.add_argument("--biases", type=float, nargs=2, metavar=("CUE", "NESTED"), help="decode with these, in place of a choice")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    _, vocab = train.packaged()
    tokenizer = load_tokenizer(vocab)
    model = train.trained(args.checkpoint)
    held = train.articles()[2]
    tried = [measure(model, tokenizer, held, bias, bias) for bias in (args.biases[:1] if args.biases else (0.0, 0.5, 1.0, 1.5))]
    outer = next(m for m in tried if m.outer > max(t.outer for t in tried) - 1)  # the most found for at most a point of F1
    inner = max((measure(model, tokenizer, [x for x in held if x["deep"]], outer.bias, bias)
                 for bias in (args.biases[1:] if args.biases else (0.0, -1.0, -1.5, -2.0))),
                key=lambda m: m.nested)
    bias, nested_bias = outer.bias, inner.nested_bias
    readings = {**outer.readings, **inner.readings}
    confidence, least = confidence_of(held, readings)
    if args.confidence:
        return refit(args.out, confidence, least)
    head = vector_head(args.checkpoint, model.cue.in_features)
    config = {**base_config(model, args.name),
              "window": {"length": decode.LENGTH, "margin": decode.MARGIN},
              "link": {"width": model.key.out_features, "distance_edges": EDGES},
              "decode": {"cue_bias": bias, "nested_cue_bias": nested_bias, "least_confidence": least},
              "confidence": confidence}
    if head:
        config["vector"] = {"width": head.down.out_features, "hidden": head.up.out_features}
    write_folder(args.out, config, tensors_of(model, head), vocab)


if __name__ == "__main__":
    main()
