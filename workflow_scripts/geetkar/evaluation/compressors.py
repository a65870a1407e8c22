"""Compressors as models of text: what held-out songs add to the compressed size of the training songs.

A compressor adapts: it learns from the held-out songs as it reads them, a refrain by its second time, while a network
and the n-gram stay as training left them.
"""

import lzma
from collections.abc import Callable, Sequence
from functools import partial

import pyppmd

Compress = Callable[[bytes], bytes]

# Enough for PPMd never to forget: it restarts where its memory is full.
PPMD_BYTES = 1 << 28


def xz(text: bytes) -> bytes:
    """Compress with xz at its strongest; its dictionary (64 MiB) holds the whole text."""
    return lzma.compress(text, preset=9 | lzma.PRESET_EXTREME)


def ppmd(order: int) -> Compress:
    """PPMd (variant I), which predicts a byte from up to `order` bytes before it."""
    return partial(pyppmd.compress, max_order=order, mem_size=PPMD_BYTES)


def bits_per_character(compress: Compress, train: str, held_out: Sequence[str]) -> list[float]:
    """Bits that each held-out text adds after the training text, in UTF-8, divided by its characters."""
    alone = len(compress(train.encode()))
    return [8 * (len(compress((train + text).encode())) - alone) / len(text) for text in held_out]
