import json
import statistics

import pandas as pd
import pytest
from known_songs import write_known_songs
from songs_of_our_own import spellings, training_songs

import measure_references
import measure_samples
from geetkar.evaluation.measure_groups import (
    TOGETHER,
    by_temperature,
    interval,
    measure_groups,
    measure_songs,
    pieces,
    summarize,
)
from geetkar.evaluation.measures import MEASURES


def summary(groups):
    return summarize(measure_groups(pd.Series(groups), training_songs(), spellings()))


def test_each_seed_is_measured_separately():
    assert summary([[["dil dil"]], [["dil xy"]]])["real_words"] == 3 / 4


def test_a_mean_leaves_out_seeds_with_nothing_to_count():
    measured = summary([[["dil xy"]], [[""]]])
    assert (measured["texts"], measured["real_words"], measured["intervals"]["real_words"]) == (2, 1 / 2, None)


def test_every_file_has_the_measures_in_the_same_order():
    assert list(summary([[["dil"]]])) == ["texts", "words", *MEASURES, "intervals"]


def test_an_interval_is_students_t_interval():
    # Of two values, 12.706 standard errors to either side.
    assert interval([1.0, 3.0], "decimal") == pytest.approx([0.0, 2 + 12.706], abs=1e-3)


def test_an_interval_of_a_share_ends_at_one():
    assert interval([0.5, 1.0], "percent") == [0.0, 1.0]


def test_an_interval_contains_the_mean():
    values = [0.2, 0.3, 0.35, 0.31]
    low, high = interval(values, "percent")
    assert low < statistics.mean(values) < high


def test_one_seed_has_no_interval():
    assert interval([0.5], "percent") is None


def test_samples_are_measured_by_temperature():
    samples = [
        {"prime": "", "temperature": temperature, "seed": seed, "text": "dil\nra"}
        for temperature, seed in [(1.0, 1), (0.5, 1), (0.5, 2)]
    ]
    rows = by_temperature(samples, training_songs(), spellings())
    assert [(row["temperature"], row["texts"]) for row in rows] == [(0.5, 2), (1.0, 1)]


SHORT_SONGS = "ek\ndo\n\n\ntiin chaar\n\n\npaa.Nch\n"


@pytest.mark.parametrize(
    ("number", "lines"),
    [(0, ["ek", "do", "", ""]), (1, ["tiin chaar", "", ""]), (2, ["paa.Nch", "", "", "ek"])],
)
def test_a_piece_starts_with_a_song_and_continues_into_the_next_one(number, lines):
    assert [piece for (piece,) in pieces(SHORT_SONGS, 20, 1)][number][:4] == lines


def test_pieces_are_no_longer_than_samples():
    assert all(len("\n".join(piece)) < 20 for (piece,) in pieces(SHORT_SONGS, 20, 1))


@pytest.mark.parametrize(("together", "sizes"), [(1, [1, 1, 1]), (2, [2]), (3, [3]), (4, [3])])
def test_pieces_come_in_full_groups(together, sizes):
    assert [len(group) for group in pieces(SHORT_SONGS, 20, together)] == sizes


def test_a_text_shorter_than_a_sample_is_one_piece():
    assert pieces("ek\ndo\n", 400, 1) == [[["ek", "do", "", ""]]]


def test_without_held_out_songs_there_is_one_empty_piece():
    assert summary(pieces("\n", 400, 3))["words"] == 0


def test_songs_are_measured_in_groups():
    measured = measure_songs([[["dil dil"], ["dil xy"]]] * 2 * TOGETHER, training_songs(), spellings())
    assert (measured["texts"], measured["real_words"]) == (2 * TOGETHER, 3 / 4)
    assert measured["intervals"]["real_words"] == [3 / 4, 3 / 4]


def test_the_verses_of_songs_are_measured():
    assert measure_songs([[["dil", "raat"], ["dil"]]], training_songs(), spellings())["lines_per_verse"] == 1.5


def test_no_songs_have_no_measures():
    assert measure_songs([], training_songs(), spellings())["words"] == 0


@pytest.fixture
def made(tmp_path):
    """Run the rules on the tests' own songs; return the references and a checkpoint's measures."""
    file = write_known_songs(tmp_path, "roman")
    (tmp_path / "val.txt").write_text("kho ga_ii raat\nso ga_ii raat\n")
    samples = [
        {"prime": "", "temperature": 0.5, "seed": seed, "text": f"dil ke paas nadi hai\nkoi sadi hai\nxyz{seed}\nra"}
        for seed in (1, 2)
    ]
    written_samples, references, measures = (tmp_path / name for name in ("samples", "references", "measures"))
    written_samples.write_text(json.dumps({"model": "small", "step": 7, "samples": samples}))
    measure_references.main(
        script="roman",
        held_out=tmp_path / "val.txt",
        count_samples=written_samples,
        references=references,
        sampling={"length": 400, "primes": [""], "temperatures": [1.0], "seeds": [1]},
        **file,
    )
    measure_samples.main(samples=written_samples, measures=measures, **file)
    return {"references": json.loads(references.read_text()), "measures": json.loads(measures.read_text())}


def test_the_rule_measures_counts_as_the_samples(made):
    assert made["references"]["counts"]["by_temperature"] == made["measures"]["by_temperature"]


def test_the_rule_spells_each_word_once(made):
    assert made["measures"]["words"]["nadi"] == {
        "roman": "nadi",
        "itrans": "nadii",
        "devanagari": "नदी",
    }


def test_the_rule_marks_each_sample(made):
    assert [line["copied"] and line["copied"]["song"] for line in made["measures"]["samples"][1]["lines"]] == [
        "a1",
        None,
        None,
        None,
    ]


def test_every_word_shown_is_spelled(made):
    shown = {
        word["text"] for sample in made["measures"]["samples"] for line in sample["lines"] for word in line["words"]
    }
    assert shown == made["measures"]["words"].keys()
