#!/usr/bin/env python3
"""make_tiny_model.py -- random models in our format, and what a plain numpy encoder computes from the tiny one.

    make_tiny_model.py golden DIR   tests/numeric: tiny, a model with its vocab.txt and golden.safetensors; tiny_relative, another position
                                   scheme; tiny_pairs, which compares texts; and tiny_doubt, which does so by that other scheme: all
                                   compared by test_encoder
    make_tiny_model.py full DIR     6 layers, width 384, vocabulary 30522: for timings, not committed

Needs numpy alone. The same seed gives the same bytes with one numpy release.
The golden tensors: `ids`, `lengths`; `exact.N`: activations of the dequantised weights in f64 after N layers (N = 0: the
embeddings); `int8.N`: the same with activations quantised as docs/model-format.md's reader does; `cue`; `link` for the cue in `link.cue`;
`vector`, of length 127 and not rounded, for the window and the pieces in `vector.pieces`. Of those that compare: `exact.pair` and `int8.pair`, the logits of
each window, in place of `cue`, `link` and `vector`.
"""
import json
import os
import struct
import sys

import numpy as np

TINY = dict(layers=2, width=64, heads=2, intermediate=128, vocabulary=64, positions=48, link=32, vector=48, vector_hidden=80, pair_hidden=80, side=22)
FULL = dict(layers=6, width=384, heads=12, intermediate=1536, vocabulary=30522, positions=512, link=256, vector=384, vector_hidden=768)
RELATIVE_EDGES = [1, 2, 3, 4, 5, 7, 10, 14, 20]
EDGES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]
# of the tiny one: words and letters enough that a text gives known pieces, unknown ones and continuations
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list(".,\"'-“”") + ["the", "a", "of", "that", "he", "she", "it", "they", "was",
          "said", "told", "denied", "officials", "minister", "report", "not"] + list("bcdfghmnst") + ["##" + c for c in "abcdefghijklmnopqrstuvwxyz"]
NAMES = {"int8": "I8", "float32": "F32", "int32": "I32"}


def save(path, tensors):
    header, at = {}, 0
    ordered = sorted(tensors.items(), key=lambda item: (-item[1].dtype.itemsize, item[0]))
    for name, x in ordered:
        header[name] = {"dtype": NAMES[str(x.dtype)], "shape": list(x.shape), "data_offsets": [at, at + x.nbytes]}
        at += x.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for _, x in ordered:
            f.write(np.ascontiguousarray(x).tobytes())


def random_model(size, seed, relative=False, pairs=False):
    """pairs: the pair head, in place of the others"""
    rng = np.random.default_rng(seed)
    t = {}

    def real(name, shape, spread, middle=0.0):
        t[name] = (middle + spread * rng.standard_normal(shape)).astype(np.float32)

    def int8(name, n, k, bias=True):
        w = rng.standard_normal((n, k)) / np.sqrt(k)
        top = np.abs(w).max(axis=1)
        t[name + ".weight"] = np.rint(w / top[:, None] * 127).astype(np.int8)
        t[name + ".scale"] = (top / 127).astype(np.float32)
        if bias:
            real(name + ".bias", n, 0.1)

    width, inter, link = size["width"], size["intermediate"], size["link"]
    int8("embeddings.word", size["vocabulary"], width, bias=False)
    real("embeddings.position.weight", (size["positions"], width), 0.05)
    if relative:
        real("embeddings.relative.weight", (2 * len(RELATIVE_EDGES) + 2, size["heads"]), 1.0)
    norms = ["embeddings.norm"]
    for i in range(size["layers"]):
        int8(f"layer.{i}.qkv", 3 * width, width)
        int8(f"layer.{i}.attention_out", width, width)
        int8(f"layer.{i}.up", inter, width)
        int8(f"layer.{i}.down", width, inter)
        norms += [f"layer.{i}.attention_norm", f"layer.{i}.norm"]
    for name in norms:
        real(name + ".weight", width, 0.2, 1.0)
        real(name + ".bias", width, 0.1)
    config = {
        "format": 1, "name": "random", "lowercase": True,
        "encoder": {**{k: size[k] for k in ("layers", "width", "heads", "intermediate", "vocabulary", "positions")},
                    **({"position_scheme": "relative", "relative_edges": RELATIVE_EDGES} if relative else {"position_scheme": "absolute"}),
                    "norm_epsilon": 1e-12}}
    if pairs:
        int8("head.pair.up", size["pair_hidden"], width)
        real("head.pair.down.weight", (3, size["pair_hidden"]), 2.0)
        t["head.pair.down.bias"] = np.zeros(3, np.float32)
        t["head.pair.down.bias"] -= usual_logits(config, t, rng)  # so that each of the three is said of some pairs
        return {**config, "pair": {"hidden": size["pair_hidden"], "side": size["side"], "temperature": 1.25, "least_same": 0.25,
                                   "least_contradicts": 0.125}}, t
    real("head.cue.weight", (3, width), 0.1)
    real("head.cue.bias", 3, 0.1)
    int8("head.link.key", link, width)
    real("head.link.query.weight", (link, 2 * width), 0.05)
    real("head.link.query.bias", link, 0.1)
    real("head.link.distance", (2 * len(EDGES) + 3, link), 0.3)
    real("head.link.out.weight", (5, link), 0.2)
    real("head.link.out.bias", 5, 0.1)
    int8("head.vector.up", size["vector_hidden"], 2 * width)
    int8("head.vector.down", size["vector"], size["vector_hidden"])
    config |= {
        "window": {"length": min(256, size["positions"]), "margin": 8},
        "link": {"width": link, "distance_edges": EDGES},
        "decode": {"cue_bias": 0.25, "nested_cue_bias": -0.25, "least_confidence": 0.0},
        "confidence": {"weights": [-0.5, -1.0, -0.25, 0.125, 0.5, -0.5, -0.25, 0.0625, -0.5], "bias": 0.125},
        "vector": {"width": size["vector"], "hidden": size["vector_hidden"]},
    }
    return config, t


