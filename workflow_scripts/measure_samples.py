"""Rule measure_samples: what a checkpoint wrote, marked, spelled in three scripts, and measured."""

from pathlib import Path

from geetkar.evaluation.measuring import Ruler, by_temperature
from geetkar.evaluation.sample_marks import marks_of
from geetkar.evaluation.spellings import learn_spellings, spell_words
from geetkar.evaluation.training_songs import read_training_songs
from geetkar.workflow.files import read_json, write_json


def main(
    script: str,
    samples_path: str,
    train_path: str,
    itrans_path: str,
    songs_path: str,
    splits_path: str,
    measures_path: str,
) -> None:
    """Mark and measure one checkpoint's samples, temperature by temperature."""
    written = read_json(samples_path)
    songs = read_training_songs(train_path, songs_path, splits_path)
    train, itrans = (Path(path).read_text(encoding="utf-8") for path in (train_path, itrans_path))
    spellings = learn_spellings(script, train, itrans)
    write_json(
        measures_path,
        {
            "model": written["model"],
            "step": written["step"],
            "by_temperature": by_temperature(written["samples"], Ruler.of(songs, spellings)),
            "words": spell_words((sample["text"] for sample in written["samples"]), spellings),
            "samples": [
                {
                    "prime": sample["prime"],
                    "temperature": sample["temperature"],
                    "seed": sample["seed"],
                    "lines": marks_of(sample["text"], sample["prime"], songs, spellings),
                }
                for sample in written["samples"]
            ],
        },
    )


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.params.script,
            snakemake.input.samples,
            snakemake.input.train,
            snakemake.input.itrans,
            snakemake.input.songs,
            snakemake.input.splits,
            snakemake.output.measures,
        )
