"""Kinds of bodies that real files have: spellings of repeats, notes over lines, commands, layouts, scripts."""

import pytest

from geetkar.corpus.formats import isb
from geetkar.corpus.formats.song import Rejected, Song
from geetkar.corpus.lyrics.cleaning import clean

OPENING = "nadii kinaare diip jale\nraat suhaanii dhiire chale"


def lyrics(body, **fields):
    return clean(Song("1", body=f"{OPENING}\n\n{body}", **fields))


def verses(body, **fields):
    return lyrics(body, **fields).verses[1:]


def repeats(body):
    """Return the words of each repeat with its count."""
    song = lyrics(body)
    lines = [line.split() for verse in song.verses for line in verse]
    found = []
    for mark in song.marks:
        if mark.kind == "repeat":
            words = [(number, place, word) for number, line in enumerate(lines) for place, word in enumerate(line)]
            start, end = (mark.line, mark.word), (mark.to_line, mark.to_word)
            found.append((" ".join(word for *at, word in words if start <= tuple(at) < end), mark.text))
    return found


@pytest.mark.parametrize(
    ("body", "passage", "times"),
    [
        ("{chalo re chalo} 2", "chalo re chalo", "2"),
        ("{chalo re\nbole re}\\-3", "chalo re bole re", "3"),
        ("\\{chalo re\\} \\-2", "chalo re", "2"),
        ("bole ( chalo re )\n\\-2", "chalo re", "2"),
        ("( bole re\nchalo re )\n(2)", "bole re chalo re", "2"),
        ("chalo re \\2", "chalo re", "2"),
        ("chalo re /2", "chalo re", "2"),
        ("chalo re /-2", "chalo re", "2"),
        ("chalo re (2x)", "chalo re", "2"),
        ("chalo re (x2)", "chalo re", "2"),
        ("chalo re 2x", "chalo re", "2"),
        ("chalo re x2", "chalo re", "2"),
        ("chalo re X 3", "chalo re", "3"),
        ("chalo re (२x)", "chalo re", "2"),
        ("chalo re ( \\- 2 )", "chalo re", "2"),
        ("chalo re 2 baar", "chalo re", "2"),
        ("( bole re\nchalo re ) \\- (2)", "bole re chalo re", "2"),
        ("( bole re\nchalo re ) \\ -2", "bole re chalo re", "2"),
        ("( bole re\nchalo re ), \\-2", "bole re chalo re", "2"),
        ("chalo re (##echo##) \\-2", "chalo re", "2"),
        ("bole\nchalo re\n\\-2", "chalo re", "2"),
    ],
)
def test_a_repeat_is_read_however_it_is_spelled(body, passage, times):
    assert repeats(body) == [(passage, times)]


@pytest.mark.parametrize("body", ["(2) chalo re", "2. chalo re", "chalo re 2005", "chalo re \\-1", "maikx2 chalo"])
def test_other_numbers_are_no_repeats(body):
    assert repeats(body) == []


def test_a_verse_number_below_a_group_is_no_repeat():
    assert repeats("( bole re )\n2. chalo re") == []


def test_repeats_never_cross():
    assert repeats("( bole\nchalo ) \\-2 re \\-2") == [("bole chalo", "2"), ("re", "2")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nazar e-\\karam", "nazar e karam"),
        ("jaan\\-e-\\man", "jaan e man"),
        ("rang\\-e\\-\\bahaar", "ra.ng e bahaar"),
        ("mere \\dil bole", "mere dil bole"),
        ("\\newpage dil bole", "dil bole"),
        ("\\centerline{bhajan} dil bole", "dil bole"),
        ("ma'aanii ma’aanii", "ma_aanii ma_aanii"),
        ("dil bole \\.\\.\\.", "dil bole"),
        ("ilek{}shan na{}ii sab{}jii", "ilekshan na_ii sabjii"),
    ],
)
def test_only_commands_are_dropped(line, words):
    assert verses(line) == [[words]]


def test_a_note_may_go_on_over_two_lines():
    assert verses("diip [diip = a lamp\nthat is lit] jale") == [["diip jale"]]


def test_a_passage_in_brackets_over_several_lines_is_sung():
    assert verses("[Suraj:\ndiip jale\nraat chale\ndhiire dhiire]") == [["diip jale", "raat chale", "dhiire dhiire"]]


def test_an_explanation_in_parentheses_is_a_note():
    assert verses("koyal (koyal = cuckoo) bole") == [["koyal bole"]]


@pytest.mark.parametrize("gloss", ["koyal = pa.nchhii", "koyal=##a bird##", "1. koyal - ##a bird##"])
def test_a_line_that_explains_a_word_is_a_note(gloss):
    assert verses(f"koyal bole\n{gloss}") == [["koyal bole"]]


def test_a_verse_that_explains_words_is_a_note():
    assert verses("koyal bole\n\nkoyal = pa.nchhii\nbaag = bagiichaa\njisame.n phuul hai.n") == [["koyal bole"]]


GLOSSED = "diip jale\n%(the lamps are lit)\n\nraat chale\n%(the night goes)\n\nraat chale\n\n"


def test_lines_with_translations_are_one_verse_up_to_two_blank_lines():
    assert clean(Song("1", body=f"{GLOSSED}\n{GLOSSED}")).verses == [["diip jale", "raat chale", "raat chale"]] * 2


def test_among_them_a_verse_without_translations_ends_at_one_blank_line():
    song = clean(Song("1", body=f"koyal bole\nbole re\n\n{GLOSSED}{GLOSSED}"))
    assert song.verses == [["koyal bole", "bole re"], ["diip jale", "raat chale", "raat chale"] * 2]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nadī kināre ghoṛā", "nadii kinaare gho.Daa"),
        ("kahā̃ cal diye", "kahaa.N chal diye"),
        ("kṛpā śubh ḍhūṇḍh", "kR^ipaa shubh Dhuu.nDh"),
        ("hãi mẽ pāñc", "hai.n me.n paa.nch"),
    ],
)
def test_iast_is_read(typed, words):
    assert clean(Song("1", body=f"{typed}\n{typed}\n{typed}")).verses == [[words] * 3]


ROMAN = """
Raat Suhani hai nadi ke paar
Dil ko hai teri baaton se pyar
Aaj ye raat dhire dhire chale
Dil ka diya saari raat jale

Tere bina koi bhi nahi hai mera
Mere bina koi bhi nahi hai tera
Aaj ye raat dhire dhire chale
"""


def test_casual_roman_is_read_and_a_quirk():
    (song,) = isb.read("1", f"\\startsong\n\\printtitle\n#indian{ROMAN}#endindian\n\\endsong\n")
    assert "casual roman" in song.quirks
    assert clean(song).verses[0][0] == "raat suhanii hai nadii ke paar"


@pytest.mark.parametrize(
    ("body", "script"),
    [("ਨਦੀ ਕਿਨਾਰੇ ਬੈਠੇ ਹਾਂ", "Gurmukhi"), ("ندی کنارے بیٹھے ہیں", "Arabic"), ("у реки сидели", "Cyrillic")],
)
def test_a_song_in_another_script_is_rejected_with_its_name(body, script):
    with pytest.raises(Rejected, match=f"other_script.*{script}"):
        clean(Song("1", body=f"{body}\n{body}"))


def test_a_word_in_another_script_is_dropped():
    assert verses("dil дом bole") == [["dil bole"]]
