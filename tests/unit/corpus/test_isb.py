import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor_time import seconds_of, takes_linear_time

from geetkar.corpus.formats import isb
from geetkar.corpus.formats.song import Rejected
from geetkar.corpus.lyrics.cleaning import clean
from geetkar.songs.song_ids import is_song_id

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
    (song,) = isb.read("1", raw)
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
        (r"\year{1961}", r"\year{196}", "year", None),
        (r"\year{1961}", r"\year{}", "year", None),
        ("\n", "\r\n", "film", "Namuunaa"),
    ],
)
def test_a_header_with_a_typing_error_is_read(old, new, name, value):
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
    assert clean(song).verses == [["nadii ke paar jaanaa hai", "vahaa.N ik gaa.Nv suhaanaa hai"]]


LINES_READ = ["nadii ke paar jaanaa hai", "vahaa.N ik gaa.Nv suhaanaa hai"]
MORE = "diip jale kinaare\nnaav chale dhaaro.n me.n\n"


@pytest.mark.parametrize(
    ("old", "new", "quirk"),
    [
        ("#indian", "#startsong", "marker other than #indian"),
        ("#indian", "#hindi", "marker other than #indian"),
        ("#indian", "#urdu % in Urdu", "marker other than #indian"),
        ("#endindian", "#indian", "several blocks of words"),
        ("#endindian", "#endindian\n#endindian", None),
        ("#indian\n%\n", "", "no #indian"),
        ("nadii", "\\printtitle\nnadii", r"words before \printtitle"),
    ],
)
def test_markers_are_not_sung(old, new, quirk):
    song = read(HEADER + BODY.replace(old, new, 1))
    assert clean(song).verses == [LINES_READ]
    assert quirk is None or quirk in song.quirks


@pytest.mark.parametrize(
    ("between", "end"),
    [
        ("#endindian\nThe second part of the song.\n#indian\n", "#endindian"),
        ("#endindian\n\\endsong\n#marathi\n", "#endmarathi"),
        ("#urdu\n", "#endurdu"),
        ("#endindian\n\\newpage\n#Indian\n", "#EndIndian"),
    ],
)
def test_every_block_of_words_is_read(between, end):
    song = read(HEADER + BODY.replace("#endindian\n", between + MORE + end + "\n"))
    assert clean(song).verses == [LINES_READ, MORE.splitlines()]
    assert "several blocks of words" in song.quirks


@pytest.mark.parametrize("after", ["\\printtitle\n", "\\printtitle\n#indian\n#endindian\n\\endsong\n"])
def test_words_before_the_title_are_read_if_there_are_none_after_it(after):
    words = "\n".join(LINES_READ) + "\n"
    song = read(HEADER.replace("\\printtitle\n", words) + after)
    assert clean(song).verses == [LINES_READ]
    assert r"words before \printtitle" in song.quirks


def test_prose_before_the_title_is_not_read():
    raw = HEADER.replace("\\printtitle", "written by a river\n\\printtitle") + BODY
    assert clean(read(raw)).verses == [LINES_READ]


def test_a_marker_before_the_fields_does_not_end_the_header():
    assert field("film", "#startsong\n" + (HEADER + BODY).replace("\\startsong\n", "")) == "Namuunaa"


def test_markers_with_the_wrong_sign_are_not_sung():
    song = read(HEADER + BODY.replace("#endindian", "\\endindian").replace("\\endsong", "#endsong"))
    assert clean(song).verses == clean(read(HEADER + BODY)).verses


def test_markers_may_have_capitals():
    raw = (HEADER + BODY).replace("startsong", "StartSong").replace("indian", "INDIAN").replace("endsong", "EndSong")
    assert clean(read(raw)).verses == [LINES_READ]


def test_a_marked_english_word_is_no_marker():
    assert "#sunday#" in read(HEADER + BODY.replace("nadii", "#sunday#\nnadii")).body


@pytest.mark.parametrize(
    ("old", "new", "quirk"),
    [
        (r"\film{Namuunaa}%", "", "field missing: film"),
        (r"\film{Namuunaa}", r"\film{}", "field empty: film"),
        (r"\film{", r"\Film{", "field misspelt: film"),
        (r"\film{", "\\film{Namuunaa 2}%\n\\film{", "field given twice"),
        (r"\film{Namuunaa}%", r"\film{Namuunaa", "brace not closed"),
        (r"\film{Namuunaa}%", r"\film(Namuunaa}%", "brace mistyped"),
        (r"\film{", "\\qqqqq{x}\n\\film{", "unknown field"),
        (r"\year{1961}", r"\year{1961?}", "year unclear"),
        (r"\year{1961}", r"\year{196}", "year unclear"),
        (r"\startsong", "", r"no \startsong"),
        (r"\printtitle", r"\printitle", r"misspelt \printtitle"),
        (r"\printtitle", "", r"no \printtitle"),
        ("#indian\n", "", "no #indian"),
        ("#endindian\n", "", "no #endindian"),
        (r"\endsong", "", r"no \endsong"),
        ("\n", "\r\n", "carriage returns"),
        ("nadii", "nadii\t", "tabs"),
        ("nadii", "nad\u012b", "not ASCII"),
        ("nadii", "<br>nadii", "HTML tags"),
    ],
)
def test_a_departure_from_the_format_is_a_quirk(old, new, quirk):
    assert (quirk in read((HEADER + BODY).replace(old, new)).quirks) and quirk not in read(HEADER + BODY).quirks


