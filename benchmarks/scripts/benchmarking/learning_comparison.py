"""Compare the presets' losses with those of baselines trained for the same time, and with yardsticks."""

import math

from benchmarking.baselines.timed_training import BASELINES

# By preset: its results with the first seed, with those of `other_seeds` by seed, and of `baselines` by name.
Presets = dict[str, dict]
TITLES = {name: baseline.title for name, baseline in BASELINES.items()} | {
    "without_memory": "the same without a memory"
}


def as_table(presets: Presets, yardsticks: list[dict], machine: str) -> str:
    """Return the results on a text as a Markdown table: each preset, its other seeds and baselines; yardsticks last."""
    lines = [
        "| network | seconds | characters/s | nats per character | bits per character | adapting | test part |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for preset, found in presets.items():
        lines.append(_row(f"`{preset}`", found))
        lines += [_row(f"`{preset}`, seed {seed}", each) for seed, each in found["other_seeds"].items()]
        lines += [_row(TITLES[name], each) for name, each in found["baselines"].items()]
    for yardstick in yardsticks:
        bits = f"{yardstick['validation_bpc']:.3f}"
        both = f"| {bits}" if yardstick["adaptive"] else f"{bits} |"
        lines.append(f"| {yardstick['name']} | | | | {both} | {_bits(yardstick, 'test_bpc')} |")
    costs = [
        f"8-bit weights cost `{preset}` {found['eight_bits_cost_bpc']:+.4f} bits per character."
        for preset, found in presets.items()
    ]
    return "\n".join([*lines, "", *costs, "", machine, ""])


def _row(name: str, found: dict) -> str:
    # Baselines report nats only. Nearly all characters are in the training part, so bits follow from nats.
    bits = found.get("bpc", found["nats"] / math.log(2))
    adapting, test = _bits(found, "dynamic_bpc"), _bits(found, "test_bpc")
    return (
        f"| {name} | {found['seconds']:,.0f} | {found['characters_per_second']:,.0f} | {found['nats']:.3f} "
        f"| {bits:.3f} | {adapting} | {test} |"
    )


def _bits(found: dict, key: str) -> str:
    """Return what was measured, or nothing if it was not."""
    return format(found[key], ".3f") if key in found else ""
