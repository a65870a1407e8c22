import re
from pathlib import Path

from geetkar.corpus.formats import isb
from geetkar.corpus.formats.song import Rejected
from geetkar.corpus.lyrics.cleaning import clean

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "demo_archive").glob("*.isb.txt"))
TEXTS = {path.name: path.read_bytes().decode("ascii") for path in FILES}


def test_the_demo_archive_is_large_enough_to_learn_words_from():
    assert len(FILES) >= 320 and sum(path.stat().st_size for path in FILES) >= 250_000


def test_the_readme_says_how_many_songs_it_has():
    readme = (ROOT / "README.md").read_text()
    assert set(re.findall(r"(?<![\d,])(\d+) (?:original )?songs", readme)) == {str(len(FILES))}


def reason_to_reject(name):
    """Return why a file is not one usable song; `None` for one that is."""
    try:
        (song,) = isb.read(name, TEXTS[name])
        return None if clean(song).verses else "no verses"
    except (Rejected, ValueError) as error:
        return str(error)


def test_every_file_is_one_usable_song():
    reasons = {name: reason_to_reject(name) for name in TEXTS}
    assert {name: reason for name, reason in reasons.items() if reason is not None} == {}


def test_no_two_songs_share_a_longer_line():
    songs = [set(re.findall(r"^[^%\\\n]{25,}$", text, re.MULTILINE)) for text in TEXTS.values()]
    assert sum(map(len, songs)) == len(set.union(*songs))


FEATURES = [
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
]


def test_the_songs_use_the_features_of_real_files():
    used = {feature for feature in FEATURES for text in TEXTS.values() if re.search(feature, text, re.MULTILINE)}
    assert set(FEATURES) - used == set()


def test_some_songs_lack_a_field():
    assert any("\\starring{" not in text for text in TEXTS.values())
