import re
from pathlib import Path

import pytest

from geetkar.corpus.cleaning import clean
from geetkar.corpus.formats import isb

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "demo_archive").glob("*.isb.txt"))
TEXTS = {path.name: path.read_bytes().decode("ascii") for path in FILES}


def test_the_demo_archive_is_large_enough_to_learn_words_from():
    assert len(FILES) >= 120 and sum(path.stat().st_size for path in FILES) >= 100_000


def test_the_readme_says_how_many_songs_it_has():
    readme = (ROOT / "README.md").read_text()
    assert set(re.findall(r"(?<![\d,])(\d+) (?:original )?songs", readme)) == {str(len(FILES))}


@pytest.mark.parametrize("name", TEXTS)
def test_every_song_can_be_used(name):
    (song,) = isb.read(name, TEXTS[name])
    assert clean(song).verses


def test_no_two_songs_share_a_longer_line():
    songs = [set(re.findall(r"^[^%\\\n]{25,}$", text, re.MULTILINE)) for text in TEXTS.values()]
    assert sum(map(len, songs)) == len(set.union(*songs))


@pytest.mark.parametrize(
    "feature",
    [
        r"\\threedots",
        r"\\-2",
        r"##\w+##",
        r"^%.*=",
        r"\S.*%.*=",
        r"^\s*(la|ki|ko) ?\\?:",
        r"\r\n",
        r"\t",
        r"\\singers\{",
        r"\\printitle",
        r"\\year\{\}",
        r"\w\\-\w",
    ],
)
def test_the_songs_use_the_features_of_real_files(feature):
    assert sum(bool(re.search(feature, text, re.MULTILINE)) for text in TEXTS.values()) >= 1


@pytest.mark.parametrize("field", ["starring"])
def test_some_songs_lack_a_field(field):
    assert any(f"\\{field}{{" not in text for text in TEXTS.values())
