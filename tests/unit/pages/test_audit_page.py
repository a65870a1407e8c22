"""The lines of the audit page: words, and the signs of marks."""

from geetkar.corpus.audit_answers import KINDS
from geetkar.pages.audit.draw import Piece, draw_audit, pieces_of, spellings_of


def mark(kind, start, end=None, text=""):
    line, word = start
    to_line, to_word = end or start
    return {"kind": kind, "line": line, "word": word, "to_line": to_line, "to_word": to_word, "text": text}


def row(line, text, *marks, verse=0, raw="a line of the file"):
    return {"raw": raw, "line": line, "verse": verse, "text": text, "scripts": {"roman": text}, "marks": list(marks)}


UNREAD = {"raw": "%", "line": None, "verse": None, "text": None, "scripts": None, "marks": None}


def shown(*rows, roles=("",)):
    """Return each row as one text, with signs in brackets."""
    return [
        " ".join(f"[{piece.text}]" if piece.sign else piece.text for piece in pieces)
        for pieces in pieces_of(list(rows), list(roles))
    ]


def test_a_cue_is_before_the_word_at_which_it_begins():
    assert shown(row(0, "nadii kinaare", mark("cue", (0, 1), text="Lata"))) == ["nadii [cue: Lata] kinaare"]


def test_a_mark_after_the_last_word_is_at_the_end():
    assert shown(row(0, "nadii", mark("note", (5, 9), text="end"))) == ["nadii [note: end]"]


def test_a_passage_that_is_repeated_is_in_brackets():
    repeated = mark("repeat", (0, 1), (1, 1), text="2")
    assert shown(row(0, "nadii kinaare", repeated), row(1, "diip jale")) == [
        "nadii [repeated (] kinaare",
        "diip [) × 2] jale",
    ]


def test_a_repeat_without_words_has_no_end():
    assert shown(row(0, "nadii", mark("repeat", (0, 0), text="2"))) == ["[repeated (] nadii"]


def test_english_words_know_that_they_are():
    (pieces,) = pieces_of([row(0, "meraa pen kho", mark("english", (0, 1), (0, 2), text="pen"))], [""])
    assert pieces == [
        Piece("meraa"),
        Piece("english", sign=True),
        Piece("pen", ("english",)),
        Piece("kho"),
    ]


def test_a_span_over_two_lines_covers_words_of_both():
    first, second = pieces_of([row(0, "nadii", mark("elision", (0, 0), (1, 1), "nadii")), row(1, "raat aa_ii")], [""])
    assert [piece.kinds for piece in (*first, *second) if not piece.sign] == [("elision",), ("elision",), ()]


def test_words_that_were_filled_in_are_not_said_again():
    assert shown(row(0, "nadii kinaare", mark("elision", (0, 1), (0, 2), "kinaare"))) == ["nadii [elision] kinaare"]


def test_words_that_could_not_be_filled_in_are_said():
    assert shown(row(0, "nadii", mark("fragment", (0, 1), text="raat"))) == ["nadii [fragment: raat]"]


def test_a_row_without_a_line_has_no_pieces():
    assert shown(UNREAD, row(0, "nadii")) == ["", "nadii"]


def test_the_first_line_of_a_verse_has_its_role():
    rows = (row(0, "nadii"), row(1, "diip"), row(2, "raat", verse=1), row(3, "chaa.Nd", verse=2))
    assert shown(*rows, roles=["mukhda", "", ""]) == ["[mukhda] nadii", "diip", "raat", "chaa.Nd"]


SONG = {
    "draw": "d1",
    "seed": 1,
    "song": "7",
    "file": "7.isb.txt",
    "sha256": "ab",
    "lines": 1,
    "metadata": {"title": "nadii & <raat>", "year": None, "singers": ["Ek", "Do"], "roles": [""]},
    "header": ["\\stitle{nadii & <raat>}%"],
    "rows": [UNREAD, row(0, "nadii kinaare", raw="nadii <b>kinaare</b>")],
}


def test_each_word_is_spelled_in_three_scripts():
    assert spellings_of(SONG)["nadii"] == {"roman": "nadi", "itrans": "nadii", "devanagari": "नदी"}


def test_songs_in_any_language_have_one_script():
    written = [{**each, "scripts": each["scripts"] and {"as_written": each["text"]}} for each in SONG["rows"]]
    page = draw_audit([{**SONG, "rows": written}])
    assert 'data-script="as_written"' in page and '<fieldset id="scripts" hidden>' in page


def test_text_of_files_is_escaped():
    page = draw_audit([SONG])
    assert "nadii &lt;b&gt;kinaare&lt;/b&gt;" in page and "<b>kinaare" not in page


def test_the_page_offers_every_kind_of_error():
    page = draw_audit([SONG])
    assert all(name in page for name in KINDS.values())
