import struct

import pytest
from tensorboardX.proto.event_pb2 import Event

from geetkar.training.events import write_events
from geetkar.workflow.files import write_lines


def segment(folder, steps, seconds, cooled_from=None):
    """Write metrics and timing of a segment with a line at each of the given steps."""
    lines = [{"step": step, "loss_nats": 3 / step, "learning_rate": 0.01, "gradient_norm": 1.0} for step in steps]
    plans = {"validation_plan_bpc": 0.2, "test_plan_bpc": None}
    lines.append({"step": steps[-1], "cooled_from": cooled_from, "validation_bpc": 2.5, "test_bpc": 2.6, **plans})
    timed = [
        {
            "step": step,
            "seconds": seconds * number / len(steps),
            "characters_per_second": 100.0 * number,
            "peak_memory_bytes": 5,
        }
        for number, step in enumerate(steps, start=1)
    ]
    metrics, timing = folder / f"{steps[-1]}.metrics", folder / f"{steps[-1]}.timing"
    write_lines(metrics, lines)
    write_lines(timing, timed)
    return metrics, timing


@pytest.fixture
def runs(tmp_path):
    segments = [
        segment(tmp_path, [10, 20], 3.0),
        segment(tmp_path, [30], 4.0, cooled_from=20),
        segment(tmp_path, [30, 40], 5.0),
    ]
    write_events(*map(list, zip(*segments, strict=True)), str(tmp_path / "events"))
    return {run.name: list(scalars(run)) for run in (tmp_path / "events").iterdir()}


def scalars(run):
    """Return (name, step, value, second) of all scalars in a run's files, which are TensorFlow records."""
    for path in sorted(run.iterdir()):
        content = path.read_bytes()
        while content:
            (length,) = struct.unpack_from("<Q", content)
            event = Event.FromString(content[12 : 12 + length])
            yield from ((each.tag, event.step, each.simple_value, event.wall_time) for each in event.summary.value)
            content = content[16 + length :]


def test_trunk_and_branch_are_separate_runs(runs):
    assert set(runs) == {"trunk", "cooled-000030"}


def test_a_run_has_every_line_of_its_segments(runs):
    losses = [(step, value) for name, step, value, _ in runs["trunk"] if name == "loss_nats"]
    assert losses == [(step, pytest.approx(3 / step)) for step in (10, 20, 30, 40)]


def test_the_time_of_a_branch_continues_that_of_the_trunk(runs):
    assert {second for *_, second in runs["cooled-000030"]} == {7.0}  # 3 s of the trunk, one line after 4 s


def test_the_time_of_a_segment_continues_that_of_the_previous_one(runs):
    seconds = [second for name, *_, second in runs["trunk"] if name == "validation_bpc"]
    assert seconds == [3.0, 8.0]


def test_speed_and_memory_are_written_for_every_line(runs):
    speeds = [(step, value) for name, step, value, _ in runs["trunk"] if name == "characters_per_second"]
    assert speeds == [(10, 100.0), (20, 200.0), (30, 100.0), (40, 200.0)]
    assert [value for name, _, value, _ in runs["trunk"] if name == "peak_memory_bytes"] == [5] * 4


def test_the_cost_of_plans_is_written_where_there_is_one(runs):
    costs = {name: value for name, _, value, _ in runs["trunk"] if "plan" in name}
    assert costs == {"validation_plan_bpc": pytest.approx(0.2)}
