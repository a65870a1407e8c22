import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import find_duplicates
import parse_songs
import split_songs
import summarize_corpus
import write_text
from geetkar.errors import InputError
from geetkar.lyrics.duplicates import cluster_songs, jaccard, trigrams
from geetkar.lyrics.songs_table import read_rows
from geetkar.lyrics.splits import split_songs as deal

WORDS = [
    "nadii",
    "kinaare",
    "diip",
    "jale",
    "raat",
    "suhaanii",
    "mahake",
    "bagiyaa",
    "koyal",
    "bole",
    "pavan",
    "chale",
]


def verses(start, count=40):
    words = [WORDS[(start + number * (start + 1)) % len(WORDS)] for number in range(count)]
    return [[" ".join(words[at : at + 5]) for at in range(0, count, 5)]]


def test_a_song_is_similar_to_itself():
    assert jaccard(trigrams(verses(1)), trigrams(verses(1))) == 1


def test_a_version_with_another_line_is_a_duplicate():
    song = [[" ".join(f"bol{number}" for number in range(30))]]
    other = [[*song[0], "ek nayaa bol"]]
    assert cluster_songs({"1": song, "2": other}, 0.6) == {"1": "2", "2": "2"}


def test_songs_with_other_words_are_no_duplicates():
    songs = {"1": [["dil bole kyaa bole re"]], "2": [["raat ga_ii baat ga_ii ab"]]}
    assert cluster_songs(songs, 0.6) == {"1": "1", "2": "2"}


def test_of_equal_versions_the_first_is_kept():
    assert cluster_songs({"2": verses(1), "1": verses(1)}, 0.6) == {"2": "1", "1": "1"}


@given(st.sets(st.text(min_size=1), min_size=3, max_size=50), st.integers(0, 9))
def test_every_split_gets_a_song(songs, seed):
    assert set(deal(songs, 0.05, 0.05, seed).values()) == {"train", "val", "test"}


def test_the_shares_are_kept():
    assert list(deal(map(str, range(200)), 0.1, 0.05, 1).values()).count("val") == 20


def test_another_seed_deals_otherwise():
    assert deal(map(str, range(50)), 0.1, 0.1, 1) != deal(map(str, range(50)), 0.1, 0.1, 2)


def test_one_more_song_leaves_the_others_in_order():
    order = [song for song in deal(map(str, range(51)), 0.1, 0.1, 1) if song != "50"]
    assert order == list(deal(map(str, range(50)), 0.1, 0.1, 1))


def test_too_few_songs_are_named():
    with pytest.raises(InputError, match="2 songs can be used"):
        deal(["1", "2"], 0.1, 0.1, 1)


BODY = "nadii kinaare diip jale\nraat suhaanii mahake bagiyaa\n\nkoyal bole % a bird\npavan chale {n}\n"


@pytest.fixture
def corpus(tmp_path):
    """The corpus stage run on five songs and one file that is none."""
    raws = {
        str(n): "\\startsong\n\\stitle{diip}%\n\\year{195" + str(n) + "}%\n#indian\n"
        + BODY.replace("{n}", WORDS[n] * 2 + " " + " ".join(WORDS[n:]))
        + "#endindian\n"
        for n in range(5)
    }  # fmt: skip
    raws["9"] = "no song"
    with gzip.open(tmp_path / "archive.gz", "wt") as file:
        for song, raw in raws.items():
            line = {"song": song, "url": f"http://a/{song}", "fetched_at": "", "sha256": "", "raw": raw}
            file.write(json.dumps(line) + "\n")
    (tmp_path / "crawl.json").write_text(json.dumps({"source": "a", "layout": "classic", "songs": 6}))
    path = {name: str(tmp_path / name) for name in ("songs", "rejected", "counts", "duplicates", "splits")}
    parse_songs.main(str(tmp_path / "archive.gz"), path["songs"], path["rejected"], path["counts"])
    find_duplicates.main(path["songs"], path["duplicates"], 0.9)
    split_songs.main(path["duplicates"], path["splits"], 0.2, 0.2, 1)
    texts = {split: str(tmp_path / f"{split}.txt") for split in ("train", "val", "test")}
    write_text.main(path["songs"], path["splits"], "roman", texts)
    summarize_corpus.main(
        str(tmp_path / "crawl.json"),
        path["counts"],
        path["songs"],
        path["duplicates"],
        path["splits"],
        str(tmp_path / "summary.json"),
    )
    return tmp_path


def test_what_is_no_song_is_kept_with_the_reason_and_its_text(corpus):
    rejected = json.loads((corpus / "rejected").read_text())
    assert (rejected["song"], rejected["reason"], rejected["raw"]) == ("9", "not_isb", "no song")


def test_every_song_stands_in_one_split(corpus):
    songs = [
        song
        for split in ("train", "val", "test")
        for song in (corpus / f"{split}.txt").read_text().split("\n\n\n")
    ]
    assert len(songs) == 5


def test_a_text_keeps_verses_and_lines(corpus):
    song = (corpus / "val.txt").read_text().split("\n\n\n")[0]
    assert song.startswith("nadi kinaare dip jale\nraat suhaani mahke bagiya\n\nkoyal bole\n")


def test_the_table_keeps_where_a_song_came_from(corpus):
    assert next(read_rows(corpus / "songs"))["url"] == "http://a/0"


def test_the_summary_counts_files_songs_and_the_rejected(corpus):
    summary = json.loads((corpus / "summary.json").read_text())
    assert (summary["files"], summary["songs"], summary["rejected"]) == (6, 5, {"not_isb": 1})


def test_the_same_songs_give_the_same_bytes(corpus, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    parse_songs.main(*(str(path) for path in (corpus / "archive.gz", again / "s", again / "r", again / "c")))
    assert (again / "s").read_bytes() == (corpus / "songs").read_bytes()


def test_an_archive_without_a_song_names_the_reasons(tmp_path):
    with gzip.open(tmp_path / "archive.gz", "wt") as file:
        file.write(json.dumps({"song": "1", "url": "", "fetched_at": "", "sha256": "", "raw": "x"}) + "\n")
    with pytest.raises(InputError, match="not_isb"):
        parse_songs.main(str(tmp_path / "archive.gz"), *(str(tmp_path / name) for name in "abc"))
