"""The device and the precision of a training, chosen when a segment starts."""

import ctypes
import os
from contextlib import AbstractContextManager
from dataclasses import dataclass

import torch

from geetkar.training.model import Model
from geetkar.workflow.errors import InputError

TRIM_THRESHOLD, MOST_MAPPED_BLOCKS = -1, -4  # numbers of options in glibc's malloc.h


@dataclass(frozen=True)
class Device:
    """A CPU or GPU, and the type in which it computes matrix products."""

    device: torch.device
    dtype: torch.dtype

    def autocast(self) -> AbstractContextManager:
        """Return a context in which products are computed in `dtype`; weights and sums stay in float32."""
        return torch.autocast(self.device.type, self.dtype, enabled=self.dtype != torch.float32)


def prepare_torch() -> None:
    """Set torch to one thread and deterministic kernels.

    Results are then the same bytes each time, and several models can train at once.
    """
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    # Filling new tensors only helps to find kernels that read them too early, and takes up to a fifth of a step.
    torch.utils.deterministic.fill_uninitialized_memory = False  # pyrefly: ignore[missing-attribute]
    torch.set_flush_denormal(True)
    _keep_freed_memory()
    # On a GPU, cuBLAS is deterministic only with a workspace of fixed size. TF32 would round float32 to 10 bits.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.backends.cudnn.allow_tf32 = False


def _keep_freed_memory() -> None:
    """Make glibc keep the memory of freed tensors for new ones; do nothing with other C libraries.

    Otherwise it returns large blocks to the system, and getting them back takes a seventh of each training step.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(MOST_MAPPED_BLOCKS, 0)
        set_option(TRIM_THRESHOLD, 2**31 - 1)


def choose_device(model: Model, rank: int = 0) -> Device:
    """Return the GPU of process `rank` if there is one for each process, else the CPU.

    The type is bfloat16 if the device has it and the model allows it, else float32. Raises `InputError` if the model
    requires GPUs and there are fewer than processes.
    """
    gpus = torch.cuda.device_count()
    if model.device == "gpu" and gpus < model.processes:
        raise InputError(
            f"config key `device`: the model needs {model.processes} GPUs (one per process), but torch finds {gpus}: "
            "set `device: auto`, or install a build of torch for your GPUs."
        )
    on_gpu = gpus >= model.processes
    device = torch.device("cuda", rank) if on_gpu else torch.device("cpu")
    has_bfloat16 = torch.cuda.is_bf16_supported(including_emulation=False) if on_gpu else processor_has_bfloat16()
    dtype = torch.bfloat16 if model.precision == "auto" and has_bfloat16 else torch.float32
    return Device(device, dtype)


def processor_has_bfloat16() -> bool:
    """Return whether the CPU has bfloat16 instructions (AVX512_BF16); without them torch emulates it, slowly."""
    return torch.cpu._is_avx512_bf16_supported()
