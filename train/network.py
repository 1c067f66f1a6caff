"""The reader's network in PyTorch: BERT encoder, cue head, link head conditioned on a cue (docs/model-format.md)."""
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

CLS, SEP = 101, 102  # in the uncased BERT vocabulary
EDGES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]


chance = np.random.Generator(np.random.SFC64(1))  # what dropout draws from


def seed(number):
    global chance
    chance = np.random.Generator(np.random.SFC64(number))


def dropout(x, p):
    """As F.dropout, p to the next 256th; a mask drawn by NumPy takes a twentieth of the time of PyTorch's on a CPU."""
    if not p:
        return x
    least = round(p * 256)
    drawn = torch.from_numpy(chance.integers(0, 2**64, -(-x.numel() // 8), dtype=np.uint64).view(np.uint8)[:x.numel()])
    return x * (drawn >= least).view(x.shape).to(x.dtype).mul_(256 / (256 - least))


class Layer(nn.Module):
    def __init__(self, width, heads, intermediate, eps, drop):
        super().__init__()
        self.heads, self.drop = heads, drop
        self.qkv = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps)
        self.up = nn.Linear(width, intermediate)
        self.down = nn.Linear(intermediate, width)
        self.norm = nn.LayerNorm(width, eps)

    def forward(self, x, mask):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).flatten(1, 2)
        p = self.drop if self.training else 0.0  # none on attention: its mask is slow to draw on a CPU, and buys nothing here
        # in place of scaled_dot_product_attention, whose way back takes four times as long on a CPU
        scores = torch.baddbmm(mask, q, k.transpose(1, 2), alpha=(w // self.heads) ** -0.5)
        a = torch.bmm(scores.softmax(-1), v).view(b, self.heads, t, w // self.heads)
        a = self.attention_out(a.transpose(1, 2).reshape(b, t, w))
        x = self.attention_norm(x + dropout(a, p))
        return self.norm(x + dropout(self.down(F.gelu(self.up(x))), p))


def relative_buckets(t, buckets):
    """T5's buckets of relative position (Raffel et al. 2020, as MPNet uses them): [t][t], row = query, column = key."""
    half, far = buckets // 2, 128
    step = torch.arange(t)[None] - torch.arange(t)[:, None]
    n = step.abs()
    exact = half // 2
    log = exact + (torch.log(n.clamp(min=1).float() / exact) / math.log(far / exact) * (half - exact)).long()
    return (step > 0) * half + torch.where(n < exact, n, log.clamp(max=half - 1))


class Reader(nn.Module):
    def __init__(self, layers=6, width=384, heads=12, intermediate=1536, vocabulary=30522, positions=512, eps=1e-12,
                 link_width=256, drop=0.1, relative_buckets=0):
        super().__init__()
        self.drop = drop
        self.relative = nn.Embedding(relative_buckets, heads) if relative_buckets else None
        if self.relative:  # stays as pretrained: a gradient of it would be summed over all layers for little
            self.relative.weight.requires_grad_(False)
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.embedding_norm = nn.LayerNorm(width, eps)
        self.layers = nn.ModuleList(Layer(width, heads, intermediate, eps, drop) for _ in range(layers))
        self.cue = nn.Linear(width, 3)
        self.key = nn.Linear(width, link_width)
        self.query = nn.Linear(2 * width, link_width)
        self.distance = nn.Embedding(2 * len(EDGES) + 3, link_width)
        self.out = nn.Linear(link_width, 5)
        self.register_buffer("edges", torch.tensor(EDGES), persistent=False)

    def freeze(self, layers):
        """Embeddings and the lowest layers stay as they are: a fifth of the time for a quarter of the layers, and next to no loss
        (Lee et al. 2019)."""
        for part in (self.word, self.position, self.embedding_norm, *self.layers[:layers]) if layers else ():
            part.requires_grad_(False)

    def load_bert(self, tensors):
        """Start from a Hugging Face BERT encoder's tensors."""
        get = {k.removeprefix("bert."): v for k, v in tensors.items()}
        with torch.no_grad():
            self.word.weight.copy_(get["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(get["embeddings.position_embeddings.weight"] + get["embeddings.token_type_embeddings.weight"][0])
            for mine, theirs in [(self.embedding_norm, "embeddings.LayerNorm")] + [
                    (getattr(layer, a), f"encoder.layer.{i}.{b}") for i, layer in enumerate(self.layers) for a, b in (
                        ("attention_out", "attention.output.dense"), ("attention_norm", "attention.output.LayerNorm"),
                        ("up", "intermediate.dense"), ("down", "output.dense"), ("norm", "output.LayerNorm"))]:
                mine.weight.copy_(get[theirs + ".weight"])
                mine.bias.copy_(get[theirs + ".bias"])
            for i, layer in enumerate(self.layers):
                for kind in ("weight", "bias"):
                    getattr(layer.qkv, kind).copy_(torch.cat([get[f"encoder.layer.{i}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")]))

    def load_mpnet(self, tensors):
        """Start from Hugging Face's MPNet, whose vocabulary is BERT's with four pieces before it and one behind it."""
        get = tensors
        with torch.no_grad():
            word = get["embeddings.word_embeddings.weight"]
            self.word.weight.copy_(word[4:4 + len(self.word.weight)])
            self.word.weight[CLS], self.word.weight[SEP] = word[0], word[2]
            self.position.weight.copy_(get["embeddings.position_embeddings.weight"][2:])
            self.relative.weight.copy_(get["encoder.relative_attention_bias.weight"])
            for mine, theirs in [(self.embedding_norm, "embeddings.LayerNorm")] + [
                    (getattr(layer, a), f"encoder.layer.{i}.{b}") for i, layer in enumerate(self.layers) for a, b in (
                        ("attention_out", "attention.attn.o"), ("attention_norm", "attention.LayerNorm"),
                        ("up", "intermediate.dense"), ("down", "output.dense"), ("norm", "output.LayerNorm"))]:
                mine.weight.copy_(get[theirs + ".weight"])
                mine.bias.copy_(get[theirs + ".bias"])
            for i, layer in enumerate(self.layers):
                for kind in ("weight", "bias"):
                    getattr(layer.qkv, kind).copy_(torch.cat([get[f"encoder.layer.{i}.attention.attn.{n}.{kind}"] for n in "qkv"]))

    def encode(self, ids, real):
        """ids [B][T], real [B][T]: False at padding -> hidden states [B][T][width]"""
        b, t = ids.shape
        bias = torch.zeros(1, t, t)
        if self.relative:
            bias = self.relative(relative_buckets(t, self.relative.num_embeddings)).permute(2, 0, 1)
        if torch.is_autocast_enabled("cpu"):
            bias = bias.bfloat16()
        mask = bias.expand(b, self.layers[0].heads, t, t).masked_fill(~real[:, None, None, :], float("-inf")).flatten(0, 1)
        x = self.word(ids) + self.position(torch.arange(ids.shape[1]))
        x = dropout(self.embedding_norm(x), self.drop if self.training else 0.0)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def bucket(self, t, first, last):
        """t [T], first [n], last [n] -> [n][T]"""
        before, after = first[:, None] - t[None], t[None] - last[:, None]
        e = len(EDGES)
        steps = torch.bucketize(torch.maximum(before, after).clamp(min=0), self.edges, right=True)
        return torch.where(before > 0, e - steps, torch.where(after > 0, e + 2 + steps, torch.full_like(steps, e + 1)))

    def link(self, key, hidden, at, first, last):
        """key [B][T][D], hidden [B][T][W]; cue k stands in window at[k] at pieces first[k]..last[k] -> [n][T][5]"""
        query = self.query(torch.cat([hidden[at, first], hidden[at, last]], -1))
        place = self.distance(self.bucket(torch.arange(key.shape[1]), first, last))
        z = F.gelu(key[at] + query[:, None] + place)
        return self.out(dropout(z, self.drop if self.training else 0.0))


class PairHead(nn.Module):
    """Logits of same, contradicts, neither from the hidden state of [CLS] in `[CLS] a [SEP] b [SEP]`."""

    def __init__(self, width, hidden=384):
        super().__init__()
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, 3)

    def forward(self, first):
        return self.down(F.gelu(self.up(first)))


class VectorHead(nn.Module):
    """Sentence vectors from the mean of pieces' embeddings and of their hidden states; their length means nothing. Fitted by vector.py."""

    def __init__(self, width, vector_width, hidden=768):
        super().__init__()
        self.up = nn.Linear(2 * width, hidden)
        self.down = nn.Linear(hidden, vector_width)

    def forward(self, means):
        return self.down(F.gelu(self.up(means)))
