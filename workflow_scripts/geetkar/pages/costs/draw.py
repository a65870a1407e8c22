"""The page of training time and memory, and of the loss by training time."""

from pathlib import Path

import pandas as pd

from geetkar.pages.shared.loss_charts import validation_chart
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.training_time import checkpoints_with_seconds
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel

HERE = Path(__file__).parent


def costs_of(checkpoints: pd.DataFrame) -> pd.DataFrame:
    """Return a row per model: its best checkpoint, and the total seconds and largest memory of its segments."""
    segments = checkpoints.groupby("model", as_index=False)
    totals = segments.agg(seconds_in_all=("seconds", "sum"), largest_memory_bytes=("peak_memory_bytes", "max"))
    costs = best_checkpoints(checkpoints).merge(totals, on="model", validate="one_to_one")
    return costs.assign(characters_per_second=costs["characters_seen"] / costs["seconds_until"])


def draw_costs(models: list[NamedModel], metrics: pd.DataFrame, timings: pd.DataFrame, origin: dict) -> str:
    """Return the page as HTML, from tables of losses (`read_metrics`) and of times (`read_timings`).

    `origin` identifies the run (`provenance`).
    """
    checkpoints = checkpoints_with_seconds(metrics, timings)
    costs = costs_of(checkpoints).set_index("model").to_dict("index")
    scripts = dict.fromkeys(model.script for model in models)
    return render(
        HERE,
        "costs.html.j2",
        page="pages/costs.html",
        scripts=["sort_tables.js"],
        costs=[{"model": model, **costs[model.name]} for model in models],
        charts=[
            {
                "script": script,
                "drawn": validation_chart(checkpoints, models, script, "seconds_until", "seconds of training"),
            }
            for script in scripts
        ],
        machine=machine_line(machine()),
        provenance=origin,
    )
