#!/usr/bin/env python3
"""Checkpoints from what there is: a model folder's int8 weights as a checkpoint to train on from, or the mean of two checkpoints (a "model
soup", Wortsman et al. 2022, of two that were trained from one another), with as much of the second as SHARE says.

usage: restore.py NAME MODEL_FOLDER
       restore.py NAME CHECKPOINT CHECKPOINT [SHARE]

Writes $HEARSAY_TRAIN/NAME/average.pt. What quantising lost stays lost; it is a few hundredths of a point of F1.
"""
import glob
import os
import sys

import torch
from safetensors.torch import load_file

import train


def of_folder(folder):
    stored = {k: v for path in glob.glob(os.path.join(folder, "model*.safetensors")) for k, v in load_file(path).items()}
    pairs = "head.pair.up.weight" in stored  # a model that compares (train/pairs.py): an encoder, and a head of its own
    state = {("encoder." if pairs else "") + k: v for k, v in
             train.fresh("mpnet" if "embeddings.relative.weight" in stored else "minilm").state_dict().items()}

    def take(mine, theirs, names=("weight", "bias")):
        for name in names:
            tensor = stored[f"{theirs}.{name}"]
            if name == "weight" and f"{theirs}.scale" in stored:
                tensor = tensor.float() * stored[f"{theirs}.scale"][:, None]
            state[f"{mine}.{name}"] = tensor

    encoder = "encoder." if pairs else ""
    take(encoder + "word", "embeddings.word", ("weight",))
    take(encoder + "position", "embeddings.position", ("weight",))
    take(encoder + "embedding_norm", "embeddings.norm")
    for layer in sorted({k.split(".")[1] for k in stored if k.startswith("layer.")}):
        for part in ("qkv", "attention_out", "attention_norm", "up", "down", "norm"):
            take(f"{encoder}layers.{layer}.{part}", f"layer.{layer}.{part}")
    if pairs:
        for part in ("up", "down"):
            take(f"head.{part}", f"head.pair.{part}")
        return state
    take("cue", "head.cue")
    for part in ("key", "query", "out"):
        take(part, f"head.link.{part}")
    state["distance.weight"] = stored["head.link.distance"]
    return state


def mean(first, second, share="0.5"):
    one, other = (torch.load(os.path.join(train.STORE, name, "average.pt")) for name in (first, second))
    return {k: torch.lerp(v, other[k], float(share)) if v.dtype.is_floating_point else v for k, v in one.items()}


def main(name, *sources):
    state = mean(*sources) if len(sources) > 1 else of_folder(*sources)
    folder = os.path.join(train.STORE, name)
    os.makedirs(folder, exist_ok=True)
    torch.save(state, os.path.join(folder, "average.pt"))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
