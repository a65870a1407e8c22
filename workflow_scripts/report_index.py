"""Rule report_index: all models, their curves and best checkpoints, and links to everything."""

from pathlib import Path

from geetkar.files import write_text
from geetkar.reporting.charts import Line, draw_lines
from geetkar.reporting.measures import EXPLANATIONS, TrainingText
from geetkar.reporting.pages import mark_lines, render
from geetkar.reporting.records import beside_yardsticks, best_of, read_json, read_lines, typical


def curve(models: list[dict], ends: dict[str, list[dict]], script: str) -> dict:
    """The validation curves of the models of one script."""
    lines = [
        Line(
            model["name"],
            [end["characters_seen"] for end in ends[model["name"]]],
            [end["validation_bpc"] for end in ends[model["name"]]],
            marked=True,
        )
        for model in models
        if model["script"] == script
    ]
    drawn = draw_lines(
        lines,
        title=f"Validation loss over characters read, for models of the script {script}",
        x_label="characters read",
        y_label="bits per character",
        logarithmic=True,
    )
    return {"script": script, "drawn": drawn}


def best_by_name(models: list[dict], ends: dict[str, list[dict]], script: str) -> dict[str, dict]:
    """The best checkpoint of each model of one script."""
    return {model["name"]: best_of(ends[model["name"]]) for model in models if model["script"] == script}


def first_and_best(samples: list[dict], ends: list[dict], temperature: float, training: TrainingText) -> list[dict]:
    """What the first and the best checkpoint of a model write for the first prime text."""
    best = best_of(ends)
    shown = []
    for end in [ends[0], best] if best is not ends[0] else [best]:
        checkpoint = next(each for each in samples if each["step"] == end["step"])
        sample = next(each for each in checkpoint["samples"] if each["temperature"] == temperature)
        lines = mark_lines(sample["text"], sample["prime"], training)
        shown.append({"step": end["step"], "bpc": end["validation_bpc"], "lines": lines})
    return shown


def main(
    models: list[dict],
    samples_paths: list[str],
    measures_paths: list[str],
    metrics_paths: list[str],
    yardsticks_paths: dict[str, str],
    train_paths: dict[str, str],
    summary_path: str,
    page_path: str,
) -> None:
    """Draw the index; paths of checkpoints stand in one order, those of yardsticks and training texts by script."""
    summary = read_json(summary_path)
    samples: dict[str, list[dict]] = {model["name"]: [] for model in models}
    ends: dict[str, list[dict]] = {model["name"]: [] for model in models}
    measures: dict[tuple, dict] = {}
    for sampled, measured, metrics in zip(
        map(read_json, samples_paths),
        map(read_json, measures_paths),
        read_lines(metrics_paths),
        strict=True,
    ):
        samples[sampled["model"]].append(sampled)
        ends[sampled["model"]].append(metrics[-1])
        for row in measured["by_temperature"]:
            measures[measured["model"], measured["step"], row["temperature"]] = row
    training = {script: TrainingText.of(Path(path).read_text(encoding="utf-8")) for script, path in train_paths.items()}
    yardsticks = {script: read_json(path) for script, path in yardsticks_paths.items()}
    temperature = typical(sorted({temperature for _, _, temperature in measures}))
    rows, taste = [], []
    for model in models:
        name, best = model["name"], best_of(ends[model["name"]])
        rows.append(
            {
                "model": model,
                "best": best,
                "last_step": ends[name][-1]["step"],
                "real_words": measures[name, best["step"], temperature]["real_words"],
            }
        )
        shown = first_and_best(samples[name], ends[name], temperature, training[model["script"]])
        taste.append({"model": model, "samples": shown})
    write_text(
        page_path,
        render(
            "index.html.j2",
            EXPLANATIONS=EXPLANATIONS,
            summary=summary,
            rejected=sum(summary["rejected"].values()),
            rows=rows,
            taste=taste,
            temperature=temperature,
            yardsticks=yardsticks,
            compared={
                script: beside_yardsticks(best_by_name(models, ends, script), yardsticks[script])
                for script in yardsticks
            },
            charts=[curve(models, ends, script) for script in train_paths],
        ),
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            [dict(model) for model in snakemake.params.models],
            list(snakemake.input.samples),
            list(snakemake.input.measures),
            list(snakemake.input.metrics),
            dict(zip(snakemake.params.scripts, snakemake.input.yardsticks, strict=True)),
            dict(zip(snakemake.params.scripts, snakemake.input.train, strict=True)),
            snakemake.input.summary,
            snakemake.output.page,
        )
