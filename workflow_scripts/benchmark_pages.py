"""Rule benchmark_pages: how heavy the page of a model is that has many checkpoints, and how long it takes to draw."""

import json
import tempfile
import time
from pathlib import Path

import draw_model
from geetkar.growth import TIMES, growth_of
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.training.metrics import read_lines
from geetkar.workflow.files import read_json, write_json, write_text

CHECKPOINTS = 5  # of the lightest page


def copy_checkpoint(measures_path: str, metrics_path: str, copies: int, folder: Path) -> tuple[list[Path], list[Path]]:
    """Measures and metrics of as many checkpoints as asked, all alike but for their steps."""
    measures, (metrics,) = read_json(measures_path), read_lines([metrics_path])
    paths: tuple[list[Path], list[Path]] = [], []
    for step in range(1, copies + 1):
        copies_of_both = (
            json.dumps({**measures, "step": step}),
            "\n".join(json.dumps({**line, "step": step, "cooled_from": None}) for line in metrics[-1:]),
        )
        for kind, content, copied in zip(("measures", "metrics"), copies_of_both, paths, strict=True):
            copied.append(folder / f"step-{step:06d}" / kind)
            copied[-1].parent.mkdir(exist_ok=True)
            copied[-1].write_text(content, encoding="utf-8")
    return paths


def measure(model: dict, checkpoints: int, inputs: dict[str, str]) -> dict:
    """Bytes of the page of a model with as many checkpoints, and the seconds to draw it."""
    with tempfile.TemporaryDirectory() as folder:
        copied = copy_checkpoint(inputs["measures"], inputs["metrics"], checkpoints, Path(folder))
        page, started = Path(folder, "index.html"), time.perf_counter()
        draw_model.main(model, *copied, inputs["references"], inputs["yardsticks"], page)
        seconds = time.perf_counter() - started
        return {"checkpoints": checkpoints, "bytes": page.stat().st_size, "seconds": seconds}


def as_table(sizes: list[dict], songs: int, machine: dict) -> str:
    """The figures as Markdown; a checkpoint has as many songs."""
    lines = ["| checkpoints | songs shown | MB | seconds to draw |", "|--:|--:|--:|--:|"]
    lines += [
        f"| {each['checkpoints']} | {each['checkpoints'] * songs:,} "
        f"| {each['bytes'] / 1e6:.2f} | {each['seconds']:.1f} |"
        for each in sizes
    ]
    return "\n".join([*lines, "", machine_line(machine)]) + "\n"


def main(model: dict, inputs: dict[str, str], json_path: str, table_path: str) -> None:
    """Draw pages of three lengths, of copies of one checkpoint."""
    sizes = [measure(model, CHECKPOINTS * times, inputs) for times in TIMES]
    growth = growth_of("checkpoints drawn on a page", sizes, "checkpoints")
    result = {"machine": machine("jinja2", "matplotlib"), "sizes": sizes, "growth": [growth]}
    write_json(json_path, result)
    write_text(table_path, as_table(sizes, len(read_json(inputs["measures"])["samples"]), result["machine"]))


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            dict(snakemake.params.model),
            {name: snakemake.input[name] for name in ("measures", "metrics", "references", "yardsticks")},
            snakemake.output.figures,
            snakemake.output.table,
        )
