"""Compare each model of a configuration with the earlier one that it differs least from."""

import pandas as pd

from geetkar.pages.costs.draw import checkpoints_with_seconds, costs_of
from geetkar.pages.shared.model_differences import differences, variant_of
from geetkar.training.model import NamedModel


def compare(models: list[NamedModel], metrics: pd.DataFrame, timings: pd.DataFrame) -> list[dict]:
    """Return a row per model: its best checkpoint by validation loss, its differing options, and its costs.

    `metrics` and `timings` are tables of all checkpoints (`read_metrics`, `read_timings`).
    """
    costs = costs_of(checkpoints_with_seconds(metrics, timings)).set_index("model").to_dict("index")
    rows = []
    for number, model in enumerate(models):
        best, base = costs[model.name], variant_of(models, number)
        rows.append(
            {
                "name": model.name,
                "variant_of": base and base.name,
                "differences": differences(model, base) if base else {},
                "parameters": best["parameters"],
                "step": best["step"],
                "cooled_from": best["cooled_from"] or None,
                "characters_seen": best["characters_seen"],
                "seconds": best["seconds_in_all"],
                "validation_bpc": best["validation_bpc"],
                "test_bpc": best["test_bpc"],
            }
        )
    return rows


def as_table(rows: list[dict], machine: str) -> str:
    """Return the rows as a Markdown table; a variant shows the change in bits per character."""
    lines = [
        "| model | description | million weights | million characters read | seconds | validation bpc | change |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    bits = {row["name"]: row["validation_bpc"] for row in rows}
    for row in rows:
        base = row["variant_of"]
        change = f"{row['validation_bpc'] - bits[base]:+.3f}" if base else ""
        lines.append(
            f"| {row['name']} | {_describe(row)} | {row['parameters'] / 1e6:.2f} | {row['characters_seen'] / 1e6:.1f} "
            f"| {row['seconds']:.0f} | {row['validation_bpc']:.3f} | {change} |"
        )
    return "\n".join([*lines, "", machine]) + "\n"


def _describe(row: dict) -> str:
    if not row["variant_of"]:
        return ""
    changed = ", ".join(f"{key}: {value}" for key, value in row["differences"].items()) or "other steps"
    return f"{row['variant_of']} with {changed}"
