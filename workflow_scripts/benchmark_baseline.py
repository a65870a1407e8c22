"""Rule benchmark_baseline: what a baseline learns from a text in the seconds that a preset took."""

from geetkar.baselines.contest import measure_baseline, read_text
from geetkar.workflow.files import read_json, write_json


def main(text_paths: list[str], preset_path: str, baseline: str, json_path: str) -> None:
    """Train and examine one baseline."""
    seconds = read_json(preset_path)["seconds"]
    write_json(json_path, measure_baseline(baseline, read_text(text_paths), seconds))


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            list(snakemake.input.text),
            snakemake.input.preset,
            snakemake.wildcards.baseline,
            snakemake.output.figures,
        )
