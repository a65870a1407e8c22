"""The page that compares two models over their training, sample by sample and figure by figure."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from geetkar.evaluation.judged_features import JUDGES
from geetkar.evaluation.measures import measures_of
from geetkar.pages.comparison.counted_marks import first_with_words, samples_at
from geetkar.pages.comparison.findings import Trained, findings
from geetkar.pages.shared.comparisons import measured_at, references_at, whole_bits
from geetkar.pages.shared.form_songs import forms_to_show
from geetkar.pages.shared.loss_charts import validation_chart
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.pages.shared.model_differences import differences
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.script_switch import merge_spellings
from geetkar.pages.shared.stages import stages_of
from geetkar.pages.shared.training_time import checkpoints_with_seconds, duration
from geetkar.sampling.requests import typical
from geetkar.training.model import Model, NamedModel
from geetkar.workflow.song_scripts import AS_WRITTEN

HERE = Path(__file__).parent
SHOWN_MEASURES = ("real_words", "rhyming_lines", "repeated_lines", "copied_characters")


def draw_comparison(
    models: Sequence[NamedModel],
    metrics: pd.DataFrame,
    timings: pd.DataFrame,
    measures: Mapping[tuple[str, int], dict],
    judged: Mapping[str, dict],
    forms: Mapping[tuple[str, int], dict],
    references: dict,
    article: Model,
) -> str:
    """Return the page as HTML.

    `models` are two of one script; `metrics` and `timings` are tables of their checkpoints (`read_metrics`,
    `read_timings`), `measures` and `forms` by model and step, `judged` by model. `article` has the options of the
    source article's network.
    """
    checkpoints = checkpoints_with_seconds(metrics, timings)
    checkpoints = checkpoints.assign(bits=whole_bits(checkpoints))
    stages = {model.name: stages_of(checkpoints[checkpoints["model"] == model.name]) for model in models}
    best_forms = {name: forms.get((name, of_model[-1]["step"])) for name, of_model in stages.items()}
    temperature = typical([row["temperature"] for row in next(iter(measures.values()))["by_temperature"]])
    shown = {(name, stage["step"]): measures[name, stage["step"]] for name in stages for stage in stages[name]}
    samples = {key: samples_at(each, temperature) for key, each in shown.items()}
    one, other = models
    script = one.script
    return render(
        HERE,
        "comparison.html.j2",
        page=f"pages/{one.name}/compared_with_{other.name}.html",
        scripts=["script_switch.js", "mark_evidence.js", "choose_sample.js"],
        findings=findings(*(Trained(name, stages[name], judged[name]) for name in stages)),
        of_the_article=[model.name for model in models if not differences(model, article)],
        compared=[
            {
                "model": model,
                "stages": [
                    {
                        **stage,
                        "samples": samples[model.name, stage["step"]],
                        "trained": duration(stage["seconds_until"]),
                    }
                    for stage in stages[model.name]
                ],
                "checkpoints": [
                    {**row, "measured": measured_at(measures[model.name, row["step"]], temperature)}
                    for row in checkpoints[checkpoints["model"] == model.name].sort_values("step").to_dict("records")
                ],
                "judged": judged[model.name],
                "forms": forms_to_show(of_forms["forms"], temperature) if of_forms else [],
            }
            for model, of_forms in zip(models, best_forms.values(), strict=True)
        ],
        shown_first=first_with_words([*samples.values()]),
        script=script,
        temperature=temperature,
        hindi=script != AS_WRITTEN,
        MEASURES={key: measure for key, measure in measures_of(script).items() if key in SHOWN_MEASURES},
        JUDGES=JUDGES,
        people=references_at(references, temperature)[0],
        differences={key: (getattr(one, key), value) for key, value in differences(other, one).items()},
        chart=validation_chart(
            checkpoints.assign(validation_bpc=checkpoints["bits"]),
            models,
            script,
            "seconds_until",
            "seconds of training",
        ),
        spellings=merge_spellings((script, each["words"]) for each in [*shown.values(), *best_forms.values()] if each),
        machine=machine_line(machine()),
    )
