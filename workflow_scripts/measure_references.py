"""Rule measure_references: measures of people's songs and of an n-gram's texts, to stand beside those of networks."""

from pathlib import Path

from geetkar.evaluation.measuring import Ruler, by_temperature, pieces
from geetkar.evaluation.spellings import learn_spellings
from geetkar.evaluation.training_songs import read_training_songs
from geetkar.sampling.prime_texts import primes_in_script
from geetkar.workflow.files import read_json, write_json


def main(
    script: str,
    train_path: str,
    itrans_path: str,
    held_out_path: str,
    ngram_path: str,
    songs_path: str,
    splits_path: str,
    references_path: str,
    sampling: dict,
) -> None:
    """Measure held-out songs in pieces as long as samples, as many together as there are prime texts."""
    songs = read_training_songs(train_path, songs_path, splits_path)
    train, itrans, held_out = (
        Path(path).read_text(encoding="utf-8") for path in (train_path, itrans_path, held_out_path)
    )
    ruler = Ruler.of(songs, learn_spellings(script, train, itrans))
    length, together = sampling["length"], len(primes_in_script(sampling["primes"], script))
    write_json(
        references_path,
        {
            "script": script,
            "human": ruler.summarize(pieces(held_out, length, together)),
            "ngram": {"by_temperature": by_temperature(read_json(ngram_path)["samples"], ruler)},
        },
    )


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.wildcards.script,
            snakemake.input.train,
            snakemake.input.itrans,
            snakemake.input.held_out,
            snakemake.input.ngram,
            snakemake.input.songs,
            snakemake.input.splits,
            snakemake.output.references,
            dict(snakemake.params.sampling),
        )
