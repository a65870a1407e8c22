"""Rule measure_samples: measures of what a checkpoint wrote, and of held-out songs beside it."""

import json
from pathlib import Path

from geetkar.files import write_json
from geetkar.reporting.measures import TrainingText, measure, written_lines


def main(samples_path: str, train_path: str, held_out_path: str, measures_path: str) -> None:
    """Measure one checkpoint's samples, temperature by temperature."""
    written = json.loads(Path(samples_path).read_text(encoding="utf-8"))
    training = TrainingText.of(Path(train_path).read_text(encoding="utf-8"))
    by_temperature: dict[float, list[list[str]]] = {}
    for sample in written["samples"]:
        lines = written_lines(sample["text"], sample["prime"])
        by_temperature.setdefault(sample["temperature"], []).append(lines)
    held_out = Path(held_out_path).read_text(encoding="utf-8").split("\n")
    write_json(
        measures_path,
        {
            "model": written["model"],
            "step": written["step"],
            "by_temperature": [
                {"temperature": temperature, **measure(texts, training).as_dict()}
                for temperature, texts in sorted(by_temperature.items())
            ],
            "held_out": measure([held_out], training).as_dict(),
        },
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.samples,
            snakemake.input.train,
            snakemake.input.held_out,
            snakemake.output.measures,
        )
