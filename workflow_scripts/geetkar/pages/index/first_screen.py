"""The first screen of the index: a song by one network at growing ages, and a line by each network."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from geetkar.pages.index.findings import best_model, comparable
from geetkar.pages.shared.comparisons import measured_at
from geetkar.pages.shared.openings import best_opening, opening_of, same_sample
from geetkar.pages.shared.stages import stages_of
from geetkar.pages.shared.wording import age_of, script_name, times_read
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel
from geetkar.workflow.song_scripts import AS_WRITTEN

FEWEST_STAGES = 3  # in which a reader sees a network learn: early, between and late
FEWEST_WORDS = 3  # of a line that speaks for a model
UNITS = {"char": "letter by letter", "word": "word by word", "subword": "piece by piece"}


def lead_of(models: Sequence[NamedModel], metrics: pd.DataFrame) -> NamedModel:
    """Return the model whose learning is shown: the best of those that are seen in `FEWEST_STAGES` or more.

    If no model is, it is the best of those that are seen in the most stages.
    """
    compared = comparable(models)
    stages = {model.name: len(stages_of(metrics[metrics["model"] == model.name])) for model in compared}
    enough = min(FEWEST_STAGES, max(stages.values()))
    return best_model([model for model in compared if stages[model.name] >= enough], best_checkpoints(metrics))


def standing_of(lead: NamedModel, models: Sequence[NamedModel], metrics: pd.DataFrame) -> str:
    """Say in a few words which of the models the lead is; nothing if it cannot be compared with another one."""
    compared = comparable(models)
    if len(compared) == 1:
        return ""
    all_alike = len(compared) == len(models) or lead.script == AS_WRITTEN
    writers = "writers" if all_alike else f"writers in {script_name(lead.script)} script"
    if lead == best_model(compared, best_checkpoints(metrics)):
        return f"the best of the {len(compared)} {writers}"
    return f"the best of the {writers} saved often enough to show how they learned"


def line_of(samples: Iterable[Mapping], temperature: float) -> str:
    """Return the first line of the best opening of samples, of those that have three words or more if any has."""
    opening = opening_of(best_opening(samples, temperature))
    return next((line for line in opening if len(line.split()) >= FEWEST_WORDS), "".join(opening[:1]))


def song_of_stages(stages: Sequence[Mapping], measures: Mapping, temperature: float) -> list[dict]:
    """Return the beginnings of songs of a model at growing ages, all with the prime text and seed that end best.

    `stages` are checkpoints (`stages_of`), `measures` those of their samples by model and step.
    """
    measured = [measures[stage["model"], stage["step"]] for stage in stages]
    chosen = best_opening(measured[-1]["samples"], temperature)
    return [
        {
            "times": times_read(stage["epochs"]),
            "age": age_of(stage["epochs"]),
            "lines": opening_of(same_sample(chosen, each["samples"])),
            "real_words": measured_at(each, temperature)["real_words"],
        }
        for stage, each in zip(stages, measured, strict=True)
    ]
