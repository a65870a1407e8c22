import json
import random
from dataclasses import replace

import pytest
from tiny_training import TINY_MODEL

import compare_splits

MODEL = replace(
    TINY_MODEL,
    script="roman",
    layers=1,
    hidden=32,
    input="one_hot",
    embedding_size=0,
    embedding_dropout=0.0,
    dropout=0.0,
    batch=4,
    sequence=20,
    optimizer="adamw",
    decay_factor=1.0,
    decay_after_epochs=0,
)


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    """Songs of random words, in which each line is sung twice: who saw the one knows the other."""
    folder, draw = tmp_path_factory.mktemp("splits"), random.Random(1)

    def song():
        lines = (" ".join("".join(draw.choices("abdeiknr", k=4)) for _ in range(4)) for _ in range(4))
        return "\n".join(f"{line}\n{line}" for line in lines)

    for split, songs in (("train", 20), ("val", 4)):
        (folder / f"{split}.txt").write_text("\n\n\n".join(song() for _ in range(songs)) + "\n")
    paths = [str(folder / name) for name in ("train.txt", "val.txt", "comparison.json")]
    compare_splits.main(*paths, MODEL, 300)
    return json.loads((folder / "comparison.json").read_text())


def test_a_split_by_line_flatters(comparison):
    assert comparison["by_line_bpc"] < comparison["by_song_bpc"] - 0.05


def test_the_text_is_read_as_often_as_the_page_says(comparison):
    assert comparison["times_read"] == round(300 * 4 * 20 / comparison["characters"]) >= compare_splits.TIMES_READ


@pytest.mark.parametrize(("characters", "compared"), [(80, False), (81, True)])
def test_a_text_too_short_for_one_step_is_not_compared(characters, compared, tmp_path):
    line = "nadii kinaare diip jale\n"
    paths = [tmp_path / name for name in ("train.txt", "val.txt", "comparison.json")]
    paths[0].write_text((line * 10)[: characters - 1] + "\n")
    paths[1].write_text(line * 2)
    compare_splits.main(*paths, MODEL, 10)
    comparison = json.loads(paths[2].read_text())
    assert (comparison["characters"], comparison["characters_needed"]) == (characters, 81)
    assert [comparison[key] is not None for key in ("times_read", "by_song_bpc", "by_line_bpc")] == [compared] * 3


def test_every_other_line_of_each_song():
    text = "a\nb\n\nc\n\n\nd\ne\n"
    assert compare_splits.every_other_line(text, 0) == "a\nc\n\n\nd\n"
    assert compare_splits.every_other_line(text, 1) == "b\n\n\ne\n"