def test_a_correct_file_has_no_quirk_but_its_unknown_lyricist():
    assert read(HEADER + BODY).quirks == ("field empty: lyrics",)


UNCERTAIN_YEARS = [
    "1961?",
    "1961 ?",
    "?1961",
    "(1961?)",
    "1960s",
    "1960's",
    "1960\u2019s",
    "'61",
    "c. 1961",
    "ca 1961",
    "circa 1961",
    "about 1961",
    "before 1961",
    "early 1961",
    "196",
    "196?",
    "19xx",
    "19??",
    "61",
    "11961",
    "1961-62",
    "1961/62",
    "1961 - 1962",
    "1961, 1962",
    "1961 or 1962",
    "1961 Not Released",
    "1761",
    "2161",
]


@pytest.mark.parametrize("stated", UNCERTAIN_YEARS)
def test_an_uncertain_year_is_null_and_kept_as_a_remark(stated):
    song = read((HEADER + BODY).replace("1961", stated))
    assert (song.year, song.remarks) == (None, (f"year: {stated}",))


@pytest.mark.parametrize("stated", ["1961", " 1961 ", "1961.", "1961,", "(1961)", "[ 1961 ]", "{1961}", "##1961##"])
def test_a_clear_year_is_read(stated):
    song = read((HEADER + BODY).replace("1961", stated))
    assert (song.year, song.remarks, "year unclear" in song.quirks) == (1961, (), False)


@pytest.mark.parametrize(
    ("second", "year", "remarks"), [("1962", None, ("year: 1961, 1962",)), ("1961", 1961, ()), ("", 1961, ())]
)
def test_two_different_years_are_null(second, year, remarks):
    song = read((HEADER + BODY).replace(r"\year{1961}%", f"\\year{{1961}}%\n\\year{{{second}}}%"))
    assert (song.year, song.remarks) == (year, remarks)


def test_a_lone_question_mark_is_an_empty_year():
    song = read((HEADER + BODY).replace("1961", "?"))
    assert (song.year, song.remarks, song.quirks) == (None, (), ("field empty: year", "field empty: lyrics"))


def test_a_year_that_only_the_second_field_gives_is_read():
    assert field("year", (HEADER + BODY).replace(r"\year{", "\\year{}%\n\\year{")) == 1961


@pytest.mark.parametrize(
    "line", [r"\film(Namuunaa}%", r"\film (Namuunaa)", r"\film:{Namuunaa}%", r"\film{##Namuunaa##}%"]
)
def test_a_film_is_read_however_its_braces_are_typed(line):
    assert field("film", (HEADER + BODY).replace(r"\film{Namuunaa}%", line)) == "Namuunaa"


def test_a_film_in_brackets_keeps_them():
    assert field("film", (HEADER + BODY).replace("Namuunaa}", "Namuunaa (purraanii)")) == "Namuunaa (purraanii)"


def test_what_only_looks_like_a_field_does_not_end_the_header():
    raw = HEADER.replace("\\printtitle\n", "") + "nadii ke paar\n\\threedots ( vahaa.N\nik gaa.Nv )\n\\endsong\n"
    assert read(raw).body.strip(" %\n").startswith("nadii ke paar")


def test_a_title_has_no_markup():
    raw = (HEADER + BODY).replace("nadii ke paar", r"nadii\-naalaa ##on sunday## {dhiire", 1)
    assert field("title", raw) == "nadii-naalaa on sunday (dhiire jaanaa hai"


def test_a_value_may_end_on_the_next_line():
    raw = (HEADER + BODY).replace("Ek Nayak, Ek Nayika}%", "Ek Nayak,\nEk Nayika}%")
    assert field("starring", raw) == ("Ek Nayak", "Ek Nayika")


