"""Compare the presets' losses with those of baselines trained for the same time, and with yardsticks."""

import math

from benchmarking.baselines.timed_training import BASELINES

Texts = dict[str, dict[str, dict]]  # by text and preset: the preset's results, with those of its `baselines` by name


def as_table(texts: Texts, yardsticks: list[dict], machine: str) -> str:
    """Return the results as a Markdown table: each preset, followed by its baselines; the yardsticks last."""
    lines = [
        "| text | network | seconds | characters/s | nats per character | bits per character | the same, adapting |",
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
        f"8-bit weights cost `{preset}` {found['eight_bits_cost_bpc']:+.4f} bits per character ({text})."
        for text, presets in texts.items()
        for preset, found in presets.items()
    ]
    return "\n".join([*lines, "", *costs, "", machine, ""])


def _row(text: str, name: str, found: dict) -> str:
    # Baselines report nats only. Nearly all characters are in the training part, so bits follow from nats.
    bits = found.get("bpc", found["nats"] / math.log(2))
    adapting = format(found["dynamic_bpc"], ".3f") if "dynamic_bpc" in found else ""
    return (
        f"| {text} | {name} | {found['seconds']:,.0f} | {found['characters_per_second']:,.0f} | {found['nats']:.3f} "
        f"| {bits:.3f} | {adapting} |"
    )
