"""Rule compare_models: the models of a configuration beside each other, each by its best checkpoint."""

from geetkar.pages.shared.machine import machine, machine_line
from geetkar.pages.shared.model_differences import differences, variant_of
from geetkar.training.metrics import best_of, read_lines
from geetkar.workflow.files import write_json, write_text


def compare(models: list[dict], metrics: list[list[str]], timings: list[list[str]]) -> list[dict]:
    """Each model's best checkpoint by validation loss, what sets the model apart, and what it cost.

    `metrics` and `timings` hold the files of each model's checkpoints, in the order of their steps.
    """
    rows = []
    for number, (model, measured, timed) in enumerate(zip(models, metrics, timings, strict=True)):
        best = best_of(lines[-1] for lines in read_lines(measured))
        base = variant_of(models, number)
        rows.append(
            {
                "name": model["name"],
                "variant_of": base and base["name"],
                "differences": differences(model, base) if base else {},
                "parameters": best["parameters"],
                "step": best["step"],
                "cooled_from": best["cooled_from"],
                "characters_seen": best["characters_seen"],
                "seconds": sum(lines[-1]["seconds"] for lines in read_lines(timed)),
                "validation_bpc": best["validation_bpc"],
                "test_bpc": best["test_bpc"],
            }
        )
    return rows


def as_table(rows: list[dict]) -> str:
    """The rows as Markdown, each variant with the bits per character that it gains or loses."""
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
    return "\n".join(lines)


def _describe(row: dict) -> str:
    if not row["variant_of"]:
        return ""
    changed = ", ".join(f"{key}: {value}" for key, value in row["differences"].items()) or "other steps"
    return f"{row['variant_of']} with {changed}"


def main(
    models: list[dict], metrics: list[list[str]], timings: list[list[str]], json_path: str, table_path: str
) -> None:
    """Compare all models of a configuration."""
    rows = compare(models, metrics, timings)
    here = machine()
    write_json(json_path, {"machine": here, "models": rows})
    write_text(table_path, f"{as_table(rows)}\n\n{machine_line(here)}\n")


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            list(snakemake.params.models),
            [list(snakemake.input[f"{model['name']}_metrics"]) for model in snakemake.params.models],
            [list(snakemake.input[f"{model['name']}_timings"]) for model in snakemake.params.models],
            snakemake.output.figures,
            snakemake.output.table,
        )
