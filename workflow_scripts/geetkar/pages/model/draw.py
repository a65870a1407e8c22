"""A model's checkpoints, early to late, to go through with a slider."""

from pathlib import Path

from geetkar.evaluation.measures import MEASURES
from geetkar.pages.shared.charts import draw_lines
from geetkar.pages.shared.references import beside_yardsticks, references_at, typical
from geetkar.pages.shared.rendering import (
    UNIT_NAMES,
    loss_chart,
    merge_spellings,
    points_of,
    render,
)
from geetkar.pages.shared.shown_samples import lines_to_show
from geetkar.training.metrics import best_of, losses_by_branch, read_lines
from geetkar.workflow.files import read_json, write_text

HERE = Path(__file__).parent
CHARTED = (  # shares, all of them
    "real_words",
    "rhyming_lines",
    "repeated_lines",
    "copied_characters",
)


def measure_chart(key: str, ends: list[dict], rows: list[dict], human: dict) -> dict:
    """One measure over the checkpoints, with the height that people's songs have."""
    steps = [end["step"] for end in ends]
    drawn = draw_lines(
        [points_of("the network", ends, steps, [row[key] for row in rows])],
        title=f"{MEASURES[key].name} over training steps",
        x_label="training steps",
        y_label=MEASURES[key].name.lower(),
        level=("people's songs", human[key]),
        shares=True,
        cursor=steps,
    )
    return {"measure": MEASURES[key], "drawn": drawn}


def draw_model(
    model: dict,
    measures_paths: list[str],
    metrics_paths: list[str],
    references_path: str,
    yardsticks_path: str,
    page_path: str,
) -> None:
    """Draw the page of one model; the paths of each kind stand in the order of training."""
    metrics = read_lines(metrics_paths)
    ends = [segment[-1] for segment in metrics]
    best = best_of(ends)
    measures = [read_json(path) for path in measures_paths]
    yardsticks = read_json(yardsticks_path)
    asked = measures[0]["samples"]
    temperatures = sorted({sample["temperature"] for sample in asked})
    temperature = typical(temperatures)
    rows = [row for each in measures for row in each["by_temperature"] if row["temperature"] == temperature]
    human, ngram = references_at(read_json(references_path), temperature)
    steps = [end["step"] for end in ends]
    write_text(
        page_path,
        render(
            HERE,
            "model.html.j2",
            scripts=["script_switch.js", "evidence.js", "evolution.js"],
            model=model,
            best=best,
            cooled=any(end["cooled_from"] for end in ends),
            best_place=steps.index(best["step"]),
            unit_name=UNIT_NAMES[model["unit"]],
            checkpoints=[
                {
                    "step": end["step"],
                    "end": end,
                    "samples": [{**sample, "lines": lines_to_show(sample["lines"])} for sample in each["samples"]],
                }
                for end, each in zip(ends, measures, strict=True)
            ],
            temperatures=temperatures,
            seeds=sorted({sample["seed"] for sample in asked}),
            measured=[{"name": f"step {step:,}", **row} for step, row in zip(steps, rows, strict=True)],
            measured_temperature=temperature,
            references=[human, ngram],
            measure_charts=[measure_chart(key, ends, rows, human) for key in CHARTED],
            chart=loss_chart(*losses_by_branch(metrics), model["unit"], cursor=steps),
            spellings=merge_spellings((model["script"], each["words"]) for each in measures),
            yardsticks=yardsticks,
            compared=beside_yardsticks({model["name"]: best}, yardsticks),
        ),
    )
