"""Rule report_index: all models, their curves and best checkpoints, and links to everything."""

import yaml

from geetkar.files import read_json, write_text
from geetkar.machine import commit, versions
from geetkar.reporting.charts import Line, draw_lines
from geetkar.reporting.comparison import differences, variant_of
from geetkar.reporting.pages import EVIDENCE, SCRIPT_SWITCH, SORT_TABLES, merge_spellings, render
from geetkar.reporting.records import beside_yardsticks, best_of, checksum, read_lines, typical
from geetkar.reporting.songs_shown import lines_to_show

SHOWN_VERSIONS = ("snakemake", "scrapy", "torch", "onnxruntime", "numpy")


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


def first_and_best(measures: list[dict], ends: list[dict], temperature: float) -> list[dict]:
    """What the first and the best checkpoint of a model write for the first prime text."""
    best = best_of(ends)
    shown = []
    for end in [ends[0], best] if best is not ends[0] else [best]:
        checkpoint = next(each for each in measures if each["step"] == end["step"])
        sample = next(each for each in checkpoint["samples"] if each["temperature"] == temperature)
        shown.append(
            {
                "step": end["step"],
                "bpc": end["validation_bpc"],
                "lines": lines_to_show(sample["lines"]),
                "words": checkpoint["words"],
            }
        )
    return shown


def row_of(models: list[dict], number: int, ends: list[dict], measures: list[dict], temperature: float) -> dict:
    """What the table tells of one model, by its best checkpoint."""
    model, best = models[number], best_of(ends)
    checkpoint = next(each for each in measures if each["step"] == best["step"])
    measured = next(row for row in checkpoint["by_temperature"] if row["temperature"] == temperature)
    other = variant_of(models, number)
    return {
        "model": model,
        "best": best,
        "last_step": ends[-1]["step"],
        "measured": measured,
        "variant_of": other and other["name"],
        "differences": differences(model, other) if other else {},
    }


def main(
    config: dict,
    measures_paths: list[str],
    metrics_paths: list[str],
    yardsticks_paths: dict[str, str],
    corpus_paths: list[str],
    summary_path: str,
    page_path: str,
) -> None:
    """Draw the index; paths of checkpoints stand in one order, those of yardsticks by script.

    `corpus_paths` are the files whose checksums say which songs the networks had.
    """
    models = config["models"]
    summary = read_json(summary_path)
    measures: dict[str, list[dict]] = {model["name"]: [] for model in models}
    ends: dict[str, list[dict]] = {model["name"]: [] for model in models}
    for measured, metrics in zip(map(read_json, measures_paths), read_lines(metrics_paths), strict=True):
        measures[measured["model"]].append(measured)
        ends[measured["model"]].append(metrics[-1])
    yardsticks = {script: read_json(path) for script, path in yardsticks_paths.items()}
    first_rows = next(iter(measures.values()))[0]["by_temperature"]
    temperature = typical([row["temperature"] for row in first_rows])
    taste = [
        {"model": model, "samples": first_and_best(measures[model["name"]], ends[model["name"]], temperature)}
        for model in models
    ]
    write_text(
        page_path,
        render(
            "index.html.j2",
            scripts=[SCRIPT_SWITCH, EVIDENCE, SORT_TABLES],
            summary=summary,
            rejected=sum(summary["rejected"].values()),
            rows=[
                row_of(models, number, ends[model["name"]], measures[model["name"]], temperature)
                for number, model in enumerate(models)
            ],
            taste=taste,
            temperature=temperature,
            spellings=merge_spellings(
                (each["model"]["script"], sample["words"]) for each in taste for sample in each["samples"]
            ),
            yardsticks=yardsticks,
            compared={
                script: beside_yardsticks(best_by_name(models, ends, script), yardsticks[script])
                for script in yardsticks
            },
            charts=[curve(models, ends, script) for script in yardsticks],
            provenance={
                "commit": commit(),
                "versions": versions(*SHOWN_VERSIONS),
                "checksums": {path: checksum(path) for path in corpus_paths},
                "config": yaml.safe_dump(config, allow_unicode=True, sort_keys=False),
            },
        ),
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            dict(snakemake.params.config),
            list(snakemake.input.measures),
            list(snakemake.input.metrics),
            dict(zip(snakemake.params.scripts, snakemake.input.yardsticks, strict=True)),
            list(snakemake.input.corpus),
            snakemake.input.summary,
            snakemake.output.page,
        )
