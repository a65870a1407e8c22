"""The page of a model: all its checkpoints, with a slider."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from geetkar.evaluation.judged_features import JUDGES
from geetkar.evaluation.measures import MEASURES, measures_of
from geetkar.pages.model.looking_back import lines_of, mean_bits
from geetkar.pages.shared.charts import draw_lines
from geetkar.pages.shared.comparisons import measured_at, networks_and_yardsticks, references_at
from geetkar.pages.shared.form_songs import PARTS, forms_to_show
from geetkar.pages.shared.loss_charts import loss_chart, points_of
from geetkar.pages.shared.marked_lines import lines_to_show
from geetkar.pages.shared.openings import best_opening
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.script_switch import merge_spellings
from geetkar.pages.shared.wording import age_of, shown
from geetkar.sampling.requests import typical
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel
from geetkar.workflow.song_scripts import AS_WRITTEN

HERE = Path(__file__).parent


def measure_chart(key: str, checkpoints: pd.DataFrame, human: dict) -> dict:
    """Return a measure and its chart over the checkpoints, with the value of people's songs as a level.

    The chart is None if the measure is zero at all checkpoints; `people` is then the value of people's songs in words.
    """
    measure = MEASURES[key]
    if not checkpoints[key].fillna(0).any():
        return {"measure": measure, "drawn": None, "people": shown(human[key], measure.format)}
    drawn = draw_lines(
        [points_of("the network", checkpoints, "step", key)],
        title=f"{measure.name} over training steps",
        x_label="training steps",
        y_label=measure.name.lower(),
        level=("people's songs", human[key]),
        shares=measure.format == "percent",
        cursor=checkpoints["step"].tolist(),
    )
    return {"measure": measure, "drawn": drawn}


def draw_model(
    model: NamedModel,
    metrics: pd.DataFrame,
    segments: list[list[dict]],
    measures: dict[int, dict],
    references: dict,
    yardsticks: list[dict],
    memory_help: dict | None = None,
    judged: dict | None = None,
    forms: Mapping[int, dict] = MappingProxyType({}),
    begin_from: str | None = None,
) -> str:
    """Return the page of one model as HTML.

    `metrics` is the table of its checkpoints (`read_metrics`), `segments` holds the lines of training metrics that lead
    to each of them (`read_lines`), `measures` those of each step, `memory_help` what its memory saves in a song,
    `judged` how well its songs are told from people's, `forms` the songs of forms of each step, and `begin_from` is the
    file of the network that it began from.
    """
    metrics = metrics.sort_values("step")
    segments = sorted(segments, key=lambda lines: lines[-1]["step"])
    bests = best_checkpoints(metrics)
    (best,) = bests.to_dict("records")
    ends = metrics.to_dict("records")
    steps = metrics["step"].tolist()
    samples = measures[steps[0]]["samples"]
    temperatures = sorted({sample["temperature"] for sample in samples})
    temperature = typical(temperatures)
    rows = {step: measured_at(measures[step], temperature) for step in steps}
    measured = metrics.merge(
        pd.DataFrame.from_dict(rows, orient="index"), left_on="step", right_index=True, validate="one_to_one"
    )
    human, counts = references_at(references, temperature)
    defined = measures_of(model.script)
    of_forms = forms.get(best["step"])
    chosen = best_opening(measures[best["step"]]["samples"], temperature)
    return render(
        HERE,
        "model.html.j2",
        page=f"pages/{model.name}/index.html",
        scripts=["script_switch.js", "mark_evidence.js", "evolution.js"],
        model=model,
        looking_back=memory_help and {"lines": lines_of(memory_help), "mean": mean_bits(memory_help)},
        options={"name": model.name} | asdict(model),
        best=best,
        cooled=bool((metrics["cooled_from"] > 0).any()),
        best_place=steps.index(best["step"]),
        checkpoints=[
            {
                "step": end["step"],
                "end": end,
                "samples": [
                    {**sample, "lines": lines_to_show(sample["lines"])} for sample in measures[end["step"]]["samples"]
                ],
            }
            for end in ends
        ],
        primes=list(dict.fromkeys(sample["prime"] for sample in samples)),
        begin_from=begin_from,
        chosen=chosen,
        temperatures=temperatures,
        seeds=sorted({sample["seed"] for sample in samples}),
        hindi=model.script != AS_WRITTEN,
        MEASURES=defined,
        measured=[{"name": f"{age_of(end['epochs'])} (step {end['step']:,})", **rows[end["step"]]} for end in ends],
        measured_temperature=temperature,
        references=[human, counts],
        JUDGES=JUDGES,
        judged=judged,
        PARTS=PARTS,
        forms=of_forms and forms_to_show(of_forms["forms"], temperature),
        measure_charts=[measure_chart(key, measured, human) for key in defined if MEASURES[key].charted],
        chart=loss_chart(segments, model, cursor=steps),
        spellings=merge_spellings(
            (model.script, each["words"]) for each in [*(measures[step] for step in steps), of_forms] if each
        ),
        yardsticks=yardsticks,
        compared=networks_and_yardsticks(bests, yardsticks),
    )
