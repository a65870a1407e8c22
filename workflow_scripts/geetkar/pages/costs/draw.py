"""What each model took in seconds and memory, and what it learned in which time."""

from itertools import accumulate
from pathlib import Path

from geetkar.pages.shared.machine import machine, machine_line
from geetkar.pages.shared.rendering import points_of, render, validation_chart
from geetkar.training.metrics import best_of, read_lines
from geetkar.workflow.files import write_text

HERE = Path(__file__).parent


def cost(model: dict, metrics: list[list[dict]], timings: list[list[dict]]) -> dict:
    """A model's seconds and memory; one that was trained in several runs took them all together."""
    ends, clocks = [segment[-1] for segment in metrics], [segment[-1] for segment in timings]
    seconds = dict(zip((end["step"] for end in ends), seconds_until(ends, clocks), strict=True))
    best = best_of(ends)
    return {
        "model": model,
        "best": best,
        "seconds_to_best": seconds[best["step"]],
        "seconds": sum(clock["seconds"] for clock in clocks),
        "characters_per_second": best["characters_seen"] / seconds[best["step"]],
        "peak_memory_bytes": max(clock["peak_memory_bytes"] for clock in clocks),
        "curve": (ends, [seconds[end["step"]] for end in ends], [end["validation_bpc"] for end in ends]),
    }


def seconds_until(ends: list[dict], clocks: list[dict]) -> list[float]:
    """The seconds of training that led to each checkpoint; a cooled one was trained from where it left the trunk."""
    trunk = [end for end in ends if not end["cooled_from"]]
    own = {end["step"]: clock["seconds"] for end, clock in zip(ends, clocks, strict=True)}
    until = dict(zip((end["step"] for end in trunk), accumulate(own[end["step"]] for end in trunk), strict=True))
    return [until[end["cooled_from"] or end["step"]] + (own[end["step"]] if end["cooled_from"] else 0) for end in ends]


def curves(costs: list[dict], script: str) -> dict:
    """The validation losses of the models of one script over the seconds that they took."""
    lines = [points_of(each["model"]["name"], *each["curve"]) for each in costs if each["model"]["script"] == script]
    return {"script": script, "drawn": validation_chart(lines, script, "seconds of training")}


def by_model(checkpoints: list[tuple[str, int]], paths: list[str]) -> dict[str, list[list[dict]]]:
    """Return the lines of each model's checkpoints."""
    lines: dict[str, list[list[dict]]] = {}
    for (model, _), segment in zip(checkpoints, read_lines(paths), strict=True):
        lines.setdefault(model, []).append(segment)
    return lines


def draw_costs(
    models: list[dict],
    checkpoints: list[tuple[str, int]],
    metrics_paths: list[str],
    timings_paths: list[str],
    page_path: str,
) -> None:
    """Draw the page; metrics and timings are in the order of `checkpoints` (model, step)."""
    metrics, timings = (by_model(checkpoints, paths) for paths in (metrics_paths, timings_paths))
    costs = [cost(model, metrics[model["name"]], timings[model["name"]]) for model in models]
    scripts = dict.fromkeys(model["script"] for model in models)
    write_text(
        page_path,
        render(
            HERE,
            "costs.html.j2",
            scripts=["sort_tables.js"],
            costs=costs,
            charts=[curves(costs, script) for script in scripts],
            machine=machine_line(machine()),
        ),
    )