@pytest.mark.parametrize(
    ("old", "new", "name", "value"),
    [
        ("jaanaa hai}", "jaanaa hai (Sita gazal)}", "title", "nadii ke paar jaanaa hai"),
        ("jaanaa hai}", "jaanaa hai (Sita gazal)}", "remarks", ("title: Sita gazal",)),
        ("jaanaa hai}", r"jaanaa hai \& #I know# ##it##}", "title", r"nadii ke paar jaanaa hai & I know it"),
        ("{Namuunaa}", "{Namuunaa / Nadi}", "film_variants", ("Nadi",)),
        ("{Namuunaa}", "{Namuunaa (Non-Film)}", "non_film", True),
        ("{Namuunaa}", "{Namuunaa (Non-Film)}", "film", "Namuunaa"),
        ("{Namuunaa}", "{Namuunaa (Pakistan)}", "remarks", ("film: Namuunaa (Pakistan)",)),
        ("& Gita Rao", "& Gita Rao, Sita Rao (live)", "singers", ("Sita Rao", "Gita Rao")),
        ("& Gita Rao", "& Gita Rao, Sita Rao (live)", "remarks", ("singer: Sita Rao (live)",)),
        ("{Ek Nayak, Ek Nayika}", "{N/A}", "starring", ()),
        ("{Ek Sangitkar}", "{Ek Sangitkar?}", "remarks", ("music: Ek Sangitkar?",)),
    ],
)
def test_what_a_field_says_in_addition_is_separated(old, new, name, value):
    assert field(name, (HEADER + BODY).replace(old, new, 1)) == value


COMMENTS = "% Contributor: Ek Lekhak\n% Transliterator: Do Lekhak\n% Editor: Tiin\n% Comments: from memory\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contributor", "Ek Lekhak"),
        ("transliterator", "Do Lekhak"),
        ("editor", "Tiin"),
        ("comments", ("Comments: from memory",)),
    ],
)
def test_the_headers_comments_name_who_wrote_the_file(name, value):
    assert field(name, HEADER + COMMENTS + BODY) == value


@pytest.mark.parametrize("label", ["Comments:", "Credits: ", "Audio on:"])
def test_a_label_without_a_text_is_no_comment(label):
    assert field("comments", HEADER + f"% {label}\n" + BODY) == ()


def test_a_song_without_words_among_others_is_not_lost():
    empty = HEADER + "#indian\n#endindian\n"
    assert [song.song for song in isb.read("7", HEADER + BODY + empty)] == ["7.1", "7.2"]


def test_several_songs_in_a_file_are_numbered():
    assert [song.song for song in isb.read("7", (HEADER + BODY) * 2)] == ["7.1", "7.2"]


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
def test_a_file_without_a_song_is_rejected_with_the_reason(raw, reason):
    with pytest.raises(Rejected) as refusal:
        isb.read("1", raw)
    assert refusal.value.reason == reason


def test_too_few_words_are_rejected():
    song = read(HEADER + "#indian\nho ho\n#endindian\n")
    with pytest.raises(Rejected, match="too_short"):
        clean(song)


def test_a_huge_file_is_rejected_within_a_second():
    def read_huge_file():
        with pytest.raises(Rejected, match="too_long"):
            isb.read("1", HEADER + "#indian\n" + "(" * 10_000_000)

    assert seconds_of(read_huge_file) < 1


HOSTILE = [
    "(", "[", "##", "\\", "a:", "\\a{", "%", "<", " ", ".", "\n", "-2", "(-2", ")-2 ",
    "a b\\dots\n", "a b c\na b\\dots\n",
    "%a\n", "1 a", "x1", "- ", "a", "\\abcdef{\n", "ab, ", "\u0915", " \t",
    "#", "#a", "#a\n", "\\printtitle\n", "a{", "a{}", "{\\a", "{a}-", "a.r", "a.", "a'", ") ", "( ", "three ", "%a\n\n",
    "## a\n", "[a\n", "[a [", "(a=", "a=b\n", "(a)2 ", "( a\n\\-2 ", "love you ", "a]", "\u0101 ", "aalaap ",
    "(2) ", "\\. ", "\u0434 a b ", "a\u0301\u0327", "ka", ".n", ".N", "\u0902", "kSh", "k_Sh", "ahar", "dny",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_takes_linear_time(piece):
    def read_song(characters):
        """Read a song that has the piece again and again in its header, behind a field's name, and in its body."""
        hostile = piece * (characters // len(piece) // 2)
        clean(read(HEADER + f"\\film{hostile}\n#indian\n{hostile}{LINES}#endindian\n"), repeats="expand")

    assert takes_linear_time(read_song, 95_000)


LINES = "\nnadii ke paar jaanaa hai\nvahaa.N ik gaa.Nv suhaanaa hai\n"

pieces = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["\\startsong", "#indian", "#endindian", "\\film{", "}%", "\n", "##", "\\threedots", "#urdu\n"]
        ),
    )
).map("".join)


@given(pieces)
def test_any_text_is_read_or_rejected(raw):
    try:
        songs = isb.read("1", raw)
    except Rejected:
        return
    for song in songs:
        try:
            clean(song)
        except Rejected as refusal:
            assert refusal.reason in {"too_short", "other_script"}


@given(pieces)
def test_every_song_marker_is_read_or_the_file_rejected(raw):
    raw = HEADER + BODY + "".join(each for each in raw if each != "\\") + "\n" + HEADER + BODY
    try:
        songs = isb.read("1", raw)
    except Rejected:
        return
    assert len(songs) == 2


def test_songs_of_one_file_have_ids_that_no_other_file_can_have():
    assert not any(is_song_id(song.song) for song in isb.read("7", (HEADER + BODY) * 2))
