"""Rule index_songs: make the training songs of a script searchable, and count their words and lengths."""

from pathlib import Path

from geetkar.evaluation.training_index import describe_songs, index_text
from geetkar.workflow.array_files import write_array
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(script: str, train: str, training_songs: str, training_text: str, suffix_array: str) -> None:
    """Index the training text of a script."""
    text = Path(train).read_text(encoding="utf-8")
    described = describe_songs(script, text)
    indexed = index_text(text, described["characters"])
    write_json(training_songs, described)
    write_array(training_text, indexed.coded)
    write_array(suffix_array, indexed.suffixes)


if __name__ == "__main__":
    run_script(main, snakemake)
