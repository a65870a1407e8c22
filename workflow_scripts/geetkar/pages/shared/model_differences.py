"""What sets the models of a configuration apart."""

from collections.abc import Mapping, Sequence

# Which checkpoints there are is no part of what a model is.
WHEN = ("name", "checkpoints", "cooled")


def differences(model: Mapping, other: Mapping) -> dict[str, object]:
    """The options of a model that another one has otherwise, with their values."""
    return {key: value for key, value in model.items() if key not in WHEN and value != other[key]}


def variant_of(models: Sequence[Mapping], number: int) -> Mapping | None:
    """The model before `number` that is most like it, the first of equals; `None` for the first model."""
    return min(models[:number], key=lambda other: len(differences(models[number], other)), default=None)
