"""Where and how exactly a network computes: found out at the start, the same for a whole segment."""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass

import torch

from geetkar.training.model import Model
from geetkar.workflow.errors import InputError


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
    # Of a graphics card: cuBLAS repeats itself only with a workspace of fixed size, and float32 is to mean float32.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.backends.cudnn.allow_tf32 = False


def choose_device(model: Model, rank: int = 0) -> Device:
    """A process's graphics card, by its rank, else the processor; bfloat16 where either has it, if allowed.

    Raises `InputError` when there are fewer cards than the model asks for.
    """
    cards = torch.cuda.device_count()
    if model.device == "gpu" and cards < model.processes:
        raise InputError(
            f"config key `device`: the model asks for {model.processes} graphics cards (one a process), and torch "
            f"finds {cards}: set `device: auto`, or install a build of torch for the cards."
        )
    on_card = cards >= model.processes
    device = torch.device("cuda", rank) if on_card else torch.device("cpu")
    has_bfloat16 = torch.cuda.is_bf16_supported(including_emulation=False) if on_card else processor_has_bfloat16()
    dtype = torch.bfloat16 if model.precision == "auto" and has_bfloat16 else torch.float32
    return Device(device, dtype)


def processor_has_bfloat16() -> bool:
    """Whether it has instructions for bfloat16 (AVX512_BF16); without them torch emulates it, slowly."""
    return torch.cpu._is_avx512_bf16_supported()
