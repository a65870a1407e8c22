"""Use compressors as models of text: measure by how much held-out songs increase the training songs' compressed size.

A compressor adapts: it keeps learning while it reads the held-out songs, and knows a refrain the second time. Networks
stay as trained.
"""

import lzma
from collections.abc import Callable, Sequence
from functools import partial

import pyppmd

Compress = Callable[[bytes], bytes]

# Large enough that PPMd never starts over, which it does when its memory is full.
PPMD_BYTES = 1 << 28


def xz(text: bytes) -> bytes:
    """Compress with xz at its highest level, whose dictionary (64 MiB) covers the whole text."""
    return lzma.compress(text, preset=9 | lzma.PRESET_EXTREME)


def ppmd(order: int) -> Compress:
    """Return a compressor by PPMd (variant I), which predicts a byte from up to `order` bytes before it."""
    return partial(pyppmd.compress, max_order=order, mem_size=PPMD_BYTES)


def bits_per_character(compress: Compress, train: str, held_out: Sequence[str]) -> list[float]:
    """Return the bits per character that each held-out text adds to the compressed training text, both in UTF-8."""
    alone = len(compress(train.encode()))
    return [8 * (len(compress((train + text).encode())) - alone) / len(text) for text in held_out]
