"""Rule report_model: a model's checkpoints side by side, early to late."""

from pathlib import Path

from geetkar.files import write_text
from geetkar.reporting.measures import EXPLANATIONS, TrainingText
from geetkar.reporting.pages import UNIT_NAMES, loss_chart, mark_lines, render
from geetkar.reporting.records import beside_yardsticks, best_of, read_json, read_lines, typical


def rows_of_samples(checkpoints: list[dict], ends: list[dict], training: TrainingText) -> list[dict]:
    """One row for each (prime text, temperature, seed), with what every checkpoint wrote for it."""
    rows: dict[tuple, list[dict]] = {}
    for checkpoint, end in zip(checkpoints, ends, strict=True):
        for sample in checkpoint["samples"]:
            lines = mark_lines(sample["text"], sample["prime"], training)
            shown = {"step": checkpoint["step"], "bpc": end["validation_bpc"], "lines": lines}
            rows.setdefault((sample["prime"], sample["temperature"], sample["seed"]), []).append(shown)
    return [
        {"prime": prime, "temperature": temperature, "seed": seed, "samples": samples}
        for (prime, temperature, seed), samples in rows.items()
    ]


def main(
    model: dict,
    samples_paths: list[str],
    measures_paths: list[str],
    metrics_paths: list[str],
    yardsticks_path: str,
    train_path: str,
    page_path: str,
) -> None:
    """Draw the page of one model; the paths of each kind stand in the order of training."""
    metrics = read_lines(metrics_paths)
    ends = [segment[-1] for segment in metrics]
    best = best_of(ends)
    measures = [read_json(path) for path in measures_paths]
    yardsticks = read_json(yardsticks_path)
    training = TrainingText.of(Path(train_path).read_text(encoding="utf-8"))
    rows = rows_of_samples([read_json(path) for path in samples_paths], ends, training)
    temperature = typical(sorted({row["temperature"] for row in rows}))
    measured = [
        {"name": f"step {each['step']:,}", **row}
        for each in measures
        for row in each["by_temperature"]
        if row["temperature"] == temperature
    ]
    write_text(
        page_path,
        render(
            "model.html.j2",
            EXPLANATIONS=EXPLANATIONS,
            model=model,
            ends=ends,
            best=best,
            unit_name=UNIT_NAMES[model["unit"]],
            rows=rows,
            several_seeds=len({row["seed"] for row in rows}) > 1,
            measured=measured,
            measured_temperature=temperature,
            held_out=measures[-1]["held_out"],
            chart=loss_chart(metrics, model["unit"]),
            yardsticks=yardsticks,
            compared=beside_yardsticks({model["name"]: best}, yardsticks),
        ),
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            dict(snakemake.params.model),
            list(snakemake.input.samples),
            list(snakemake.input.measures),
            list(snakemake.input.metrics),
            snakemake.input.yardsticks,
            snakemake.input.train,
            snakemake.output.page,
        )
