"""The index page: all models, their curves and best checkpoints, and links to the other pages."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pandas as pd

from geetkar.evaluation.judged_features import JUDGES
from geetkar.evaluation.measures import measures_of
from geetkar.pages.index.best_songs import songs_early_and_late
from geetkar.pages.index.findings import best_model, findings
from geetkar.pages.index.first_screen import UNITS, lead_of, line_of, song_of_stages, standing_of
from geetkar.pages.shared.comparisons import measured_at, networks_and_yardsticks
from geetkar.pages.shared.loss_charts import validation_chart
from geetkar.pages.shared.marked_lines import lines_to_show
from geetkar.pages.shared.model_differences import differences, variant_of
from geetkar.pages.shared.openings import best_opening, same_sample
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.script_switch import merge_spellings
from geetkar.pages.shared.stages import stages_of
from geetkar.sampling.requests import typical
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel
from geetkar.workflow.song_scripts import AS_WRITTEN

HERE = Path(__file__).parent
SHOWN_WRITERS = 6


def first_and_best(metrics: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the best checkpoint of each model, as one row if they are the same."""
    firsts = metrics.sort_values("step").drop_duplicates("model")
    return pd.concat([firsts, best_checkpoints(metrics)]).drop_duplicates(["model", "step"])


def stages_of_lead(models: list[NamedModel], metrics: pd.DataFrame) -> list[dict]:
    """Return the checkpoints of the first screen's model at which it is shown, youngest first."""
    return stages_of(metrics[metrics["model"] == lead_of(models, metrics).name])


def shown_checkpoints(models: list[NamedModel], metrics: pd.DataFrame) -> set[tuple[str, int]]:
    """Return (model, step) of the checkpoints whose samples and measures the index shows."""
    shown = [*first_and_best(metrics).to_dict("records"), *stages_of_lead(models, metrics)]
    return {(each["model"], each["step"]) for each in shown}


def noise_and_song(model: NamedModel, first: dict, best: dict, measures: Mapping, temperature: float) -> dict:
    """Return the sample of a model's best checkpoint that begins best, and that of its first one with the same seed."""
    written = best_opening(measures[model.name, best["step"]]["samples"], temperature)
    checkpoints = [first, best] if first["step"] != best["step"] else [best]
    samples = [
        {**each, "lines": lines_to_show(same_sample(written, measures[model.name, each["step"]]["samples"])["lines"])}
        for each in checkpoints
    ]
    return {"model": model, "samples": samples}


def songs_of_forms(
    planned: list[NamedModel], first: Mapping, best: Mapping, forms: Mapping, temperature: float
) -> dict:
    """Return the best song of each form by the best of the models with plans, early and late; empty without one.

    `first` and `best` hold the row of a checkpoint by model.
    """
    written = [model for model in planned if (model.name, best[model.name]["step"]) in forms]
    if not written:
        return {}
    model = best_model(written, pd.DataFrame(best.values()))
    early, late = first[model.name], best[model.name]
    before = None if early["step"] == late["step"] else forms[model.name, early["step"]]
    songs = songs_early_and_late(before, forms[model.name, late["step"]], temperature)
    return {"model": model, "first": early, "best": late, "songs": songs} if songs else {}


def origin_of_songs(config: dict, summary: dict) -> dict:
    """Return what the configuration says of the songs, and the folder or the site that their files are from."""
    source = (summary["archive"] or {}).get("source") or config["songs"]["folder"] or ""
    place = urlsplit(source).hostname or PurePosixPath(source).name
    return {"description": config["dataset"]["description"], "place": place}


def row_of(models: list[NamedModel], number: int, best: dict, measures: dict, judged: dict, temperature: float) -> dict:
    """Return the table row of one model: its best checkpoint, that one's measures, and how the model differs."""
    other = variant_of(models, number)
    return {
        "model": models[number],
        "best": best,
        "measured": measured_at(measures, temperature),
        "judged": judged,
        "variant_of": other and other.name,
        "differences": differences(models[number], other) if other else {},
    }


def draw_index(
    config: dict,
    metrics: pd.DataFrame,
    measures: dict[tuple[str, int], dict],
    references: dict[str, dict],
    yardsticks: dict[str, list[dict]],
    judged: dict[str, dict],
    forms: dict[tuple[str, int], dict],
    summary: dict,
) -> str:
    """Return the index page as HTML.

    `metrics` is the table of all checkpoints (`read_metrics`); `measures` and, of models with plans, `forms` hold those
    of the `shown_checkpoints`, by model and step; `references` and `yardsticks` are by script, `judged` by model.
    """
    models = [NamedModel.configured(entry) for entry in config["models"]]
    script_of = {model.name: model.script for model in models}
    scripts = pd.DataFrame(script_of.items(), columns=["model", "script"])
    metrics = metrics.merge(scripts, on="model", validate="many_to_one")
    last_steps = metrics.groupby("model", as_index=False).agg(last_epochs=("epochs", "max"))
    bests = best_checkpoints(metrics).merge(last_steps, on="model", validate="one_to_one")
    best = {row["model"]: row for row in bests.to_dict("records")}
    temperature = typical([row["temperature"] for row in next(iter(measures.values()))["by_temperature"]])
    first = {row["model"]: row for row in metrics.sort_values("step", ascending=False).to_dict("records")}
    lead = lead_of(models, metrics)
    of_forms = songs_of_forms([model for model in models if model.plans], first, best, forms, temperature)
    writers = [
        {
            "model": model,
            "best": best[model.name],
            "line": line_of(measures[model.name, best[model.name]["step"]]["samples"], temperature),
        }
        for model in models[:SHOWN_WRITERS]
    ]
    return render(
        HERE,
        "index.html.j2",
        page="index.html",
        scripts=["script_switch.js", "mark_evidence.js", "sort_tables.js", "first_screen.js"],
        lead=lead,
        manner=UNITS[lead.unit],
        standing=standing_of(lead, models, metrics),
        stages=song_of_stages(stages_of_lead(models, metrics), measures, temperature),
        real_words_of_people=references[lead.script]["human"]["real_words"] if lead.unit != "word" else None,
        writers=writers,
        findings=findings(models, metrics, bests, judged),
        of_forms=of_forms,
        origin=origin_of_songs(config, summary),
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
        taste=[
            noise_and_song(model, first[model.name], best[model.name], measures, temperature)
            for model in models
            if model != of_forms.get("model")
        ],
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
    )
