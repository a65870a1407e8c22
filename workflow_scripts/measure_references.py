"""Rule measure_references: measure people's songs and the texts of counts, to compare networks with."""

from pathlib import Path

from geetkar.evaluation.measure_groups import by_temperature, measure_people
from geetkar.evaluation.training_index import read_training_songs
from geetkar.sampling.prime_texts import primes_in_script
from geetkar.sampling.requests import Sampling
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(
    script: str,
    held_out: str,
    count_samples: str,
    spellings: str,
    training_songs: str,
    training_text: str,
    suffix_array: str,
    song_index: str,
    songs: str,
    references: str,
    sampling: dict,
) -> None:
    """Measure held-out songs in pieces as long as samples, in groups as large as the number of prime texts."""
    spelled = read_spellings(spellings)
    known = read_training_songs(training_songs, training_text, suffix_array, song_index, songs)
    held_out_text = Path(held_out).read_text(encoding="utf-8")
    wanted = Sampling(**sampling)
    together = len(primes_in_script(wanted.primes, script))
    write_json(
        references,
        {
            "script": script,
            "human": measure_people(held_out_text, wanted.length, together, known, spelled),
            "counts": {"by_temperature": by_temperature(read_json(count_samples)["samples"], known, spelled)},
        },
    )


if __name__ == "__main__":
    run_script(main, snakemake)
