"""The options of a model: everything that decides its weights but the training text and the network it begins from."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, Self, get_args

Script = Literal["itrans", "roman", "devanagari", "as_written"]
Unit = Literal["char", "word", "subword"]
LineOrder = Literal["forward", "backward"]
Memory = Literal["none", "song"]
Input = Literal["embedding", "one_hot", "tied", "pretrained"]
INPUTS: tuple[Input, ...] = get_args(Input)


@dataclass(frozen=True, kw_only=True)
class Model:
    """An entry of the configuration's `models`, without the keys that only the rules read.

    schemas/config.schema.yaml describes the keys and has their defaults.
    """

    script: Script
    unit: Unit
    line_order: LineOrder
    plans: bool
    cell: str  # of `CELLS`
    layers: int
    hidden: int
    input: Input
    embedding_size: int
    dropout: float
    weight_drop: float
    residual: bool
    memory: Memory
    batch: int
    sequence: int
    initialization: Literal["orthogonal", "uniform"]
    optimizer: Literal["rmsprop", "adamw"]
    weight_decay: float
    precision: Literal["auto", "float32"]
    device: Literal["auto", "gpu"]
    processes: int
    learning_rate: float
    warmup_steps: int
    decay_factor: float
    decay_after_epochs: int
    clip: float
    seed: int

    @classmethod
    def configured(cls, entry: Mapping[str, Any]) -> Self:
        """Return the model of a complete entry of the configuration, ignoring its other keys."""
        return cls(**{field.name: entry[field.name] for field in fields(cls)})


@dataclass(frozen=True, kw_only=True)
class NamedModel(Model):
    """A model with its name."""

    name: str
