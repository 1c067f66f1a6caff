#!/usr/bin/env python3
"""From a checkpoint of the comparison of two texts to a model folder (docs/model-format.md).

usage: export_pairs.py CHECKPOINT.pt NAME OUT_FOLDER VOCAB_TXT

The checkpoint is a dict: "encoder" and "head", the states of network.Reader (only its encoder is taken) and network.PairHead; and, where they are
not to be the defaults of export_pairs below, "temperature", "side", "least_same", "least_contradicts", "weights", "bias".
"""
import sys

import torch

import export
from network import PairHead, Reader

SETTINGS = ("temperature", "side", "least_same", "least_contradicts", "weights", "bias")


def rounded(x):
    return [rounded(v) for v in x] if isinstance(x, (list, tuple)) else round(float(x), 6)


def export_pairs(model, head, folder, name, vocab, temperature=1.0, side=96, least_same=0.0, least_contradicts=0.0, weights=None, bias=None):
    """Write a folder.

    model: network.Reader, or what has its word, position, embedding_norm, layers and relative; head: network.PairHead.
    side: most word pieces of one text. least_*: a relation whose probability is less becomes "neither".
    weights [3][n], bias [3]: of the layer over the model's three log probabilities and the features of hs_compare_features; None: without."""
    pair = {"hidden": head.up.out_features, "side": side, "temperature": rounded(temperature), "least_same": rounded(least_same),
            "least_contradicts": rounded(least_contradicts)}
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
    vocabulary, width = state["word.weight"].shape
    layers = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("layers."))
    model = Reader(layers=layers, width=width, heads=12, intermediate=state["layers.0.up.weight"].shape[0], vocabulary=vocabulary,
                   positions=state["position.weight"].shape[0])
    missing = model.load_state_dict({k: v for k, v in state.items() if k.split(".")[0] in ("word", "position", "embedding_norm", "layers")}, strict=False)
    if any(key.split(".")[0] in ("word", "position", "embedding_norm", "layers") for key in missing.missing_keys):
        sys.exit(f"{checkpoint}: the encoder lacks {missing.missing_keys}")
    head = PairHead(width, kept["head"]["up.weight"].shape[0])
    head.load_state_dict(kept["head"])
    export_pairs(model, head, folder, name, vocab, **{key: kept[key] for key in SETTINGS if key in kept})


if __name__ == "__main__":
    main()
