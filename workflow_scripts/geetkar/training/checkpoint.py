"""Checkpoint files: everything that training needs to continue, with the same bytes each time.

`weights.safetensors` holds the network's weights, `optimizer.safetensors` the optimizer's and the recurrent state.
Unlike `torch.save`, safetensors never unpickles anything, and equal tensors give equal bytes.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, optim

from geetkar.training.cells import State
from geetkar.training.model import Model
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import replacing

ORIGIN = "geetkar"  # a single metadata key, since safetensors does not keep several in a fixed order

Discounts = list[list[list[float]]]  # of a memory's counts, (distributions, orders, 3)


@dataclass(frozen=True)
class Origin:
    """Where a checkpoint comes from: its model, the units of its vocabulary and the steps trained.

    `discounts` are those of the model's memory, which the network needs in order to write.
    """

    model: Model
    units: tuple[str, ...]
    step: int
    discounts: Discounts | None = None


def save_tensors(path: str | Path, tensors: dict[str, Tensor], origin: Origin) -> None:
    """Write tensors and their origin atomically."""
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    stored = {
        "model": asdict(origin.model),
        "units": origin.units,
        "step": origin.step,
        "discounts": origin.discounts,
        "sha256": _checksum(tensors),
    }
    metadata = {ORIGIN: json.dumps(stored, ensure_ascii=False, sort_keys=True)}
    with replacing(path) as temporary:
        temporary.write_bytes(save(tensors, metadata))


def load_tensors(
    path: str | Path, remedy: str = "delete it and run again to train its segment again"
) -> tuple[dict[str, Tensor], Origin]:
    """Return a file's tensors and their origin.

    Raises `InputError`, with a `remedy`, if the file is damaged or was not written by this project.
    """
    try:
        with safe_open(path, framework="pt") as file:
            stored = json.loads((file.metadata() or {})[ORIGIN])
            # Clone to memory that torch aligns: on unaligned tensors, kernels may round differently.
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118
        if _checksum(tensors) != stored["sha256"]:
            raise ValueError("the checksum of its tensors is wrong")
        origin = Origin(Model(**stored["model"]), tuple(stored["units"]), stored["step"], stored["discounts"])
        return tensors, origin
    except (SafetensorError, OSError, KeyError, ValueError, TypeError, RecursionError) as error:
        raise InputError(
            f"checkpoint {path} is damaged or was not written by this version of the project "
            f"({type(error).__name__}: {error}): {remedy}."
        ) from error


def _checksum(tensors: dict[str, Tensor]) -> str:
    """Return the SHA-256 of all names and values: safetensors itself would not notice a flipped bit."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].numpy().tobytes())
    return digest.hexdigest()


def check_origin(path: str | Path, found: Origin, model: Model, units: tuple[str, ...]) -> None:
    """Raise `InputError` if a checkpoint belongs to another model or vocabulary."""
    ours, theirs = asdict(model), asdict(found.model)
    if ours != theirs:
        changes = ", ".join(
            f"{key}: {theirs[key]!r}, not {ours[key]!r}" for key in sorted(ours) if ours[key] != theirs[key]
        )
        raise InputError(
            f"checkpoint {path} belongs to another model ({changes}): delete {Path(path).parent} and run again."
        )
    if found.units != units:
        raise InputError(
            f"checkpoint {path} belongs to another vocabulary "
            f"(of {len(found.units)} units; this one has {len(units)}): delete {Path(path).parent} and run again."
        )


def pack_progress(optimizer: optim.Optimizer, state: State) -> dict[str, Tensor]:
    """Return the optimizer's state and the recurrent state as named tensors."""
    packed = {f"recurrent.{index}": tensor for index, tensor in enumerate(state)}
    for parameter, slots in optimizer.state_dict()["state"].items():
        packed |= {f"optimizer.{parameter}.{slot}": tensor for slot, tensor in slots.items()}
    return packed


def unpack_progress(packed: dict[str, Tensor], optimizer: optim.Optimizer) -> State:
    """Restore the optimizer's state and return the recurrent state."""
    state: dict[int, dict[str, Tensor]] = {}
    for name, tensor in packed.items():
        if name.startswith("optimizer."):
            _, parameter, slot = name.split(".")
            state.setdefault(int(parameter), {})[slot] = tensor
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    return tuple(packed[f"recurrent.{index}"] for index in range(2) if f"recurrent.{index}" in packed)
