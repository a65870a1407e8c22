"""The sheet and its address, as functions without a page, run in headless Chromium."""

import base64
import json

import pytest

BEFORE = """
    const sheet = (verses, texts = []) => {
        const laid = linesOfForm(verses).map((line, n) => ({ ...line, text: texts[n] ?? "", by: NETWORK }));
        return { form: "f", syllables: 12, radif: "", temperature: 0.7, seed: 1, lines: laid };
    };
    const free = (...texts) => ({ ...sheet("x"), lines: texts.map((text) => ({ ...blankLine(), text })) });
    const texts = ({ lines }) => lines.map(({ text }) => text);
    const seen = (one) => [formOfLines(one.lines), ...texts(one)];
    const keep = (numbers, one) => numbers.reduce(toggleKept, one);
"""


@pytest.fixture
def run(page):
    """Return a function that runs statements in the page, after the definitions above, and returns their result."""
    return lambda script, *given: page.execute_script(BEFORE + script, *given)


def test_a_line_of_one_s_own_is_kept_until_it_is_blank(run):
    script = "return ['dil', ' '].map((text) => typeLine(sheet('xx'), 0, text).lines[0].kept)"
    assert run(script) == [True, False]


def test_a_changed_refrain_changes_wherever_it_returns(run):
    assert run("return texts(typeLine(sheet('Aa bA', ['w', 'x', 'y', 'w']), 3, 'dil'))") == ["dil", "x", "y", "dil"]


def test_a_line_has_no_sign_that_ends_it_and_an_end(run):
    assert run("return cleanText(arguments[0])", "dil\n\u2028\x00ki") == "dil ki"
    assert run("return cleanText('q'.repeat(1000)).length") == 300


def test_another_form_leaves_what_is_kept_in_its_place(run):
    script = "return texts(layOut(keep([1, 3], sheet('xxxx', ['w', 'x', 'y', 'z'])), arguments[0]))"
    assert run(script, "aa b") == ["", "x", "", "z"]
    assert run(script, "aa bb cc") == ["", "x", "", "z", "", ""]


def test_free_writing_leaves_what_is_kept_alone(run):
    script = "return seen(layOutFree(keep([1, 3], sheet('xx xx', ['w', 'x', 'y', 'z']))))"
    assert run(script) == ["x x", "x", "z"]


def test_a_sheet_has_the_form_of_its_lines(run):
    assert run("return formOfLines(linesOfForm('Aa bbaA2  X'))") == "Aa bbaA2 X"


@pytest.mark.parametrize("verses", ["", "a?", "xxb xx xx xx b"])
def test_a_wrong_form_is_refused(verses, run):
    assert run("try { linesOfForm(arguments[0]); } catch (error) { return error instanceof RequestError; }", verses)


def test_a_verse_more_has_the_form_of_the_last_and_its_refrain(run):
    script = "return seen(addVerse(sheet('Aa baA', ['w', 'x', 'y', 'z', 'w'])))"
    assert run(script) == ["Aa baA baA", "w", "x", "y", "z", "w", "", "", "w"]


def test_a_line_of_a_form_is_emptied_first_and_then_removed(run):
    script = """
        const once = removeLine(sheet('aabb', ['w', 'x', 'y', 'z']), 1);
        return [texts(once), texts(removeLine(once, 1)), formOfLines(removeLine(once, 1).lines)];
    """
    assert run(script) == [["w", "", "y", "z"], ["w", "y", "z"], "abb"]


def test_verses_are_numbered_without_gaps_when_one_is_removed(run):
    script = "return removeLine(removeLine(sheet('x x x', ['w', 'x', 'y']), 1), 1).lines.map(({ verse }) => verse)"
    assert run(script) == [0, 1]


def test_pasted_text_fills_blank_lines_and_makes_others(run):
    pasted = "dil\n\nraat\r\nchaand"
    lines = run("return seen(pasteLines(free('w', ''), 1, arguments[0]))", pasted)
    assert lines == ["xx xx", "w", "dil", "raat", "chaand"]


