import gzip
import json
import re
from array import array

import pandas as pd
import pytest

import find_duplicates
import find_people
import parse_songs
import recognize_languages
import split_songs
import summarize_corpus
import write_text
from geetkar.corpus.formats import isb
from geetkar.corpus.lyrics.cleaning import clean
from geetkar.corpus.parsing import Tally, parse
from geetkar.corpus.song_index import index_songs
from geetkar.corpus.summary import KeptSongs, repeated_lines
from geetkar.corpus.tables import LANGUAGES, SONGS, read_table, table_of, write_table
from geetkar.workflow.errors import InputError

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


SPLITTING = {"language": "hindi", "chosen_languages": ["hindi"], "validation_share": 0.2, "test_share": 0.2, "seed": 1}
RECORD = {"url": "", "fetched_at": "2000-01-01", "sha256": "", "encoding": "ascii"}
BODY = "nadii kinaare diip jale\nraat suhaanii {n}\n\nkoyal bole % a bird\npavan chale {n}\n"


@pytest.fixture
def corpus(tmp_path):
    """Run the corpus stage on five songs and a file that is not a song."""
    raws = {
        str(n): "\\startsong\n\\stitle{diip}%\n\\year{195" + str(n) + "}%\n#indian\n"
        + BODY.replace("{n}", WORDS[n] * 2 + " " + " ".join(WORDS[n:]))
        + "#endindian\n"
        for n in range(5)
    }  # fmt: skip
    raws["9"] = "no song"
    with gzip.open(tmp_path / "archive.gz", "wt") as file:
        for song, raw in raws.items():
            line = {**RECORD, "song": song, "file": f"nadii {song}.isb.txt", "url": f"http://a/{song}", "raw": raw}
            file.write(json.dumps(line) + "\n")
    (tmp_path / "crawl.json").write_text(
        json.dumps({"source": "a", "layout": "classic", "songs": 6, "missing": {}, "notice": None})
    )
    names = "songs rejected round_trip counts people duplicates languages splits summary index"
    path = {name: str(tmp_path / name) for name in names.split()}
    parsed = {name: path[name] for name in ("songs", "rejected", "round_trip", "counts")}
    parse_songs.main(
        archive=str(tmp_path / "archive.gz"),
        **parsed,
        reading={},
        left_out=[],
        repeats="complete",
        english="keep",
        config={},
    )
    find_duplicates.main(songs=path["songs"], duplicates=path["duplicates"], overlap=0.9, language="hindi")
    recognize_languages.main(songs=path["songs"], languages=path["languages"], language="hindi")
    tables = {name: path[name] for name in ("songs", "duplicates", "languages", "splits")}
    split_songs.main(**tables, **SPLITTING, overlap=0.9)
    texts = {split: str(tmp_path / f"{split}.txt") for split in ("train", "val", "test")}
    texts |= {"songs": path["songs"], "splits": path["splits"], "song_index": path["index"]}
    write_text.main(**texts, script="roman")
    find_people.main(songs=path["songs"], people=path["people"], language="hindi")
    checked = {"verdict": str(tmp_path / "crawl.json"), "counts": path["counts"], "people": path["people"]}
    summarize_corpus.main(**checked, **tables, summary=path["summary"], overlap=0.9)
    return tmp_path


def test_a_rejected_file_is_kept_with_the_reason_and_its_text(corpus):
    rejected = json.loads((corpus / "rejected").read_text())
    assert (rejected["song"], rejected["reason"], rejected["raw"]) == ("9", "not_isb", "no song")


def test_a_song_has_the_name_of_its_file(corpus):
    rejected = json.loads((corpus / "rejected").read_text())
    files = read_table(corpus / "songs", ["file"])["file"]
    assert [*files, rejected["file"]] == [f"nadii {name}.isb.txt" for name in "012349"]


def test_every_song_is_in_one_split(corpus):
    songs = [
        song for split in ("train", "val", "test") for song in (corpus / f"{split}.txt").read_text().split("\n\n\n")
    ]
    assert len(songs) == 5


def test_a_version_of_a_held_out_song_in_the_training_songs_fails_the_run(corpus):
    tables = {name: str(corpus / name) for name in ("songs", "duplicates", "languages", "splits")}
    with pytest.raises(InputError, match="is held out, but the training song"):
        split_songs.main(**tables, **SPLITTING, overlap=0.1)


def test_a_text_keeps_verses_and_lines(corpus):
    song = (corpus / "val.txt").read_text().split("\n\n\n")[0]
    assert re.match(r"nadi kinaare dip jale\nraat suhaani [a-z ]+\n\nkoyal bole\n", song)


def test_the_index_says_where_each_song_is_in_its_text(corpus):
    index = read_table(corpus / "index")
    for split in ("train", "val", "test"):
        text, places = (corpus / f"{split}.txt").read_text(), index[index["split"] == split]
        songs = [text[start:end] for start, end in zip(places["start"], places["end"], strict=True)]
        assert songs == text.removesuffix("\n").split("\n\n\n")


def test_the_index_has_the_songs_of_the_splits_in_their_order(corpus):
    index, splits = read_table(corpus / "index"), read_table(corpus / "splits")
    assert index[["song", "split"]].equals(splits)


def test_places_in_a_text_count_characters():
    songs = pd.DataFrame({"song": ["1", "2", "3"], "split": ["train", "val", "train"], "length": [5, 7, 2]})
    index = index_songs(songs)
    assert index[["start", "end"]].to_numpy().tolist() == [[0, 5], [0, 7], [8, 10]]


