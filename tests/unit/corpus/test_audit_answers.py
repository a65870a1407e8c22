"""The answers of an audit: which are refused, and what they add up to."""

import json

import pytest

import sum_up_audit
from geetkar.corpus.audit_answers import KINDS, read_answers, sum_up
from geetkar.corpus.shares import share
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import read_json, write_lines

DRAWN = [{"draw": "d1", "seed": 1, "song": song, "sha256": f"of {song}", "lines": 10} for song in ("1", "2", "3")]


def answer(song, **changes):
    right = {"wrong": [], "missing_lines": 0, "metadata_wrong": False, "remark": ""}
    return {"song": song, "sha256": f"of {song}", "lines": 10, **right, **changes}


def wrong(**kinds_of_lines):
    return [{"line": int(line.removeprefix("line")), "kind": kind} for line, kind in kinds_of_lines.items()]


@pytest.fixture
def read(tmp_path):
    """Return a function that writes each list of answers to a file of its own, and reads the files."""

    def read(*files, **changes):
        paths = [tmp_path / f"{number}.json" for number in range(len(files))]
        for path, songs in zip(paths, files, strict=True):
            path.write_text(json.dumps({"audit": 1, "draw": "d1", "seed": 1, "songs": songs, **changes}))
        return read_answers(paths, DRAWN)

    return read


def test_answers_of_several_readers_are_put_together(read):
    assert [each["song"] for each in read([answer("1")], [answer("3")])] == ["1", "3"]


def test_a_song_that_two_files_answer_is_refused(read):
    with pytest.raises(InputError, match=r"1\.json: song 1 is also answered in .*0\.json; remove one"):
        read([answer("1")], [answer("1")])


def test_a_song_that_a_file_answers_twice_is_refused(read):
    with pytest.raises(InputError, match="song 1 is also answered"):
        read([answer("1"), answer("1")])


def test_answers_of_another_draw_are_refused(read):
    with pytest.raises(InputError, match=r"answers draw 'd2', not 'd1'"):
        read([answer("1")], draw="d2")


def test_answers_to_no_song_are_refused(read):
    with pytest.raises(InputError, match="answer no song: mark at least one song as read"):
        read([])


def test_a_song_that_was_not_drawn_is_named(read):
    with pytest.raises(InputError, match="answers song '9', which is not in the draw"):
        read([answer("9")])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sha256", "of another file"),
        ("lines", 11),
        ("lines", True),
        ("wrong", "all"),
        ("wrong", [3]),
        ("wrong", [{"line": 10, "kind": "cue"}]),
        ("wrong", [{"line": -1, "kind": "cue"}]),
        ("wrong", [{"line": 1.0, "kind": "cue"}]),
        ("wrong", [{"line": 1, "kind": "ugly"}]),
        ("wrong", [{"line": 1, "kind": ["cue"]}]),
        ("wrong", [{"line": 1, "kind": "cue", "why": ""}]),
        ("wrong", [{"line": 1, "kind": "cue"}, {"line": 1, "kind": "words"}]),
        ("missing_lines", -1),
        ("missing_lines", 10**9),
        ("missing_lines", None),
        ("metadata_wrong", "no"),
        ("remark", None),
        ("unknown_key", 1),
    ],
)
def test_a_damaged_answer_is_named_by_song_and_key(read, key, value):
    with pytest.raises(InputError, match=rf"0\.json: song 1, key `{key}`: not as the audit page writes it"):
        read([answer("1", **{key: value})])


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\xff", '{"audit": 1' + "0" * 10_000 + "}"])
def test_what_is_not_json_is_refused(tmp_path, text):
    (tmp_path / "a.json").write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match=r"a\.json: not JSON"):
        read_answers([tmp_path / "a.json"], DRAWN)


@pytest.mark.parametrize("text", ["[]", "3", '"audit"', "{}", '{"audit": 2, "songs": []}', '{"audit": 1, "songs": {}}'])
def test_other_json_is_refused(tmp_path, text):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(InputError, match="not the answers of an audit"):
        read_answers([tmp_path / "a.json"], DRAWN)


@pytest.mark.parametrize("song", [None, 1, {"song": ["1"]}, {"song": {}}])
def test_what_is_no_answer_is_refused(read, song):
    with pytest.raises(InputError, match="which is not in the draw"):
        read([song])


def test_a_huge_file_is_not_read(tmp_path):
    with (tmp_path / "a.json").open("w") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(InputError, match="larger than 10,000,000 bytes"):
        read_answers([tmp_path / "a.json"], DRAWN)


def test_a_share_has_wilsons_interval():
    """Of Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I."""
    found = share(15, 148)
    assert [round(bound, 4) for bound in found["interval"]] == [0.0624, 0.1605]


@pytest.mark.parametrize("count", [0, 5])
def test_an_interval_stays_within_0_and_1(count):
    low, high = share(count, 5)["interval"]
    assert 0 <= low <= count / 5 <= high <= 1


def summed(*answers):
    return sum_up(list(answers), DRAWN)


def counts(figure):
    return figure["count"], figure["of"]


def test_a_song_without_a_wrong_line_is_right():
    found = summed(answer("1"), answer("2", wrong=wrong(line3="cue")))["right"]
    assert counts(found["songs"]) == (1, 2)


def test_a_song_that_lacks_a_line_is_not_right():
    assert counts(summed(answer("1", missing_lines=1))["right"]["songs"]) == (0, 1)


def test_a_missing_line_counts_as_a_wrong_one():
    found = summed(answer("1", missing_lines=2, wrong=wrong(line3="cue")))["right"]
    assert counts(found["lines"]) == (9, 12)


def test_metadata_are_counted_apart():
    found = summed(answer("1", metadata_wrong=True), answer("2", wrong=wrong(line0="other")), answer("3"))["right"]
    assert [counts(found[name]) for name in ("songs", "metadata", "songs_and_metadata")] == [(2, 3), (2, 3), (1, 3)]


def test_each_kind_is_counted_by_lines_and_songs():
    found = summed(answer("1", wrong=wrong(line1="cue", line2="cue")), answer("2", wrong=wrong(line1="mark")))["wrong"]
    assert (counts(found["cue"]["lines"]), counts(found["cue"]["songs"])) == ((2, 20), (1, 2))


def test_a_kind_that_no_line_has_is_counted_as_well():
    assert summed(answer("1"))["wrong"].keys() == {"missing_lines", *KINDS}


def test_remarks_are_kept_by_song():
    assert summed(answer("1", remark="two versions"), answer("2", remark=" "))["remarks"] == {"1": "two versions"}


def test_the_rule_writes_the_result_and_says_it(tmp_path, caplog):
    caplog.set_level("INFO")
    write_lines(tmp_path / "audit.jsonl", DRAWN)
    content = {"audit": 1, "draw": "d1", "seed": 1, "songs": [answer("1"), answer("2", missing_lines=5)]}
    (tmp_path / "a.json").write_text(json.dumps(content))
    sum_up_audit.main(tmp_path / "audit.jsonl", [tmp_path / "a.json"], tmp_path / "result.json")
    assert read_json(tmp_path / "result.json")["right"]["lines"]["count"] == 20
    assert "lines right: 20 of 25, 80.0 % (95 % interval: 60.9 to 91.1 %)" in caplog.text
