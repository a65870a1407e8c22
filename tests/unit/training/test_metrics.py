"""The losses of earlier checkpoints that a checkpoint's metrics carry."""

from itertools import pairwise

import pytest
from tiny_training import train_through

from geetkar.training.metrics import POINTS_KEPT, losses_before, losses_by_branch, losses_until, read_lines, thin


def segment(*steps, before=None, cooled_from=None):
    """Return a segment's metrics, with training losses of step / 100 and a validation loss of step / 10."""
    lines = [{"step": step, "loss_nats": step / 100} for step in steps]
    end = {"step": steps[-1], "cooled_from": cooled_from, "validation_nats": steps[-1] / 10}
    return [*lines, {**end, "before": before or losses_before(None)}]


def test_a_checkpoint_carries_the_losses_of_all_earlier_ones(tiny_model, vocabulary, split, tmp_path):
    train_through([20, 40, 60], tmp_path, tiny_model, vocabulary, split)
    own = read_lines(tmp_path / f"step-{step}" / "metrics.jsonl" for step in (20, 40, 60))
    assert losses_until(own[-1]) == losses_by_branch(own)


def test_a_first_checkpoint_carries_no_losses():
    assert losses_before(None) == {"training": [], "validation": []}


def test_a_cooled_checkpoint_carries_the_trunks_losses_up_to_the_branch():
    first = segment(10, 20)
    trunk, cooled = losses_until(segment(30, 40, before=losses_before(first), cooled_from=20))
    assert trunk.training == [(10, 0.1), (20, 0.2)] and trunk.validation == [(20, 2.0)]
    assert cooled.training == [(30, 0.3), (40, 0.4)] and cooled.validation == [(40, 4.0)]


def test_carried_losses_stay_few_and_evenly_spread_over_many_checkpoints():
    last = None
    for step in range(10, 20_010, 10):
        last = segment(step, before=losses_before(last))
    steps = [step for step, _ in last[-1]["before"]["training"]]
    gaps = [later - earlier for earlier, later in pairwise(steps)]
    assert len(steps) <= POINTS_KEPT
    assert max(gaps) <= 4 * 20_000 / POINTS_KEPT
    assert steps[-1] == 19_990


@pytest.mark.parametrize("count", [0, 1, 2, POINTS_KEPT])
def test_few_losses_are_all_kept(count):
    points = [(number, float(number)) for number in range(count)]
    assert thin(points) == points
