"""What presets learned from texts, compared with baselines in the same seconds and with yardsticks."""

import math

from benchmarking.baselines.timed_training import BASELINES

Texts = dict[str, dict[str, dict]]  # by text and preset the preset's figures, with those of its `baselines` by name


def as_table(texts: Texts, yardsticks: list[dict], machine: str) -> str:
    """Return the figures as Markdown: a preset, then each baseline after as many seconds; the yardsticks last."""
    lines = [
        "| text | network | seconds | characters/s | nats a character | bits per character | the same, adapting |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for text, presets in texts.items():
        for preset, found in presets.items():
            lines.append(_row(text, f"`{preset}`", found))
            lines += [_row(text, BASELINES[name].title, each) for name, each in found["baselines"].items()]
    for yardstick in yardsticks:
        bits = f"{yardstick['validation_bpc']:.3f}"
        both = f"| {bits}" if yardstick["adaptive"] else f"{bits} |"
        lines.append(f"| songs | {yardstick['name']} | | | | {both} |")
    costs = [
        f"Weights of eight bits cost `{preset}` {found['eight_bits_cost_bpc']:+.4f} bits per character ({text})."
        for text, presets in texts.items()
        for preset, found in presets.items()
    ]
    return "\n".join([*lines, "", *costs, "", machine, ""])


def _row(text: str, name: str, found: dict) -> str:
    # Nearly all characters of a text are in its training part: nats alone say what a baseline's bits are.
    bits = found.get("bpc", found["nats"] / math.log(2))
    adapting = format(found["dynamic_bpc"], ".3f") if "dynamic_bpc" in found else ""
    return (
        f"| {text} | {name} | {found['seconds']:,.0f} | {found['characters_per_second']:,.0f} | {found['nats']:.3f} "
        f"| {bits:.3f} | {adapting} |"
    )
