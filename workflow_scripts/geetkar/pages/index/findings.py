"""Say in words what came out of a run: the best network, how unsure it is, and whether a judge can tell it apart."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from geetkar.pages.index.giveaways import giveaways, strength
from geetkar.pages.shared.comparisons import whole_bits
from geetkar.pages.shared.wording import age_of, choices, name_of_model, percent, script_name
from geetkar.training.model import NamedModel
from geetkar.workflow.song_scripts import AS_WRITTEN

# What each judge is given, and by what it judges, besides rhymes (`evaluation/judged_features.py`).
GIVEN = {
    "shape": ("one song by it and one by a person", "lengths", "repeated lines"),
    "two_lines": ("two lines of each", "letters", "words"),
}


def comparable(models: Sequence[NamedModel]) -> list[NamedModel]:
    """Return the models of the script that most models write, the first of equals: their losses can be compared."""
    ((script, _),) = Counter(model.script for model in models).most_common(1)
    return [model for model in models if model.script == script]


def best_model(models: Sequence[NamedModel], bests: pd.DataFrame) -> NamedModel:
    """Return the model whose best checkpoint has the lowest loss, with its plans; the first of equals."""
    bits = bests.assign(bits=whole_bits(bests)).set_index("model")["bits"]
    return min(models, key=lambda model: bits[model.name])


def findings(models: Sequence[NamedModel], metrics: pd.DataFrame, bests: pd.DataFrame, judged: Mapping) -> list[str]:
    """Return what came out, sentence by sentence.

    `metrics` is the table of all checkpoints and `bests` that of the best ones, `judged` holds `judge.json` by model.
    """
    compared = comparable(models)
    best = best_model(compared, bests)
    return [
        _named(best, compared, models),
        *_priced(best, metrics, bests),
        *_judged(judged[best.name], sounds=best.script != AS_WRITTEN),
        *_recited(judged[best.name]),
        "Whether its songs make sense, no figure says: read some.",
    ]


def _named(best: NamedModel, compared: Sequence[NamedModel], models: Sequence[NamedModel]) -> str:
    name = f"the {name_of_model(best)} ({best.name})"
    if len(models) == 1:
        return f"The network of this run is {name}."
    script = "" if best.script == AS_WRITTEN else f" in {script_name(best.script)} script"
    if len(compared) == 1:
        return f"Networks of different scripts cannot be ranked; the first of this run is {name}."
    return f"Of the {len(compared)} writers{script}, {name} is the best at guessing songs that it has never read."


def _priced(best: NamedModel, metrics: pd.DataFrame, bests: pd.DataFrame) -> list[str]:
    """Explain bits per character by the network's own: as unsure as between 2^bits letters."""
    own = metrics[metrics["model"] == best.name].sort_values(["characters_seen", "step"])
    first, last = own.head(1), bests[bests["model"] == best.name]
    bits = whole_bits(last).item()
    plans = ", with the lengths and rhymes that it plans" if best.plans else ""
    said = [
        f"At each letter of a song that it has never read, it is as unsure as between {choices(bits):.1f} equally "
        f"likely letters ({bits:.2f} bits per character{plans})."
    ]
    if first["step"].item() != last["step"].item():
        age, early = age_of(first["epochs"].item()), choices(whole_bits(first).item())
        said.append(f"At first, {age}, it was as between {early:.1f}.")
    return said


def _judged(judged: Mapping, *, sounds: bool) -> list[str]:
    """Say how well the judges tell the network's songs from people's, and by what; rhymes need known `sounds`."""
    found = {key: judged[key] for key in GIVEN if judged[key]}
    if not found:
        return ["There are too few songs for a program that could tell its songs from people’s."]
    planned = " Its songs were written to the plans of songs that it had read." if judged["planned"] else ""
    told = [_told_apart(key, each, sounds=sounds) for key, each in found.items()]
    features = [feature for each in found.values() for feature in each["features"]]
    differences = giveaways(features)
    if differences:
        away = f"What gives it away most: {' and '.join(differences)} than people’s."
    else:
        strongest = max(0.5 + strength(feature) for feature in features)
        away = f"No single feature gives it away: the strongest is right in {100 * strongest:.0f} of 100 cases."
    return [" ".join(told) + planned, away]


def _told_apart(key: str, told: Mapping, *, sounds: bool) -> str:
    given, first, second = GIVEN[key]
    judges = f"{first}, {second} and rhymes" if sounds else f"{first} and {second}"
    low, high = (f"{100 * end:.0f}" for end in told["interval"])
    surely = "" if told["interval"][0] > 0.5 else "cannot be told from one that guesses: it "
    return (
        f"Given {given}, a program that judges {judges} {surely}finds the network’s in {100 * told['auc']:.0f} of 100 "
        f"cases (95 % confidence interval {low} to {high}), where a guess is right in 50."
    )


def _recited(judged: Mapping) -> list[str]:
    """Say how much is recited: a network that recites is hard to tell from people."""
    network, people = (judged["measures"][each]["lines_in_training"] for each in ("network", "people"))
    if network is None or people is None:
        return []
    return [f"Of its lines, {_share(network)} are word for word in a song that it read; of people’s, {_share(people)}."]


def _share(share: float) -> str:
    return "none" if not share else "fewer than 1 %" if share < 0.005 else percent(share)
