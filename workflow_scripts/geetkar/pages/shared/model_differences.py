"""Find how the models of a configuration differ."""

from collections.abc import Sequence
from dataclasses import fields

from geetkar.training.model import Model, NamedModel


def differences(model: Model, other: Model) -> dict[str, object]:
    """Return the options in which a model differs from another one, with their values; the name is not an option."""
    options = {field.name: getattr(model, field.name) for field in fields(Model)}
    return {key: value for key, value in options.items() if value != getattr(other, key)}


def variant_of(models: Sequence[NamedModel], number: int) -> NamedModel | None:
    """Return the earlier model that differs least from model `number`, the first one of equals; None for the first."""
    return min(models[:number], key=lambda other: len(differences(models[number], other)), default=None)
