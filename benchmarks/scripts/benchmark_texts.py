"""Rule benchmark_texts: measure the texts that trained networks wrote, compared with people's songs."""

from pathlib import Path

from benchmarking.text_comparison import as_table, measure_texts
from geetkar.evaluation.training_index import read_training_songs
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.files import read_json, write_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    written: list[str],
    writers: list[str],
    held_out: str,
    spellings: str,
    training_songs: str,
    training_text: str,
    suffix_array: str,
    song_index: str,
    songs: str,
    figures: str,
    table: str,
) -> None:
    """Measure the texts of each writer, whose name is at the same place in `writers`."""
    known = read_training_songs(training_songs, training_text, suffix_array, song_index, songs)
    texts = {name: read_json(path)["written"] for name, path in zip(writers, written, strict=True)}
    measured = measure_texts(texts, Path(held_out).read_text(encoding="utf-8"), known, read_spellings(spellings))
    here = machine("onnxruntime")
    write_json(figures, {"machine": here, "writers": measured})
    write_text(table, as_table(measured, machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
