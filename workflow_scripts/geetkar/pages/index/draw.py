"""All models, their curves and best checkpoints, and links to everything."""

import json
from pathlib import Path

import yaml

from geetkar import __version__
from geetkar.pages.shared.machine import commit, pinned_versions
from geetkar.pages.shared.model_differences import differences, variant_of
from geetkar.pages.shared.references import beside_yardsticks, typical
from geetkar.pages.shared.rendering import (
    merge_spellings,
    points_of,
    render,
    validation_chart,
)
from geetkar.pages.shared.shown_samples import lines_to_show
from geetkar.training.metrics import best_of, ends_by_model
from geetkar.workflow.files import checksum, read_json, write_text

HERE = Path(__file__).parent
SHOWN_VERSIONS = ("snakemake", "scrapy", "torch", "onnxruntime", "numpy")


def curve(models: list[dict], ends: dict[str, list[dict]], script: str) -> dict:
    """The validation curves of the models of one script."""
    lines = [
        points_of(
            model["name"],
            ends[model["name"]],
            [end["characters_seen"] for end in ends[model["name"]]],
            [end["validation_bpc"] for end in ends[model["name"]]],
        )
        for model in models
        if model["script"] == script
    ]
    return {"script": script, "drawn": validation_chart(lines, script, "characters read")}


def best_by_name(models: list[dict], ends: dict[str, list[dict]], script: str) -> dict[str, dict]:
    """The best checkpoint of each model of one script."""
    return {model["name"]: best_of(ends[model["name"]]) for model in models if model["script"] == script}


def first_and_best(ends: list[dict], measures: dict[int, dict], temperature: float) -> list[dict]:
    """What the first and the best checkpoint of a model write for the first prime text; `measures` are by step."""
    best = best_of(ends)
    shown = []
    for end in [ends[0], best] if best is not ends[0] else [best]:
        checkpoint = measures[end["step"]]
        sample = next(each for each in checkpoint["samples"] if each["temperature"] == temperature)
        lines = lines_to_show(sample["lines"])
        shown.append({"step": end["step"], "bpc": end["validation_bpc"], "lines": lines, "words": checkpoint["words"]})
    return shown


def row_of(models: list[dict], number: int, ends: list[dict], measures: dict[int, dict], temperature: float) -> dict:
    """What the table tells of one model, by its best checkpoint."""
    best, other = best_of(ends), variant_of(models, number)
    rows = measures[best["step"]]["by_temperature"]
    return {
        "model": models[number],
        "best": best,
        "last_step": ends[-1]["step"],
        "measured": next(row for row in rows if row["temperature"] == temperature),
        "variant_of": other and other["name"],
        "differences": differences(models[number], other) if other else {},
    }


def draw_index(
    config: dict,
    checkpoints: list[tuple[str, int]],
    measures_paths: list[str],
    metrics_paths: list[str],
    yardsticks_paths: dict[str, str],
    corpus_paths: list[str],
    summary_path: str,
    lock_path: str,
    page_path: str,
) -> None:
    """Draw the index; paths of checkpoints stand in the order of `checkpoints` (model, step), of yardsticks by script.

    `corpus_paths` are the files whose checksums say which songs the networks had.
    """
    models = config["models"]
    summary = read_json(summary_path)
    ends = ends_by_model(checkpoints, metrics_paths)
    # Of a hundred checkpoints, two a model are shown: the others are not read.
    shown = {(name, end["step"]) for name, own in ends.items() for end in (own[0], best_of(own))}
    measures: dict[str, dict[int, dict]] = {model["name"]: {} for model in models}
    for (name, step), path in zip(checkpoints, measures_paths, strict=True):
        if (name, step) in shown:
            measures[name][step] = read_json(path)
    yardsticks = {script: read_json(path) for script, path in yardsticks_paths.items()}
    first_rows = next(iter(measures[models[0]["name"]].values()))["by_temperature"]
    temperature = typical([row["temperature"] for row in first_rows])
    taste = [
        {"model": model, "samples": first_and_best(ends[model["name"]], measures[model["name"]], temperature)}
        for model in models
    ]
    write_text(
        page_path,
        render(
            HERE,
            "index.html.j2",
            scripts=["script_switch.js", "evidence.js", "sort_tables.js"],
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
                "version": __version__,
                "commit": commit(),
                "versions": pinned_versions(lock_path, SHOWN_VERSIONS),
                "checksums": {path: checksum(path) for path in corpus_paths},
                # Copied part by part: what two models share would stand there as an alias.
                "config": yaml.safe_dump(json.loads(json.dumps(config)), allow_unicode=True, sort_keys=False),
            },
        ),
    )
