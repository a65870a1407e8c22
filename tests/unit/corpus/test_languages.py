"""Languages, on lines written for these tests."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

import check_languages
import recognize_languages
from geetkar.corpus.language_labels import SAMPLES, read_labels
from geetkar.corpus.languages import FUNCTION_WORDS, LANGUAGES, recognize_language
from geetkar.corpus.tables import SONGS, read_table, table_of, write_table
from geetkar.corpus.transliteration.itrans import canonical

LINES = {
    "hindi": "kyaa tumane dekhaa hai vah ghar jahaa.n ham rahate the aur kuchh bhii nahii.n thaa",
    "punjabi": "saaDe pi.nD vich mainuu.n ku.Diyaa.n naal gall karanii aa.ndii nahii.n",
    "bhojpuri": "hamaar gaa.nv me.n tohaar naam rauvaa jaanat baanii ka_isan bhail",
    "rajasthani": "mhaaro ghar thaare ghar ke paas mhaane padhaaro kahe chhai",
    "marathi": "maajhaa ghar dur aahe aaNi tulaa mii saa.ngaa mhaNe",
    "gujarati": "tame kem nathii aavyo ane shu.n chhe maaro dosh",
    "bengali": "aami tomaar kothaay jaabo tumi aamaar keno noy",
    "sanskrit": "namaH tasmai mama gR^iha.n tava vana.n cha asti iti vande",
}


ROOT = Path(__file__).parents[3]


def english(line, to_word, word=0):
    return {"kind": "english", "line": line, "word": word, "to_line": line, "to_word": to_word, "text": ""}


def spell(line):
    return [[" ".join(canonical(word) for word in line.split())]]


def test_every_language_has_an_example():
    assert {*LINES, "english"} == set(LANGUAGES)


@pytest.mark.parametrize("language", LINES)
def test_the_language_of_a_line_is_recognized(language):
    assert recognize_language(spell(LINES[language]), []) == language


def test_the_configuration_names_every_language():
    schema = yaml.safe_load((ROOT / "schemas/config.schema.yaml").read_text())
    corpus = schema["properties"]["corpus"]["properties"]
    assert corpus["languages"]["items"]["enum"] == list(LANGUAGES)


def test_no_function_word_is_in_two_lists():
    words = Counter(word for words in FUNCTION_WORDS.values() for word in {canonical(word) for word in words.split()})
    assert [word for word, lists in words.items() if lists > 1] == []


def test_a_song_without_function_words_is_hindi():
    assert recognize_language(spell("laal gulaab baagh bahaar"), []) == "hindi"


def test_two_borrowed_words_do_not_change_the_language():
    assert recognize_language(spell("soNiye mainuu.n kamal khilaa"), []) == "hindi"


@pytest.mark.parametrize("noun", ["ku.Dii", "mu.nDaa", "rabbaa"])
def test_nouns_that_hindi_songs_borrow_are_not_function_words(noun):
    assert canonical(noun) not in {canonical(word) for words in FUNCTION_WORDS.values() for word in words.split()}


def test_a_punjabi_refrain_leaves_a_hindi_song_hindi():
    mixed = f"{LINES['hindi']} mainuu.n saanuu.n vich {LINES['hindi']}"
    assert recognize_language(spell(mixed), []) == "hindi"


def test_a_song_with_more_english_lines_than_others_is_english():
    song = [["come and dance", "kal raat ko tum aanaa", "under the moon"]]
    assert recognize_language(song, [english(0, 3), english(2, 3)]) == "english"


def test_a_song_of_which_half_the_lines_are_english_is_not():
    assert recognize_language([["come and dance", "kal raat ko tum aanaa"]], [english(0, 3)]) == "hindi"


def test_english_words_in_hindi_lines_do_not_make_a_song_english():
    song = [["meraa phone kho gayaa", "tum mujhe call karanaa"]]
    assert recognize_language(song, [english(0, 2, word=1), english(1, 3, word=2)]) == "hindi"


def test_english_words_count_for_no_other_language():
    song = [["dil me.n to te daa", "raat chaa.Nd jharane", "phuul khile ban ban"], ["te taa.n vich khilaa gulaab"]]
    assert recognize_language(song, []) == "punjabi"
    assert recognize_language(song, [english(3, 3)]) == "hindi"


def test_labels_are_of_known_samples_and_each_file_has_one():
    labels = read_labels()
    assert len(labels) >= 456
    assert set(labels["sample"]) == set(SAMPLES)
    assert labels["sha256"].is_unique and set(labels["sha256"].str.len()) == {64}


def test_a_labelled_song_is_compared(tmp_path):
    sha256 = read_labels().query("language == 'hindi' and sample == 'drawn'")["sha256"].iloc[0]
    row = {name: None for name in SONGS.names} | {"marks": [], "song": "7", "sha256": sha256}
    songs, languages, check = (str(tmp_path / name) for name in ("songs", "languages", "check"))
    write_table(songs, table_of([{**row, "verses": spell(LINES["punjabi"])}], SONGS), SONGS)
    recognize_languages.main(songs=songs, languages=languages, language="hindi")
    check_languages.main(songs=songs, languages=languages, check=check)
    assert read_table(languages)["language"].to_list() == ["punjabi"]
    wrong = {"song": "7", "labelled": "hindi", "recognized": "punjabi"}
    found = json.loads((tmp_path / "check").read_text())
    assert found["sought"] == {"songs": 0, "error": None, "wrong": []}
    assert found["drawn"]["wrong"] == [wrong]
    assert found["drawn"]["error"]["share"] == 1
    assert found["drawn"]["error"]["interval"] == pytest.approx([0.2065, 1], abs=1e-4)


def test_the_language_of_songs_in_any_language_is_null(tmp_path):
    songs, languages = str(tmp_path / "songs.parquet"), str(tmp_path / "languages.parquet")
    write_table(songs, table_of([{"song": "1", "verses": [["by the river"]], "marks": []}], SONGS), SONGS)
    recognize_languages.main(songs=songs, languages=languages, language="any")
    assert read_table(languages)["language"].isna().all()