def usual_logits(config, tensors, rng):
    """The mean over windows `[CLS] a [SEP] b [SEP]` of random pieces."""
    encoder, special = Encoder(config, tensors, False), [PIECES.index(x) for x in ("[CLS]", "[SEP]")]
    logits = []
    for _ in range(40):
        a, b = (rng.integers(5, config["encoder"]["vocabulary"], rng.integers(1, 20)) for _ in range(2))
        logits.append(encoder.pair(encoder.states(np.concatenate([[special[0]], a, [special[1]], b, [special[1]]]))[-1]))
    return np.mean(logits, axis=0).astype(np.float32)


def erf(x):
    """Abramowitz and Stegun 7.1.26 is too coarse here; the series and the fraction are exact to f64 where they are used."""
    from math import erf as one
    return np.vectorize(one, otypes=[np.float64])(x)


def gelu(x):
    return 0.5 * x * (1 + erf(x / np.sqrt(2)))


class Encoder:
    """BERT over dequantised weights, in f64; `quantised` rounds the inputs of int8 layers to 8 bits first."""

    def __init__(self, config, tensors, quantised):
        self.c, self.t, self.quantised = config, {k: v.astype(np.float64) for k, v in tensors.items()}, quantised

    def linear(self, name, x):
        if self.quantised:
            top = np.abs(x).max(axis=-1, keepdims=True)
            x = np.rint(x * (127 / top)) * (top / 127)
        return x @ (self.t[name + ".weight"] * self.t[name + ".scale"][:, None]).T + self.t[name + ".bias"]

    def norm(self, name, x):
        d = x - x.mean(axis=-1, keepdims=True)
        epsilon = self.c["encoder"]["norm_epsilon"]
        return d / np.sqrt((d * d).mean(axis=-1, keepdims=True) + epsilon) * self.t[name + ".weight"] + self.t[name + ".bias"]

    def bias(self, n):
        """[heads][query][key]"""
        edges = np.array(self.c["encoder"]["relative_edges"])
        step = np.arange(n)[None] - np.arange(n)[:, None]
        bucket = (edges[None, None] <= np.abs(step)[..., None]).sum(-1) + np.where(step > 0, len(edges) + 1, 0)
        return self.t["embeddings.relative.weight"][bucket].transpose(2, 0, 1)

    def states(self, ids):
        """Hidden states of one window after 0, 1 .. layers."""
        e, t = self.c["encoder"], self.t
        x = t["embeddings.word.weight"][ids] * t["embeddings.word.scale"][ids][:, None]
        x = self.norm("embeddings.norm", x + t["embeddings.position.weight"][:len(ids)])
        out = [x]
        for i in range(e["layers"]):
            name = f"layer.{i}."
            qkv = self.linear(name + "qkv", x).reshape(len(ids), 3, e["heads"], -1).transpose(1, 2, 0, 3)
            scores = qkv[0] @ qkv[1].transpose(0, 2, 1) / np.sqrt(qkv.shape[-1])
            if e["position_scheme"] == "relative":
                scores = scores + self.bias(len(ids))
            p = np.exp(scores - scores.max(axis=-1, keepdims=True))
            mixed = (p / p.sum(axis=-1, keepdims=True) @ qkv[2]).transpose(1, 0, 2).reshape(x.shape)
            x = self.norm(name + "attention_norm", x + self.linear(name + "attention_out", mixed))
            x = self.norm(name + "norm", x + self.linear(name + "down", gelu(self.linear(name + "up", x))))
            out.append(x)
        return out

    def cue(self, x):
        return x @ self.t["head.cue.weight"].T + self.t["head.cue.bias"]

    def link(self, x, i, j):
        t, edges = self.t, self.c["link"]["distance_edges"]
        query = t["head.link.query.weight"] @ np.concatenate([x[i], x[j]]) + t["head.link.query.bias"]
        buckets = []
        for at in range(len(x)):
            d = at - i if at < i else at - j if at > j else 0
            n = sum(edge <= abs(d) for edge in edges)
            buckets.append(len(edges) - n if d < 0 else len(edges) + 1 if d == 0 else len(edges) + 2 + n)
        z = gelu(self.linear("head.link.key", x) + query + t["head.link.distance"][buckets])
        return z @ t["head.link.out.weight"].T + t["head.link.out.bias"]

    def vector(self, embedded, x, pieces):
        mean = np.concatenate([embedded[pieces].mean(axis=0), x[pieces].mean(axis=0)])
        v = self.linear("head.vector.down", gelu(self.linear("head.vector.up", mean)))
        return 127 * v / np.sqrt((v * v).sum())

    def pair(self, x):
        return gelu(self.linear("head.pair.up", x[0])) @ self.t["head.pair.down.weight"].T + self.t["head.pair.down.bias"]


