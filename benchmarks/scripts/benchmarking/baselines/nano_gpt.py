"""nanoGPT (Karpathy 2022) with the settings that its README gives for a computer without a GPU.

A transformer of 4 layers, 4 heads and width 128, trained on batches of 12 blocks of 64 characters with AdamW, a warm-up
and a cosine schedule to a tenth of the learning rate. The README trains it for 2,000 steps, a few minutes; here the
cosine ends with the given time.
"""

import math
from collections.abc import Callable, Iterator
from itertools import count

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch.nn import functional

from geetkar.vocabulary.encoding import Split

LAYERS, HEADS, WIDTH = 4, 4, 128
BLOCK, BATCH = 64, 12
LEARNING_RATE, LEAST_RATE, WARMUP_STEPS = 1e-3, 1e-4, 100
BETAS, WEIGHT_DECAY, CLIP = (0.9, 0.99), 0.1, 1.0
INITIAL_DEVIATION = 0.02
STRIDE = BLOCK // 2  # held-out units are predicted from at least this many before them
BLOCKS_AT_ONCE = 256


class NanoGpt(nn.Module):
    """A causal transformer whose embedding is also its output matrix."""

    def __init__(self, vocabulary_size: int):
        super().__init__()
        self.units = nn.Embedding(vocabulary_size, WIDTH)
        self.positions = nn.Embedding(BLOCK, WIDTH)
        layer = nn.TransformerEncoderLayer(
            WIDTH, HEADS, 4 * WIDTH, dropout=0.0, activation="gelu", batch_first=True, norm_first=True, bias=False
        )
        norm = nn.LayerNorm(WIDTH, bias=False)
        self.blocks = nn.TransformerEncoder(layer, LAYERS, norm, enable_nested_tensor=False)
        self.register_buffer("mask", nn.Transformer.generate_square_subsequent_mask(BLOCK))
        for name, parameter in self.named_parameters():
            if parameter.dim() > 1:
                # Matrices whose output is added to a layer's input start smaller, as in GPT-2.
                last = name.endswith(("out_proj.weight", "linear2.weight"))
                nn.init.normal_(parameter, std=INITIAL_DEVIATION / (math.sqrt(2 * LAYERS) if last else 1))

    def forward(self, units: Tensor) -> Tensor:
        """Turn units `(batch, time)`, at most `BLOCK` of them, into logits `(batch, time, vocabulary)`."""
        time = units.shape[1]
        hidden = self.units(units) + self.positions.weight[:time]
        hidden = self.blocks(hidden, mask=self.mask[:time, :time], is_causal=True)
        return functional.linear(hidden, self.units.weight)


def train_nano_gpt(
    train: Split, vocabulary_size: int, share_of_time: Callable[[], float]
) -> Iterator[tuple[NanoGpt, int]]:
    """Train endlessly; after each step, yield the network and the number of units read.

    `share_of_time` returns the share of the given time that has passed, which sets the learning rate.
    """
    torch.manual_seed(1)
    dice = np.random.default_rng(1)
    network = NanoGpt(vocabulary_size).train()
    matrices, vectors = (
        [each for each in network.parameters() if (each.dim() > 1) is wanted] for wanted in (True, False)
    )
    groups = [{"params": matrices, "weight_decay": WEIGHT_DECAY}, {"params": vectors, "weight_decay": 0.0}]
    optimizer = optim.AdamW(groups, LEARNING_RATE, betas=BETAS)
    for step in count():
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, share_of_time())))
        rate = LEAST_RATE + cosine * (LEARNING_RATE - LEAST_RATE)
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / WARMUP_STEPS)
        starts = dice.integers(len(train.encoded) - BLOCK, size=BATCH)
        blocks = torch.from_numpy(np.stack([train.encoded[start : start + BLOCK + 1] for start in starts])).long()
        logits = network(blocks[:, :-1])
        optimizer.zero_grad()
        functional.cross_entropy(logits.flatten(0, 1), blocks[:, 1:].flatten()).backward()
        nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()
        yield network, (step + 1) * BATCH * BLOCK


@torch.inference_mode()
def nats_of_nano_gpt(network: NanoGpt, encoded: np.ndarray) -> float:
    """Return the nats per unit of a held-out text `(units,)`, read in blocks that overlap by half.

    All units are scored except the first, and the last few, which do not fill a block.
    """
    network.eval()
    units = torch.from_numpy(encoded.astype(np.int64))
    first = functional.cross_entropy(network(units[None, :STRIDE])[0], units[1 : STRIDE + 1], reduction="sum").item()
    # Each block is scored in its second half, where units have the most context.
    blocks, nats = units.unfold(0, BLOCK + 1, STRIDE), first
    for some in blocks.split(BLOCKS_AT_ONCE):
        logits = network(some[:, :-1])[:, STRIDE:]
        nats += functional.cross_entropy(logits.flatten(0, 1), some[:, STRIDE + 1 :].flatten(), reduction="sum").item()
    return nats / (STRIDE + blocks.shape[0] * STRIDE)


@torch.inference_mode()
def write_with_nano_gpt(network: NanoGpt, streams: int, length: int) -> None:
    """Write like nanoGPT's `generate`, which reads the last block again for each character."""
    units = torch.zeros(streams, 1, dtype=torch.long)
    for _ in range(length):
        logits = network(units[:, -BLOCK:])[:, -1]
        units = torch.cat([units, torch.multinomial(logits.softmax(dim=1), 1)], dim=1)