def test_the_table_keeps_where_a_song_came_from(corpus):
    assert read_table(corpus / "songs")["url"][0] == "http://a/0"


def test_the_summary_counts_files_songs_and_the_rejected(corpus):
    summary = json.loads((corpus / "summary").read_text())
    assert (summary["files"], summary["songs"], summary["rejected"]) == (6, 5, {"not_isb": 1})


def test_the_summary_counts_the_roles_of_verses(corpus):
    assert json.loads((corpus / "summary").read_text())["roles"] == {"mukhda": 5}


def test_the_table_has_a_role_for_each_verse(corpus):
    assert [list(roles) for roles in read_table(corpus / "songs")["roles"]] == [["mukhda", ""]] * 5


def test_the_form_of_the_songs_can_be_chosen(tmp_path):
    body = BODY.replace("{n}", "aa_ii") + r"nadii kinaare \threedots"
    raw = f"\\startsong\n#indian\n{body}\n#endindian\n"
    with gzip.open(tmp_path / "one.gz", "wt") as file:
        file.write(json.dumps({**RECORD, "song": "1", "file": "1.isb.txt", "raw": raw}) + "\n")
    paths = {name: str(tmp_path / f"one_{name}") for name in ("songs", "rejected", "round_trip", "counts")}
    last_lines = []
    for repeats in ("complete", "drop"):
        parse_songs.main(
            archive=str(tmp_path / "one.gz"),
            **paths,
            reading={},
            left_out=[],
            repeats=repeats,
            english="keep",
            config={},
        )
        last_lines.append(read_table(paths["songs"])["verses"][0][-1][-1])
    assert last_lines == ["nadii kinaare diip jale", "nadii kinaare"]


def test_the_same_songs_give_the_same_bytes(corpus, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    paths = {name: str(again / name) for name in ("songs", "rejected", "round_trip", "counts")}
    parse_songs.main(
        archive=str(corpus / "archive.gz"),
        **paths,
        reading={},
        left_out=[],
        repeats="complete",
        english="keep",
        config={},
    )
    assert (again / "songs").read_bytes() == (corpus / "songs").read_bytes()


def test_an_archive_without_a_song_names_the_reasons(tmp_path):
    with gzip.open(tmp_path / "archive.gz", "wt") as file:
        file.write(json.dumps({**RECORD, "song": "1", "file": None, "raw": "x"}) + "\n")
    with pytest.raises(InputError, match="not_isb"):
        paths = {name: str(tmp_path / name) for name in ("songs", "rejected", "round_trip", "counts")}
        parse_songs.main(
            archive=str(tmp_path / "archive.gz"),
            **paths,
            reading={},
            left_out=[],
            repeats="complete",
            english="keep",
            config={},
        )


def test_a_song_in_another_language_is_in_no_text(corpus):
    languages = read_table(corpus / "songs", ["song"]).assign(language=["punjabi", *["hindi"] * 4])
    write_table(corpus / "languages", languages, LANGUAGES)
    tables = {name: str(corpus / name) for name in ("songs", "duplicates", "languages", "splits")}
    split_songs.main(**tables, **SPLITTING, overlap=0.9)
    assert set(read_table(corpus / "splits")["song"]) == set(languages["song"][1:])


def test_the_summary_follows_the_growth_of_the_vocabulary(corpus):
    summary = json.loads((corpus / "summary").read_text())
    assert summary["vocabulary_growth"][-1] == [summary["words"], summary["distinct_words"]]


def test_the_number_of_chunks_does_not_change_the_counts(corpus):
    songs = read_table(corpus / "songs")
    whole, parts = KeptSongs(), KeptSongs()
    whole.add(songs)
    for place in range(len(songs)):
        parts.add(songs[place : place + 1])
    assert (parts.words, parts.words_per_line, parts.growth) == (whole.words, whole.words_per_line, whole.growth)
    assert sorted(parts.line_numbers) == sorted(whole.line_numbers)
    assert parts.songs.equals(whole.songs)


def test_english_is_not_among_the_spellings_of_hindi_words():
    raw = "\\startsong\n#indian\nmeraa ##pen please##\nnadii kinaare khoyaa\n#endindian\n\\endsong\n"
    tally = Tally()
    list(parse(isb.read_records([{**RECORD, "song": "1", "file": None, "raw": raw}]), clean, tally, print, print))
    assert tally.spelled == tally.written == {"meraa", "nadii", "kinaare", "khoyaa"}


def test_english_words_are_counted_where_the_marks_are():
    place = {"line": 0, "word": 1, "to_line": 0, "to_word": 2}
    marks = [{"kind": "english", **place, "text": "Pen"}, {"kind": "repeat", **place, "text": "2"}]
    songs = table_of(
        [{"song": "1", "verses": [["meraa pen"]], "marks": marks}, {"song": "2", "verses": [["pen"]], "marks": []}],
        SONGS,
    )
    kept = KeptSongs()
    kept.add(songs)
    assert (kept.english, kept.songs_with_english, kept.words["pen"]) == ({"pen": 1}, 1, 2)


def test_lines_in_several_songs_are_counted_without_calls(corpus):
    summary = json.loads((corpus / "summary").read_text())
    assert dict(summary["repeated_lines"]) == {"nadii kinaare diip jale": 5}


def test_songs_without_a_longer_line_have_none_in_common():
    assert repeated_lines(array("Q"), []) == []
