"""The index page: all models, their curves and best checkpoints, and links to the other pages."""

import json
from pathlib import Path

import pandas as pd
import yaml

from geetkar import __version__
from geetkar.evaluation.judged_features import JUDGES
from geetkar.evaluation.measures import measures_of
from geetkar.pages.shared.comparisons import networks_and_yardsticks
from geetkar.pages.shared.form_songs import forms_to_show
from geetkar.pages.shared.loss_charts import validation_chart
from geetkar.pages.shared.machine import commit
from geetkar.pages.shared.marked_lines import lines_to_show
from geetkar.pages.shared.model_differences import differences, variant_of
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.script_switch import merge_spellings
from geetkar.sampling.requests import typical
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel
from geetkar.workflow.song_scripts import AS_WRITTEN

HERE = Path(__file__).parent
SHOWN_FORMS = 2
SHOWN_VERSIONS = ("snakemake", "scrapy", "torch", "onnxruntime", "numpy")


def first_and_best(metrics: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the best checkpoint of each model, as one row if they are the same."""
    firsts = metrics.sort_values("step").drop_duplicates("model")
    return pd.concat([firsts, best_checkpoints(metrics)]).drop_duplicates(["model", "step"])


def shown_checkpoints(metrics: pd.DataFrame) -> set[tuple[str, int]]:
    """Return (model, step) of the checkpoints whose samples and measures the index shows, at most two per model."""
    shown = first_and_best(metrics)
    return set(zip(shown["model"], shown["step"], strict=True))


def taste_of(checkpoint: dict, measures: dict, temperature: float) -> dict:
    """Return a checkpoint's sample at a temperature, for the first prime text and seed."""
    sample = next(each for each in measures["samples"] if each["temperature"] == temperature)
    lines = lines_to_show(sample["lines"])
    return {"step": checkpoint["step"], "bpc": checkpoint["validation_bpc"], "lines": lines, "words": measures["words"]}


def songs_of_forms(forms: dict | None, temperature: float) -> list[dict]:
    """Return the first songs of the first forms by a checkpoint, at a temperature; none for a model without plans."""
    if forms is None:
        return []
    written = [form for form in forms["forms"] if form["songs"]]
    return [{**form, **form["songs"][0]} for form in forms_to_show(written[:SHOWN_FORMS], temperature)]


def row_of(models: list[NamedModel], number: int, best: dict, measures: dict, judged: dict, temperature: float) -> dict:
    """Return the table row of one model: its best checkpoint, that one's measures, and how the model differs."""
    other = variant_of(models, number)
    return {
        "model": models[number],
        "best": best,
        "measured": next(row for row in measures["by_temperature"] if row["temperature"] == temperature),
        "judged": judged,
        "variant_of": other and other.name,
        "differences": differences(models[number], other) if other else {},
    }


def draw_index(
    config: dict,
    metrics: pd.DataFrame,
    measures: dict[tuple[str, int], dict],
    yardsticks: dict[str, list[dict]],
    judged: dict[str, dict],
    forms: dict[tuple[str, int], dict],
    summary: dict,
    versions: dict[str, str],
    checksums: dict[str, str],
) -> str:
    """Return the index page as HTML.

    `metrics` is the table of all checkpoints (`read_metrics`); `measures` and, of models with plans, `forms` hold those
    of the `shown_checkpoints`, by model and step; `yardsticks` are by script, `judged` by model, `versions` by package
    and `checksums` by path.
    """
    models = [NamedModel.configured(entry) for entry in config["models"]]
    script_of = {model.name: model.script for model in models}
    scripts = pd.DataFrame(script_of.items(), columns=["model", "script"])
    metrics = metrics.merge(scripts, on="model", validate="many_to_one")
    last_steps = metrics.groupby("model", as_index=False).agg(last_step=("step", "max"))
    bests = best_checkpoints(metrics).merge(last_steps, on="model", validate="one_to_one")
    best = {row["model"]: row for row in bests.to_dict("records")}
    temperature = typical([row["temperature"] for row in next(iter(measures.values()))["by_temperature"]])
    shown = first_and_best(metrics)
    taste = [
        {
            "model": model,
            "samples": [
                taste_of(checkpoint, measures[model.name, checkpoint["step"]], temperature)
                for checkpoint in shown[shown["model"] == model.name].to_dict("records")
            ],
            "forms": songs_of_forms(forms.get((model.name, best[model.name]["step"])), temperature),
        }
        for model in models
    ]
    return render(
        HERE,
        "index.html.j2",
        scripts=["script_switch.js", "mark_evidence.js", "sort_tables.js"],
        summary=summary,
        rejected=sum(summary["rejected"].values()),
        rows=[
            row_of(
                models,
                number,
                best[model.name],
                measures[model.name, best[model.name]["step"]],
                judged[model.name],
                temperature,
            )
            for number, model in enumerate(models)
        ],
        hindi=models[0].script != AS_WRITTEN,
        headlines={key: measure for key, measure in measures_of(models[0].script).items() if measure.headline},
        JUDGES=JUDGES,
        taste=taste,
        temperature=temperature,
        spellings=merge_spellings(
            (script_of[name], each["words"]) for written in (measures, forms) for (name, _), each in written.items()
        ),
        yardsticks=yardsticks,
        compared={
            script: networks_and_yardsticks(bests[bests["script"] == script], yardsticks[script])
            for script in yardsticks
        },
        charts=[
            {
                "script": script,
                "drawn": validation_chart(metrics, models, script, "characters_seen", "characters read"),
            }
            for script in yardsticks
        ],
        provenance={
            "version": __version__,
            "commit": commit(),
            "versions": versions,
            "checksums": checksums,
            # A deep copy, since YAML would write parts that two models share as aliases.
            "config": yaml.safe_dump(json.loads(json.dumps(config)), allow_unicode=True, sort_keys=False),
        },
    )
