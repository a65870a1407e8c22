"""The article's model, which several of the primer's sections use."""

from pathlib import Path

import pytest

from geetkar.training.model import Model
from geetkar.workflow.configuration import complete_configuration

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def article_model():
    model = {
        "name": "article",
        "script": "roman",
        "layers": 3,
        "hidden": 300,
        "embedding_size": 128,
        "checkpoints": [1],
    }
    (model,) = complete_configuration({"models": [model]}, ROOT / "schemas/config.schema.yaml")["models"]
    return Model.configured(model)
