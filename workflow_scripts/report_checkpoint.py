"""Rule report_checkpoint: what a checkpoint writes, its loss so far and its measures."""

from pathlib import Path

from geetkar.files import write_text
from geetkar.reporting.measures import EXPLANATIONS, TrainingText
from geetkar.reporting.pages import UNIT_NAMES, loss_chart, mark_lines, perplexity, render
from geetkar.reporting.records import read_json, read_lines


def group_by_prime(samples: list[dict], training: TrainingText) -> list[dict]:
    """The samples of each prime text, in the order of the configuration, with their lines marked."""
    groups: dict[str, list[dict]] = {}
    for sample in samples:
        lines = mark_lines(sample["text"], sample["prime"], training)
        groups.setdefault(sample["prime"], []).append({**sample, "lines": lines})
    return [{"prime": prime, "samples": group} for prime, group in groups.items()]


def main(
    model: dict,
    samples_path: str,
    measures_path: str,
    metrics_paths: list[str],
    train_path: str,
    page_path: str,
) -> None:
    """Draw the page of one checkpoint; the last of `metrics_paths` is its own."""
    samples = read_json(samples_path)["samples"]
    measures = read_json(measures_path)
    metrics = read_lines(metrics_paths)
    training = TrainingText.of(Path(train_path).read_text(encoding="utf-8"))
    end = metrics[-1][-1]
    write_text(
        page_path,
        render(
            "checkpoint.html.j2",
            EXPLANATIONS=EXPLANATIONS,
            model=model,
            end=end,
            unit_name=UNIT_NAMES[model["unit"]],
            perplexity=perplexity(end["validation_nats"]),
            groups=group_by_prime(samples, training),
            several_seeds=len({sample["seed"] for sample in samples}) > 1,
            rows=[{"name": row["temperature"], **row} for row in measures["by_temperature"]],
            held_out=measures["held_out"],
            chart=loss_chart(metrics, model["unit"]),
        ),
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            dict(snakemake.params.model),
            snakemake.input.samples,
            snakemake.input.measures,
            list(snakemake.input.metrics),
            snakemake.input.train,
            snakemake.output.page,
        )
