"""Made-up songs with words that rhyme, and the files about their verse from which the playground is drawn."""

from functools import cache
from pathlib import Path

import pandas as pd

from geetkar.corpus.song_index import index_songs
from geetkar.corpus.song_text import SONG_BREAK, write_song
from geetkar.corpus.tables import SONG_INDEX, write_table
from geetkar.corpus.transliteration.itrans import SCRIPTS
from geetkar.verse.arrangement import plan_text
from geetkar.verse.plan_tables import write_plans
from geetkar.verse.rhyming_words import RhymingWords, learn_rhyming_words
from geetkar.verse.spellings import Spellings, learn_spellings
from geetkar.workflow.files import write_json

RHYMING = (
    "chalii Dhalii galii phalii kalii milii",
    "dil khil mil hil sil til",
    "aanaa jaanaa gaanaa khaanaa laanaa paanaa",
    "raat baat saath ghaat maat zaat",
)
FORMS = [
    {"name": "couplets", "verses": "aa bb", "syllables": 8, "radif": None, "first_line": None},
    {"name": "like_people", "verses": None, "syllables": 12, "radif": None, "first_line": None},
    {"name": "refrain", "verses": "Aa A", "syllables": 10, "radif": "है", "first_line": "nadii kinaare dil hai"},
]
FILES = {name: f"{name}.json" for name in ("spellings", "rhyming_words")}
FILES |= {name: f"{name}.parquet" for name in ("plans", "song_index")}


@cache
def text_of(script: str) -> str:
    """Return the training songs in a script, in which each word that rhymes occurs often enough."""
    songs = []
    for number, words in enumerate(RHYMING * 3):
        radif = ("hai", "me.n hai", "")[number // len(RHYMING)]
        lines = [f"nadii kinaare {word} {radif}".strip() for word in words.split()]
        songs.append(write_song([lines[:2], [*lines[2:4], lines[0]], lines[4:]], [], script))
    return SONG_BREAK.join(songs) + "\n"


@cache
def spellings_of(script: str) -> Spellings:
    """Return how the words of a script are spelled in all three."""
    return learn_spellings(script, {each: text_of(each) for each in SCRIPTS})


@cache
def rhyming_words_of(script: str) -> RhymingWords:
    """Return the words of the songs that rhyme."""
    text, sounds = text_of(script), spellings_of(script).sounds
    lines = [line for line in text.split("\n") if line]
    return learn_rhyming_words(script, lines, plan_text(text, sounds), sounds)


def write_verse(folder: Path, script: str) -> dict[str, Path]:
    """Write the files about a script's verse, and return their paths by the names that the rule has for them."""
    folder.mkdir(parents=True)
    files = {name: folder / file for name, file in FILES.items()}
    lengths = [len(song) for song in text_of(script).removesuffix("\n").split(SONG_BREAK)]
    songs = pd.DataFrame({"song": [f"s{number:02}" for number in range(len(lengths))], "split": "train"})
    index = index_songs(songs.assign(length=lengths))
    (folder / "train.txt").write_text(text_of(script), encoding="utf-8")
    write_json(files["spellings"], spellings_of(script).as_dict())
    write_json(files["rhyming_words"], rhyming_words_of(script).as_dict())
    write_table(files["song_index"], index, SONG_INDEX)
    write_plans(files["plans"], {"train": folder / "train.txt"}, index, spellings_of(script))
    return files
