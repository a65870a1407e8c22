"""The page of a checkpoint: its samples, its loss so far and its measures."""

from pathlib import Path

from geetkar.evaluation.measures import measures_of
from geetkar.pages.shared.comparisons import references_at
from geetkar.pages.shared.form_songs import PARTS, forms_to_show
from geetkar.pages.shared.loss_charts import loss_chart
from geetkar.pages.shared.marked_lines import lines_to_show
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.script_switch import merge_spellings
from geetkar.pages.shared.wording import UNIT_NAMES, perplexity, step_name
from geetkar.sampling.requests import typical
from geetkar.training.model import NamedModel
from geetkar.workflow.song_scripts import AS_WRITTEN

HERE = Path(__file__).parent


def group_by_prime(samples: list[dict]) -> list[dict]:
    """Group samples by their prime text, in the order of the configuration, and sort them by seed and temperature."""
    groups: dict[str, list[dict]] = {}
    for sample in sorted(samples, key=lambda each: (each["seed"], each["temperature"])):
        groups.setdefault(sample["prime"], []).append({**sample, "lines": lines_to_show(sample["lines"])})
    return [{"prime": prime, "samples": group} for prime, group in groups.items()]


def draw_checkpoint(
    model: NamedModel, segment: list[dict], measures: dict, references: dict, forms: dict | None = None
) -> str:
    """Return the page of one checkpoint as HTML.

    `segment` holds the lines of its metrics, and `forms` the songs of forms by a model with plans.
    """
    rows, end = measures["by_temperature"], segment[-1]
    return render(
        HERE,
        "checkpoint.html.j2",
        page=f"pages/{model.name}/{step_name(end['step'])}.html",
        scripts=["script_switch.js", "mark_evidence.js"],
        model=model,
        end=end,
        unit_name=UNIT_NAMES[model.unit],
        perplexity=perplexity(end["validation_nats"]),
        groups=group_by_prime(measures["samples"]),
        temperatures={sample["temperature"] for sample in measures["samples"]},
        several_seeds=len({sample["seed"] for sample in measures["samples"]}) > 1,
        hindi=model.script != AS_WRITTEN,
        MEASURES=measures_of(model.script),
        rows=[{"name": row["temperature"], **row} for row in rows],
        references=references_at(references, typical([row["temperature"] for row in rows])),
        chart=loss_chart([segment], model),
        PARTS=PARTS,
        forms=forms and forms_to_show(forms["forms"]),
        spellings=merge_spellings((model.script, each["words"]) for each in (measures, forms) if each),
    )
