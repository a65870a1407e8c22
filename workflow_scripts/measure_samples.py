"""Rule measure_samples: mark a checkpoint's samples, spell them in three scripts, and measure them."""

from geetkar.evaluation.measure_groups import by_temperature
from geetkar.evaluation.sample_marks import marks_of
from geetkar.evaluation.training_index import read_training_songs
from geetkar.verse.spellings import read_spellings, spell_words
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(
    samples: str,
    spellings: str,
    training_songs: str,
    training_text: str,
    suffix_array: str,
    song_index: str,
    songs: str,
    measures: str,
) -> None:
    """Mark each sample of a checkpoint, and measure the samples by temperature."""
    written, spelled = read_json(samples), read_spellings(spellings)
    known = read_training_songs(training_songs, training_text, suffix_array, song_index, songs)
    write_json(
        measures,
        {
            "model": written["model"],
            "step": written["step"],
            "by_temperature": by_temperature(written["samples"], known, spelled),
            "words": spell_words((sample["text"] for sample in written["samples"]), spelled),
            "samples": [
                {
                    "prime": sample["prime"],
                    "temperature": sample["temperature"],
                    "seed": sample["seed"],
                    "lines": marks_of(sample["text"], sample["prime"], known, spelled),
                }
                for sample in written["samples"]
            ],
        },
    )


if __name__ == "__main__":
    run_script(main, snakemake)
