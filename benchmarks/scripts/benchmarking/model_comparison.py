"""The models of a configuration, each with what sets it apart from the earlier one that it is most like."""

import pandas as pd

from geetkar.pages.costs.draw import checkpoints_with_seconds, costs_of
from geetkar.pages.shared.model_differences import differences, variant_of
from geetkar.training.model import NamedModel


def compare(models: list[NamedModel], metrics: pd.DataFrame, timings: pd.DataFrame) -> list[dict]:
    """Return each model's best checkpoint by validation loss, what sets the model apart, and what it cost.

    `metrics` and `timings` are those of all checkpoints, as `read_metrics` and `read_timings` return them.
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
    """Return the rows as Markdown, each variant with the bits per character that it gains or loses."""
    lines = [
        "| model | is | million weights | million characters read | seconds | validation bpc | against its like |",
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
