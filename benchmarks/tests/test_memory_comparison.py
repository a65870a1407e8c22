"""The models that compare the presets with and without a memory."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def models_of(path: str) -> dict[str, dict]:
    return {model["name"]: model for model in yaml.safe_load((ROOT / path).read_text())["models"]}


def test_they_are_the_presets_and_the_same_without_a_memory():
    presets = models_of("presets/fastest.yaml") | models_of("presets/best.yaml")
    without = {
        f"{name}_without_memory": {**model, "name": f"{name}_without_memory", "memory": "none"}
        for name, model in presets.items()
    }
    assert models_of("benchmarks/memory.yaml") == presets | without
