"""The first screen of the index: a song by one network at growing ages, and a line by each network."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from geetkar.pages.shared.comparisons import measured_at
from geetkar.pages.shared.openings import best_opening, opening_of, same_sample
from geetkar.pages.shared.wording import age_of, times_read
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel

STAGES = 6
FEWEST_WORDS = 3  # of a line that speaks for a model
UNITS = {"char": "letter by letter", "word": "word by word", "subword": "piece by piece"}


def lead_of(models: Sequence[NamedModel], metrics: pd.DataFrame) -> NamedModel:
    """Return the model whose learning is shown: one that writes letters if any does, the one with most checkpoints."""
    checkpoints = metrics["model"].value_counts()
    return max(models, key=lambda model: (model.unit == "char", checkpoints[model.name]))


def ages_of(lead: NamedModel, metrics: pd.DataFrame) -> pd.DataFrame:
    """Return at most `STAGES` checkpoints of a model, from the first to the best, evenly spaced, youngest first."""
    own = metrics[metrics["model"] == lead.name].sort_values(["characters_seen", "step"])
    (best,) = best_checkpoints(own)["step"]
    until = own[: own["step"].tolist().index(best) + 1]
    between = min(STAGES, len(until)) - 1
    return until.iloc[[round(place * (len(until) - 1) / max(between, 1)) for place in range(between + 1)]]


def line_of(samples: Iterable[Mapping], temperature: float) -> str:
    """Return the first line of the best opening of samples, of those that have three words or more if any has."""
    opening = opening_of(best_opening(samples, temperature))
    return next((line for line in opening if len(line.split()) >= FEWEST_WORDS), "".join(opening[:1]))


def stages_of(lead: NamedModel, ages: pd.DataFrame, measures: Mapping, temperature: float) -> list[dict]:
    """Return the beginnings of songs of a model at growing ages, all with the prime text and seed that end best."""
    by_step = {step: measures[lead.name, step] for step in ages["step"]}
    chosen = best_opening(by_step[ages["step"].iloc[-1]]["samples"], temperature)
    return [
        {
            "step": age["step"],
            "times": times_read(age["epochs"]),
            "age": age_of(age["epochs"]),
            "lines": opening_of(same_sample(chosen, measured["samples"])),
            "real_words": measured_at(measured, temperature)["real_words"],
        }
        for age, measured in zip(ages.to_dict("records"), by_step.values(), strict=True)
    ]
