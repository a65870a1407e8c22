import random
from dataclasses import replace

import pytest
from tiny_training import TINY_MODEL

from geetkar.evaluation.split_comparison import TIMES_READ, compare_splits, every_other_line

MODEL = replace(
    TINY_MODEL,
    script="roman",
    layers=1,
    hidden=32,
    input="one_hot",
    embedding_size=0,
    dropout=0.0,
    batch=4,
    sequence=20,
    optimizer="adamw",
    decay_factor=1.0,
    decay_after_epochs=0,
)


@pytest.fixture(scope="module")
def comparison():
    """Compare splits of songs of random words that repeat each line, so that one line of a pair predicts the other."""
    draw = random.Random(1)

    def song():
        lines = (" ".join("".join(draw.choices("abdeiknr", k=4)) for _ in range(4)) for _ in range(4))
        return "\n".join(f"{line}\n{line}" for line in lines)

    train, val = ("\n\n\n".join(song() for _ in range(songs)) + "\n" for songs in (20, 4))
    return compare_splits(train, val, MODEL, 300)


def test_a_split_by_line_has_a_lower_loss(comparison):
    assert comparison["by_line_bpc"] < comparison["by_song_bpc"] - 0.05


def test_the_text_is_read_as_often_as_the_page_says(comparison):
    assert comparison["times_read"] == round(300 * 4 * 20 / comparison["characters"]) >= TIMES_READ


@pytest.mark.parametrize(("characters", "compared"), [(80, False), (81, True)])
def test_a_text_too_short_for_one_step_is_not_compared(characters, compared):
    line = "nadii kinaare diip jale\n"
    comparison = compare_splits((line * 10)[: characters - 1] + "\n", line * 2, MODEL, 10)
    assert (comparison["characters"], comparison["characters_needed"]) == (characters, 81)
    assert [comparison[key] is not None for key in ("times_read", "by_song_bpc", "by_line_bpc")] == [compared] * 3


def test_every_other_line_of_each_song():
    text = "a\nb\n\nc\n\n\nd\ne\n"
    assert every_other_line(text, 0) == "a\nc\n\n\nd\n"
    assert every_other_line(text, 1) == "b\n\n\ne\n"
