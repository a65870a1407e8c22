import pytest
from processor_time import takes_linear_time

from geetkar.corpus.formats.metadata import Film, plain, read_film, read_people, read_title, read_year

SINGERS = ("Sita Rao", "Ek Gayak")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"nadii #I love you#", "nadii I love you"),
        (r"nadii ##on sunday##", "nadii on sunday"),
        (r"nadii \& naav", "nadii & naav"),
        (r"nadii\.\.\. naav", "nadii... naav"),
        (r"nadii \threedots naav", "nadii ... naav"),
        (r"shaam\-e\-nadii", "shaam-e-nadii"),
        (r"nadii \emph{naav}", "nadii (naav)"),
        ("na{}ii  nadii", "naii nadii"),
    ],
)
def test_a_value_loses_its_markup(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "title", "remarks"),
    [
        ("nadii (male)", "nadii", ["male"]),
        ("nadii [sad version] (part 2)", "nadii", ["sad version", "part 2"]),
        ("nadii ##both versions##", "nadii", ["both versions"]),
        ("nadii (siitaa gazal)", "nadii", ["siitaa gazal"]),
        ("nadii (qavvaalii)", "nadii", ["qavvaalii"]),
        ("nadii ##Sita/Gayak##", "nadii", ["Sita/Gayak"]),
        ("##theme piece## ... nadii", "nadii", ["theme piece"]),
        ("nadii ##punjabi##", "nadii", ["punjabi"]),
        ("nadii (kinaare kinaare)", "nadii (kinaare kinaare)", []),
        ("nadii ##happy birthday to you##", "nadii happy birthday to you", []),
        ("nadii ##sunday##", "nadii sunday", []),
        ("(male)", "(male)", []),
        ("", "", []),
    ],
)
def test_a_title_loses_remarks_before_and_after_it(value, title, remarks):
    assert read_title(value, SINGERS) == (title, remarks)


@pytest.mark.parametrize(
    ("value", "film"),
    [
        ("Namuunaa", Film("Namuunaa", (), False, ())),
        ("Namuunaa (purraanii)", Film("Namuunaa (purraanii)", (), False, ())),
        ("Namuunaa / Nadi", Film("Namuunaa", ("Nadi",), False, ())),
        ("Nadi/ ( Naav 1951)/ Nadi", Film("Nadi", ("Naav 1951",), False, ())),
        ("24/7", Film("24/7", (), False, ())),
        ("House No. 4/ Ghar 4", Film("House No. 4", ("Ghar 4",), False, ())),
        ("(Non-Film)", Film("", (), True, ())),
        ("non-film", Film("", (), True, ())),
        ("Non Film", Film("", (), True, ())),
        ("NonFilm)", Film("", (), True, ())),
        ("? (Non-Film)", Film("", (), True, ())),
        ("Nadi (Non-Film)", Film("Nadi", (), True, ())),
        ("non-Film(Nadi (Bhajans))", Film("Nadi (Bhajans)", (), True, ())),
        ("Nadi (Pakistan)", Film("Nadi", (), False, ("Nadi (Pakistan)",))),
        ("Pakistani-Film(Nadi)", Film("Nadi", (), False, ("Pakistani-Film(Nadi)",))),
        ("(Unreleased film)", Film("", (), False, ("(Unreleased film)",))),
        ("Nadi?", Film("Nadi", (), False, ("Nadi?",))),
        ("N/A", Film("", (), False, ())),
        ("??", Film("", (), False, ())),
        ("-", Film("", (), False, ())),
    ],
)
def test_a_film_is_separated_from_what_else_the_field_says(value, film):
    assert read_film(value) == film


@pytest.mark.parametrize(
    ("value", "names", "remarks"),
    [
        ("Sita Rao & Ek Gayak", ("Sita Rao", "Ek Gayak"), []),
        ("Sita Rao/ Ek Gayak; Gita and chorus", ("Sita Rao", "Ek Gayak", "Gita", "chorus"), []),
        ("Sita Rao, sita rao, Sita Rao", ("Sita Rao",), []),
        ("Sita Rao (live), Sita Rao", ("Sita Rao",), ["Sita Rao (live)"]),
        ("Sita (Gita, Mita), Ek Gayak", ("Sita", "Ek Gayak"), ["Sita (Gita, Mita)"]),
        ("(with help of) Sita Rao", ("Sita Rao",), ["(with help of) Sita Rao"]),
        ("Orchestra: Ek Gayak", ("Ek Gayak",), ["Orchestra: Ek Gayak"]),
        ("Sita Rao?", ("Sita Rao",), ["Sita Rao?"]),
        ("Sita or Gita", ("Sita", "Gita"), ["Sita or Gita"]),
        ("(Sita Rao)", ("Sita Rao",), ["(Sita Rao)"]),
        ("Sita Rao)", ("Sita Rao",), ["Sita Rao)"]),
        ("(Traditional)", (), ["(Traditional)"]),
        ("Sita Rao, others", ("Sita Rao",), ["others"]),
        ("Anand, Sandor", ("Anand", "Sandor"), []),
        ("N/A", (), []),
        ("n/a, Sita", ("Sita",), []),
        ("?", (), []),
        ("", (), []),
    ],
)
def test_people_are_named_once_and_without_remarks(value, names, remarks):
    assert read_people(value) == (names, remarks)


@pytest.mark.parametrize(
    ("value", "year", "remarks"), [("1961", 1961, []), ("1961?", None, ["1961?"]), ("?", None, [])]
)
def test_a_year_that_is_not_certain_is_a_remark(value, year, remarks):
    assert read_year(value) == (year, remarks)


PIECES = "( ) (male) ## #a# [ , a,_ (, _ ? non a: and_ / \\ { non_"
HOSTILE = [piece.replace("_", " ") for piece in PIECES.split()]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("read", [read_title, read_film, read_people, read_year])
def test_a_hostile_value_takes_linear_time(read, piece):
    assert takes_linear_time(lambda characters: read(piece * (characters // len(piece))), 100_000)
