import pytest

from geetkar.corpus.people import COLUMNS, find_people, letters_of, names_by_spelling, with_one_spelling
from geetkar.corpus.tables import SONGS, records_of, table_of


def song(year=1960, marks=(), **people):
    return {"year": year, "marks": list(marks), **{column: [] for column in COLUMNS}, **people}


def names(*songs):
    """Return the name that is used for each other spelling."""
    return names_by_spelling(find_people([table_of(songs, SONGS)]))


def singers(*written, year=1960):
    return song(year, singers=list(written))


@pytest.mark.parametrize(
    ("common", "rare"),
    [
        ("Kishore", "Kishor"),
        ("Chorus", "chorus"),
        ("Laxmikant-Pyarelal", "Lakshmikant Pyarelal"),
        ("Suresh Wadekar", "Suresh Wadkar"),
        ("Noorjehan", "Noor Jehan"),
    ],
)
def test_the_commonest_spelling_is_used(common, rare):
    assert names(singers(common), singers(rare), singers(common)) == {rare: common}


def test_of_equally_common_spellings_the_first_in_the_alphabet_is_used():
    assert names(singers("Kishore"), singers("Kishor")) == {"Kishore": "Kishor"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("S D Rao", "R D Rao"), ("Geeta Dutt", "Geeta Roy"), ("Lata", "Lata Rao"), ("Lalit Sen", "Lalita Sen")],
)
def test_other_initials_and_surnames_are_other_people(one, other):
    assert names(singers(one, other)) == {}


def test_spellings_of_different_columns_are_different_people():
    assert names(song(starring=["Mithun"]), song(composers=["Mithoon"])) == {}


def test_a_spelling_of_both_columns_connects_them():
    both = song(starring=["Suraiya"], singers=["Suraiya"])
    assert names(both, song(starring=["Suraiyya"]), song(singers=["Suraiyaa"])) == {
        "Suraiyya": "Suraiya",
        "Suraiyaa": "Suraiya",
    }


@pytest.mark.parametrize(("year", "same"), [(1980, True), (1981, False), (None, True)])
def test_spellings_of_distant_years_are_different_people(year, same):
    assert (names(singers("Kishor"), singers("Kishore", year=year)) != {}) == same


def test_spellings_are_compared_over_all_chunks():
    chunks = [table_of([singers(name)], SONGS) for name in ("Kishor", "Kishore", "Kishore")]
    assert names_by_spelling(find_people(chunks)) == {"Kishor": "Kishore"}


def test_a_song_names_a_person_once():
    table = with_one_spelling(table_of([singers("Kishor", "Lata", "Kishore")], SONGS), {"Kishor": "Kishore"})
    assert records_of(table)[0]["singers"] == ["Kishore", "Lata"]


@pytest.mark.parametrize(("kind", "text"), [("cue", "Lata, Kishore"), ("note", "Lata, Kishor")])
def test_only_cues_name_people(kind, text):
    mark = {"kind": kind, "line": 0, "word": 0, "to_line": 0, "to_word": 0, "text": "Lata, Kishor"}
    table = with_one_spelling(table_of([song(marks=[mark])], SONGS), {"Kishor": "Kishore"})
    assert records_of(table)[0]["marks"] == [mark | {"text": text}]


TEAM = song(composers=["Laxmikant-Pyarelal"])


def test_the_members_of_a_team_are_the_team():
    two = song(composers=["Laxmikant", "Pyarelal"])
    found = names(TEAM, TEAM, two)
    assert found == {"Laxmikant & Pyarelal": "Laxmikant-Pyarelal"}
    assert records_of(with_one_spelling(table_of([two], SONGS), found))[0]["composers"] == ["Laxmikant-Pyarelal"]


def test_two_people_are_no_team_if_none_has_their_names():
    assert names(song(composers=["Ravi", "Hemant"]), song(composers=["Ravi", "Hemant"])) == {}


def test_two_singers_are_no_team():
    assert names(song(singers=["Laxmikant-Pyarelal"]), singers("Laxmikant", "Pyarelal")) == {}


def test_names_without_letters_are_different():
    assert names(singers("!", "?!")) == {}


@pytest.mark.parametrize(("one", "same"), [("anne lee", True), ("Anne-Lee", True), ("Ann Lee", False)])
def test_names_of_other_languages_are_compared_by_their_letters(one, same):
    found = find_people([table_of([singers("Anne Lee"), singers("Anne Lee", one)], SONGS)], letters_of)
    assert names_by_spelling(found) == ({one: "Anne Lee"} if same else {})


def test_a_corpus_without_names_has_no_people():
    assert find_people([table_of([song()], SONGS)]).empty
