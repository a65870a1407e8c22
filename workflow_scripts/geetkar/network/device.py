"""Where and how exactly a network computes: found out at the start, the same for a whole segment."""

import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import torch

log = logging.getLogger("geetkar.training")


@dataclass(frozen=True)
class Device:
    """A processor or graphics card, and the type that products of matrices are computed in."""

    device: torch.device
    dtype: torch.dtype

    def autocast(self) -> AbstractContextManager:
        """Where this is entered, products are computed in `dtype`; weights and sums stay in float32."""
        return torch.autocast(self.device.type, self.dtype, enabled=self.dtype != torch.float32)


def prepare_torch() -> None:
    """One thread and deterministic kernels: the same bytes each time, and models train side by side."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.set_flush_denormal(True)


def choose_device(model: Mapping, rank: int = 0) -> Device:
    """The graphics card of a process by its rank, else the processor; bfloat16 where either has it, if allowed."""
    cuda = torch.cuda.is_available()
    device = torch.device(f"cuda:{rank % torch.cuda.device_count()}" if cuda else "cpu")
    has_bfloat16 = torch.cuda.is_bf16_supported() if cuda else _processor_has_bfloat16()
    dtype = torch.bfloat16 if model["precision"] == "auto" and has_bfloat16 else torch.float32
    log.info("computing on %s in %s", device, str(dtype).removeprefix("torch."))
    return Device(device, dtype)


def _processor_has_bfloat16() -> bool:
    """Instructions for bfloat16 (AVX512_BF16); without them torch emulates it, slowly."""
    return torch.cpu._is_avx512_bf16_supported()
