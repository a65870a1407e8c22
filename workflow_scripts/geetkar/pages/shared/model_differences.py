"""What sets the models of a configuration apart."""

from collections.abc import Sequence
from dataclasses import fields

from geetkar.training.model import Model, NamedModel


def differences(model: Model, other: Model) -> dict[str, object]:
    """The options of a model that another one has otherwise, with their values; a name is no option."""
    options = {field.name: getattr(model, field.name) for field in fields(Model)}
    return {key: value for key, value in options.items() if value != getattr(other, key)}


def variant_of(models: Sequence[NamedModel], number: int) -> NamedModel | None:
    """The model before `number` that is most like it, the first of equals; `None` for the first model."""
    return min(models[:number], key=lambda other: len(differences(models[number], other)), default=None)
