import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.lyrics.cleaning import clean, verses_of
from geetkar.lyrics.isb import Rejected, parse_isb

HEADER = r"""%
\startsong
\stitle{nadii ke paar jaanaa hai}%
\film{Namuunaa}%
\year{1961}%
\starring{Ek Nayak, Ek Nayika}%
\singer{Sita Rao & Gita Rao}%
\music{Ek Sangitkar}%
\lyrics{?}%
%
\printtitle
"""
BODY = "#indian\n%\nnadii ke paar jaanaa hai\nvahaa.N ik gaa.Nv suhaanaa hai\n%\n#endindian\n\\endsong\n"


def read(raw):
    (song,) = parse_isb("1", raw)
    return song


def field(name, raw=HEADER + BODY):
    return getattr(read(raw), name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "nadii ke paar jaanaa hai"),
        ("film", "Namuunaa"),
        ("year", 1961),
        ("starring", ("Ek Nayak", "Ek Nayika")),
        ("singers", ("Sita Rao", "Gita Rao")),
        ("composers", ("Ek Sangitkar",)),
        ("lyricists", ()),
    ],
)
def test_the_header_is_read(name, value):
    assert field(name) == value


@pytest.mark.parametrize(
    ("old", "new", "name", "value"),
    [
        (r"\singer{", r"\singers{", "singers", ("Sita Rao", "Gita Rao")),
        (r"\film{", r"\Film{", "film", "Namuunaa"),
        (r"\film{Namuunaa}%", r"\film{Namuunaa", "film", "Namuunaa"),
        (r"\film{Namuunaa}%", "", "film", ""),
        (r"\year{1961}", r"\year{c. 1961 ?}", "year", 1961),
        (r"\year{1961}", r"\year{196}", "year", None),
        (r"\year{1961}", r"\year{}", "year", None),
        ("\n", "\r\n", "film", "Namuunaa"),
    ],
)
def test_a_header_with_a_slip_is_read(old, new, name, value):
    assert field(name, (HEADER + BODY).replace(old, new)) == value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\printtitle", r"\printitle"),
        ("#indian\n", ""),
        ("#endindian\n", ""),
        ("#endindian\n\\endsong\n", ""),
        ("\\printtitle\n#indian\n", ""),
    ],
)
def test_a_body_with_a_missing_marker_is_read(old, new):
    song = read((HEADER + BODY).replace(old, new, 1))
    assert verses_of(song, clean(song)[0]) == [["nadii ke paar jaanaa hai", "vahaa.N ik gaa.Nv suhaanaa hai"]]


def test_several_songs_in_a_file_are_numbered():
    assert [song.song for song in parse_isb("7", (HEADER + BODY) * 2)] == ["7-1", "7-2"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("\x00\x01", "not_text"),
        ("a letter to the editor", "not_isb"),
        ("", "not_isb"),
        (HEADER + "#indian\n%\n#endindian\n", "no_lyrics"),
        ("(" * 2_000_000, "too_long"),
    ],
)
def test_a_file_without_a_song_is_refused_with_the_reason(raw, reason):
    with pytest.raises(Rejected) as refusal:
        parse_isb("1", raw)
    assert refusal.value.reason == reason


def test_hardly_any_words_are_refused():
    song = read(HEADER + "#indian\nho ho\n#endindian\n")
    with pytest.raises(Rejected, match="too_short"):
        verses_of(song, clean(song)[0])


@pytest.mark.parametrize("piece", ["(", "[", "##", "\\", "a:", "\\a{", "%", "<", " ", ".", "\n"])
def test_hostile_repetition_takes_linear_time(piece):
    started = time.perf_counter()
    song = read(HEADER + "#indian\n" + piece * (300_000 // len(piece)) + "\nnadii\n#endindian\n")
    clean(song)
    assert time.perf_counter() - started < 2


pieces = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(["\\startsong", "#indian", "#endindian", "\\film{", "}%", "\n", "##", "\\threedots"]),
    )
).map("".join)


@given(pieces)
def test_no_text_breaks_the_parser(raw):
    try:
        songs = parse_isb("1", raw)
    except Rejected:
        return
    for song in songs:
        try:
            verses_of(song, clean(song)[0])
        except Rejected as refusal:
            assert refusal.reason == "too_short"


@given(pieces)
def test_every_song_marker_is_read_or_the_file_refused(raw):
    raw = HEADER + BODY + "".join(each for each in raw if each != "\\") + "\n" + HEADER + BODY
    try:
        songs = parse_isb("1", raw)
    except Rejected:
        return
    assert len(songs) == 2
