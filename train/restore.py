#!/usr/bin/env python3
"""Checkpoints from what there is: a model folder's int8 weights as a checkpoint to train on from, or the mean of two checkpoints (a "model
soup", Wortsman et al. 2022, of two that were trained from one another).

usage: restore.py NAME MODEL_FOLDER
       restore.py NAME CHECKPOINT CHECKPOINT

Writes $HEARSAY_TRAIN/NAME/average.pt. What quantising lost stays lost; it is a few hundredths of a point of F1.
"""
import os
import sys

import torch
from safetensors.torch import load_file

import train


def of_folder(folder):
    stored = load_file(os.path.join(folder, "model.safetensors"))
    base = "mpnet" if "embeddings.relative.weight" in stored else "minilm"
    state = train.fresh(base).state_dict()

    def take(mine, theirs, names=("weight", "bias")):
        for name in names:
            tensor = stored[f"{theirs}.{name}"]
            if name == "weight" and f"{theirs}.scale" in stored:
                tensor = tensor.float() * stored[f"{theirs}.scale"][:, None]
            state[f"{mine}.{name}"] = tensor

    take("word", "embeddings.word", ("weight",))
    take("position", "embeddings.position", ("weight",))
    take("embedding_norm", "embeddings.norm")
    for layer in sorted({k.split(".")[1] for k in stored if k.startswith("layer.")}):
        for part in ("qkv", "attention_out", "attention_norm", "up", "down", "norm"):
            take(f"layers.{layer}.{part}", f"layer.{layer}.{part}")
    take("cue", "head.cue")
    for part in ("key", "query", "out"):
        take(part, f"head.link.{part}")
    state["distance.weight"] = stored["head.link.distance"]
    return state


def mean(names):
    one, other = (train.trained(name).state_dict() for name in names)
    return {k: (v + other[k]) / 2 if v.dtype.is_floating_point else v for k, v in one.items()}


def main(name, *sources):
    state = mean(sources) if len(sources) == 2 else of_folder(*sources)
    folder = os.path.join(train.STORE, name)
    os.makedirs(folder, exist_ok=True)
    torch.save(state, os.path.join(folder, "average.pt"))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
