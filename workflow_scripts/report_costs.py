"""Rule report_costs: what each model took in seconds and memory, and what it learned in which time."""

from itertools import accumulate

from geetkar.files import write_text
from geetkar.machine import machine, machine_line
from geetkar.network.metrics import best_of, read_lines
from geetkar.reporting.pages import points_of, render, validation_chart


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


def main(models: list[dict], metrics_paths: list[list[str]], timing_paths: list[list[str]], page_path: str) -> None:
    """Draw the page; the paths of each model's checkpoints stand in the order of their steps."""
    costs = [
        cost(model, read_lines(metrics), read_lines(timings))
        for model, metrics, timings in zip(models, metrics_paths, timing_paths, strict=True)
    ]
    scripts = dict.fromkeys(model["script"] for model in models)
    write_text(
        page_path,
        render(
            "costs.html.j2",
            scripts=["sort_tables.js"],
            costs=costs,
            charts=[curves(costs, script) for script in scripts],
            machine=machine_line(machine()),
        ),
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        models = [dict(model) for model in snakemake.params.models]
        main(
            models,
            [list(snakemake.input[f"{model['name']}_metrics"]) for model in models],
            [list(snakemake.input[f"{model['name']}_timings"]) for model in models],
            snakemake.output.page,
        )