def test_a_draft_leaves_what_was_kept_to_its_writer(run):
    script = """
        const mine = typeLine(sheet('xxx', ['w', 'x', 'y']), 1, 'dil');
        const drafted = ['raat', 'dil'].map((text) => ({ text, letter: 'x', verse: 0 }));
        return placeDraft(mine, drafted).lines.map(({ text, by, kept }) => [text, by, kept]);
    """
    assert run(script) == [["raat", "network", False], ["dil", "me", True], ["", "me", False]]


def test_a_song_is_text_with_a_blank_line_between_verses(run):
    assert run("return textOfSheet(sheet('xx x xx', ['w', '', ' ', 'y', 'z']))") == "w\n\ny\nz"


def test_the_letters_of_a_line_are_undone_as_one(run):
    script = """
        let past = beginHistory(sheet('x'));
        for (const text of ['d', 'di', 'dil']) past = remember(past, typeLine(past.present, 0, text), 'line 0');
        past = remember(past, toggleKept(past.present, 0));
        const undone = undo(undo(past));
        const facts = ({ past, present, future }) => [past.length, ...texts(present), future.length];
        return [undone, redo(undone)].map(facts);
    """
    assert run(script) == [[0, "", 2], [1, "dil", 1]]


ROUND = "const one = decodeSheet(encodeSheet(arguments[0])); return one"


def of_lines(*lines):
    settings = {
        "writer": "verses <b>",
        "checkpoint": 10,
        "form": "ghazal",
        "syllables": 14,
        "radif": "है",
        "temperature": 0.85,
    }
    return {**settings, "seed": 7, "lines": list(lines)}


def test_an_address_has_the_whole_sheet(run):
    line = {"text": "नदी \U0001f3b5 <i>", "by": "me", "kept": True, "letter": "A2", "verse": 0}
    sheet = of_lines(line, {"text": "", "by": "network", "kept": False, "letter": "", "verse": 1})
    assert run(ROUND, sheet) == sheet


def test_an_address_has_letters_that_addresses_may_have(run):
    encoded = run(
        "return encodeSheet(arguments[0])",
        of_lines({"text": "~?>" * 50, "by": "me", "kept": True, "letter": "", "verse": 0}),
    )
    assert encoded.replace("-", "").replace("_", "").isalnum()


def encode(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


ROW = ["dil", 0, "a", 0]
RIGHT = [1, "w", 10, "f", 12, "", 0.7, 1, [ROW]]


def altered(place, value):
    return encode([*RIGHT[:place], value, *RIGHT[place + 1 :]])


def test_the_address_from_which_wrong_ones_are_made_is_right(run):
    assert run("return decodeSheet(arguments[0]).lines[0].text", encode(RIGHT)) == "dil"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?",
        "%00",
        "a" * 200_000,
        base64.b64encode(b"\xff\xfe").decode(),
        encode(None),
        encode({}),
        encode([]),
        encode([1]),
        altered(0, 2),
        altered(0, "1"),
        altered(1, {"toString": "w"}),
        altered(1, "w" * 201),
        altered(2, -1),
        altered(2, 1.5),
        altered(4, 0),
        altered(4, 41),
        altered(5, None),
        altered(6, "0.7"),
        altered(6, 0),
        altered(6, 9),
        altered(7, 0),
        altered(7, 1_000_000),
        altered(8, []),
        altered(8, {"length": 1}),
        altered(8, [ROW] * 201),
        altered(8, [None]),
        altered(8, [["dil", 4, "a", 0]]),
        altered(8, [["dil", 0, "?", 0]]),
        altered(8, [["dil", 0, "a" * 9, 0]]),
        altered(8, [["dil", 0, "a", 1]]),
        altered(8, [ROW, ["dil", 0, "a", 2]]),
        altered(8, [ROW, ["dil", 0, "a", -1]]),
        altered(8, [["q" * 601, 0, "a", 0]]),
    ],
)
def test_an_address_that_is_not_of_a_sheet_is_refused(address, run):
    script = (
        "try { decodeSheet(arguments[0]); } catch (error) { return error instanceof AddressError && error.message; }"
    )
    assert run(script, address).startswith("The ")
