#!/usr/bin/env python3
"""F1 of a checkpoint in f32 on PolNeAR dev, decoded as the C reader does: what int8 in C is held against.

usage: evaluate.py CHECKPOINT_NAME MODEL_FOLDER [THREADS]

MODEL_FOLDER is what export.py wrote for the checkpoint: its choices are used. Compare with `hearsay eval`. Quotations that run over
paragraphs are not carried on here, which the C reader does; it changes few attributions.
"""
import json
import os
import sys

import numpy as np
import torch

import corpus
import decode
import train
from windows import load_tokenizer


def main(name, folder, threads=1):
    torch.set_num_threads(int(threads))
    model = train.trained(name)
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
        config = json.load(f)
    c, d = config["confidence"], config["decode"]

    def likely(features):
        return 1 / (1 + np.exp(-(np.dot(features, c["weights"][:len(features)]) + c["bias"]))) >= d["least_confidence"]

    result, _, _ = decode.evaluate(model, load_tokenizer(train.packaged()[1]), corpus.polnear("dev"), d["cue_bias"], d["nested_cue_bias"], likely=likely)
    for kind in ("exact", "token", "whole"):
        for key, v in result[kind].items():
            print(f"{kind:6} {key:8} precision {v['p']:5.1f}  recall {v['r']:5.1f}  F1 {v['f']:5.1f}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
