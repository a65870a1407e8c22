"""Rule benchmark_learning: the presets beside the baselines in the same seconds, and beside the yardsticks."""

import math

from benchmarking.baselines.timed_training import BASELINES
from geetkar.pages.shared.machine import machine_line
from geetkar.workflow.files import read_json, write_json, write_text
from geetkar.workflow.scripts import run_script


def as_table(result: dict) -> str:
    """The figures as Markdown: a preset, then each baseline after as many seconds."""
    lines = [
        "| text | network | seconds | characters/s | nats a character | bits per character | the same, adapting |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for text, presets in result["texts"].items():
        for preset, found in presets.items():
            lines.append(_row(text, f"`{preset}`", found))
            lines += [_row(text, BASELINES[name].title, each) for name, each in found["baselines"].items()]
    for yardstick in result["yardsticks"]:
        bits = f"{yardstick['validation_bpc']:.3f}"
        both = f"| {bits}" if yardstick["adaptive"] else f"{bits} |"
        lines.append(f"| songs | {yardstick['name']} | | | | {both} |")
    costs = [
        f"Weights of eight bits cost `{preset}` {found['eight_bits_cost_bpc']:+.4f} bits per character ({text})."
        for text, presets in result["texts"].items()
        for preset, found in presets.items()
    ]
    return "\n".join([*lines, "", *costs, "", machine_line(result["machine"]), ""])


def _row(text: str, name: str, found: dict) -> str:
    # A text's characters all stand in its training part, or nearly: nats alone say what a baseline's bits are.
    bits = found.get("bpc", found["nats"] / math.log(2))
    adapting = format(found["dynamic_bpc"], ".3f") if "dynamic_bpc" in found else ""
    return (
        f"| {text} | {name} | {found['seconds']:,.0f} | {found['characters_per_second']:,.0f} | {found['nats']:.3f} "
        f"| {bits:.3f} | {adapting} |"
    )


def main(
    trainings: dict[str, dict[str, tuple[str, dict[str, str]]]], yardsticks: str, figures: str, table: str
) -> None:
    """Gather the figures; `trainings` has by text and preset the preset's file, and by baseline that baseline's."""
    texts = {
        text: {
            preset: {**read_json(path), "baselines": {name: read_json(each) for name, each in baselines.items()}}
            for preset, (path, baselines) in presets.items()
        }
        for text, presets in trainings.items()
    }
    machines = [found.pop("machine") for presets in texts.values() for found in presets.values()]
    result = {"machine": machines[0], "texts": texts, "yardsticks": read_json(yardsticks)}
    write_json(figures, result)
    write_text(table, as_table(result))


if __name__ == "__main__":
    run_script(main, snakemake)
