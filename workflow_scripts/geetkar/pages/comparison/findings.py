"""What a comparison of two models found, in sentences made from the figures."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from geetkar.evaluation.judged_features import JUDGES
from geetkar.pages.shared.training_time import duration
from geetkar.pages.shared.wording import decimal, percent


class Trained(NamedTuple):
    """A model's name, its checkpoints on the way to the best one, which is the last, and how its songs were judged."""

    name: str
    stages: Sequence[Mapping]
    judged: Mapping


def findings(one: Trained, other: Trained) -> list[str]:
    """Return what training took and led to, how well judges tell the songs from people's, and what was copied."""
    return [_losses(one, other), _judges(one, other), _copies(one, other)]


def _losses(one: Trained, other: Trained) -> str:
    best, best_of_other = one.stages[-1], other.stages[-1]
    as_good = next((stage for stage in other.stages[:-1] if stage["bits"] <= best["bits"]), None)
    soon = f"no more after {duration(as_good['seconds_until'])}, and " if as_good else ""
    return (
        f"After {duration(best['seconds_until'])} of training, {one.name} needs {_bits(best)} to predict a character "
        f"of songs that it has not read. {other.name} needs {soon}{_bits(best_of_other)} after "
        f"{duration(best_of_other['seconds_until'])}."
    )


def _judges(one: Trained, other: Trained) -> str:
    told = [each.judged[key] for key in JUDGES for each in (one, other)]
    if not all(told):
        return "There are too few held-out songs for a judge."
    of_100 = [f"{100 * each['auc']:.0f}" for each in told]
    return (
        f"Given a song by {one.name} and one by a person, a judge that sees their shape finds the network’s in "
        f"{of_100[0]} of 100 cases ({other.name}: {of_100[1]}), and one that sees two of their lines in {of_100[2]} "
        f"({other.name}: {of_100[3]}). A guess would be right in 50."
    )


def _copies(one: Trained, other: Trained) -> str:
    copied = [percent(each.judged["measures"]["network"]["copied_characters"]) for each in (one, other)]
    of_people = percent(one.judged["measures"]["people"]["copied_characters"])
    return (
        f"Passages of 30 characters or more that training songs have as well make up {copied[0]} of the songs by "
        f"{one.name}, {copied[1]} of those by {other.name}, and {of_people} of people’s."
    )


def _bits(stage: Mapping) -> str:
    plans = stage["validation_plan_bpc"]
    with_plans = f" ({decimal(plans)} of them for the plans of its lines)" if plans > 0 else ""  # it may be missing
    return f"{decimal(stage['bits'])} bits{with_plans}"
