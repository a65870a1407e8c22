"""Rule learn_rhymes: learn from the training songs which words rhyme, and how long radifs are."""

from pathlib import Path

from geetkar.corpus.tables import read_table
from geetkar.verse.plan_tables import read_plans
from geetkar.verse.rhyming_words import learn_rhyming_words
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(spellings: str, song_index: str, train: str, plans: str, rhyming_words: str) -> None:
    """Learn the rhyming words of a script."""
    index, spelled = read_table(song_index), read_spellings(spellings)
    songs = set(index.loc[index["split"] == "train", "song"])
    planned = (line for song, plan in read_plans(plans) if song in songs for line in plan)
    lines = filter(str.strip, Path(train).read_text(encoding="utf-8").split("\n"))
    try:
        learned = learn_rhyming_words(spelled.script, lines, planned, spelled.sounds)
    except ValueError as error:
        raise InputError(
            f"{train} has other songs than {plans}: they come from different runs; delete the latter and run again."
        ) from error
    write_json(rhyming_words, learned.as_dict())


if __name__ == "__main__":
    run_script(main, snakemake)