def golden(config, tensors, seed):
    rng = np.random.default_rng(seed)
    lengths = np.array([13, 33, 1], np.int32)
    ids = rng.integers(0, config["encoder"]["vocabulary"], lengths.sum()).astype(np.int32)
    windows = np.split(ids, np.cumsum(lengths)[:-1])
    cue = (1, 5, 7)  # window, first, last
    picked = (1, [3, 4, 5, 11, 12, 20])  # window, pieces
    out = {"ids": ids, "lengths": lengths}
    if "link" in config:
        out |= {"link.cue": np.array(cue, np.int32), "vector.pieces": np.array([picked[0], *picked[1]], np.int32)}
    for kind in ("exact", "int8"):
        encoder = Encoder(config, tensors, kind == "int8")
        states = [encoder.states(w) for w in windows]
        for n in range(config["encoder"]["layers"] + 1):
            out[f"{kind}.{n}"] = np.concatenate([s[n] for s in states]).astype(np.float32)
        if "pair" in config:
            out[f"{kind}.pair"] = np.stack([encoder.pair(s[-1]) for s in states]).astype(np.float32)
        elif kind == "int8":
            out["cue"] = np.concatenate([encoder.cue(s[-1]) for s in states]).astype(np.float32)
            out["link"] = encoder.link(states[cue[0]][-1], cue[1], cue[2]).astype(np.float32)
            out["vector"] = encoder.vector(states[picked[0]][0], states[picked[0]][-1], picked[1]).astype(np.float32)
    return out


def write(folder, config, tensors):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "config.json"), "w") as f:
        json.dump(config, f, indent=1)
        f.write("\n")
    save(os.path.join(folder, "model.safetensors"), tensors)


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("golden", "full"):
        sys.exit(__doc__)
    kind, folder = sys.argv[1:]
    if kind == "full":
        return write(folder, *random_model(FULL, seed=1))
    assert len(PIECES) == len(set(PIECES)) == TINY["vocabulary"]
    for name, seed, kind in (("tiny", 1, {}), ("tiny_relative", 1, {"relative": True}), ("tiny_pairs", 1, {"pairs": True}),
                             ("tiny_doubt", 4, {"relative": True, "pairs": True})):
        config, tensors = random_model(TINY, seed=seed, **kind)
        write(os.path.join(folder, name), config, tensors)
        save(os.path.join(folder, name, "golden.safetensors"), golden(config, tensors, seed=2))
    for name in ("tiny", "tiny_pairs", "tiny_doubt"):
        with open(os.path.join(folder, name, "vocab.txt"), "w", encoding="utf-8") as f:
            f.writelines(piece + "\n" for piece in PIECES)


if __name__ == "__main__":
    main()
