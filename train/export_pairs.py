#!/usr/bin/env python3
"""From a checkpoint of the comparison of two texts to a model folder (docs/model-format.md).

usage: export_pairs.py CHECKPOINT.pt NAME OUT_FOLDER VOCAB_TXT

The checkpoint is a dict: "encoder" and "head", the states of network.Reader (only its encoder is taken) and network.PairHead; and, where they are
not to be the defaults of export_pairs below, "temperature", "side", "least_same", "least_contradicts", "orders", "doubt", "weights", "bias". An encoder
with relative positions (MPNet) is one whose state has them.
"""
import sys

import torch

import export
import train
from network import PairHead, Reader

SETTINGS = ("temperature", "side", "least_same", "least_contradicts", "orders", "doubt", "weights", "bias")
ENCODER = ("word", "position", "relative", "embedding_norm", "layers")


def rounded(x):
    return [rounded(v) for v in x] if isinstance(x, (list, tuple)) else round(float(x), 6)


def export_pairs(model, head, folder, name, vocab, temperature=1.0, side=96, least_same=0.0, least_contradicts=0.0, orders=2, doubt=None,
                 weights=None, bias=None):
    """Write a folder.

    model: network.Reader, or what has its word, position, embedding_norm, layers and relative; head: network.PairHead.
    side: most word pieces of one text. least_*: a relation whose probability is less becomes "neither".
    orders: 1 reads a pair in the order of its bytes alone. doubt: (folder beside this one, probability, share): the model there judges where this one gives less, but for a share.
    weights [3][n], bias [3]: of the layer over the model's three log probabilities and the features of hs_compare_features; None: without."""
    pair = {"hidden": head.up.out_features, "side": side, "temperature": rounded(temperature), "least_same": rounded(least_same),
            "least_contradicts": rounded(least_contradicts)}
    if orders != 2:
        pair["orders"] = orders
    if doubt:
        pair["doubt"] = {"model": doubt[0], "below": rounded(doubt[1]), "share": rounded(doubt[2])}
    if weights is not None:
        pair["weights"], pair["bias"] = rounded(weights), rounded(bias)
    tensors = export.encoder_tensors(model)
    export.linear(tensors, "head.pair.up", head.up)
    export.plain(tensors, "head.pair.down", head.down)
    export.write_folder(folder, {**export.base_config(model, name), "pair": pair}, tensors, vocab)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    checkpoint, name, folder, vocab = sys.argv[1:]
    kept = torch.load(checkpoint, map_location="cpu")
    state = kept["encoder"]
    model = Reader(**train.BASES["mpnet" if "relative.weight" in state else "minilm"])
    missing = model.load_state_dict({k: v for k, v in state.items() if k.split(".")[0] in ENCODER}, strict=False).missing_keys
    if any(key.split(".")[0] in ENCODER for key in missing):
        sys.exit(f"{checkpoint}: the encoder lacks {missing}")
    head = PairHead(model.word.embedding_dim, kept["head"]["up.weight"].shape[0])
    head.load_state_dict(kept["head"])
    export_pairs(model, head, folder, name, vocab, **{key: kept[key] for key in SETTINGS if key in kept})


if __name__ == "__main__":
    main()
