"""Show as Markdown tables what planned networks write: their losses, their songs next to people's, and their forms."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarking.marked_obedience import PARTS
from benchmarking.text_comparison import SHOWN, percent
from geetkar.evaluation.judged_features import JUDGES
from geetkar.evaluation.measures import MEASURES

NAMED_FEATURES = 6  # of each judge, those that tell most
COPIES = ("lines_in_training", "copied_characters")


def as_tables(networks: Mapping[str, dict], machine: str) -> str:
    """Return the tables of some networks by name, each with `training` and `songs`, what was measured of it."""
    songs = {name: found["songs"] for name, found in networks.items()}
    tables = [
        _table(("network", "seconds", "validation bpc", "plans", "test bpc", "plans"), _losses(networks)),
        _table(("written by", "songs", *map(_name, SHOWN)), _measures(songs)),
        _table(("written by", "rhymes", "commonest 20 qafia", "of people's"), _varieties(songs)),
        _table(("written by", *(judge.name for judge in JUDGES.values()), "without letters"), _judges(songs)),
        _table(("written by", "feature", "network", "people", "AUC alone"), _features(songs)),
        _table(("written by", "letters of the network", "letters of people"), _letters(songs)),
        _table(("network", "form", "part", "kept", "by the marks"), _kept(songs)),
        _table(("network", "form", "bpc", "price", *map(_name, COPIES), "qafia", "of people's"), _prices(songs)),
    ]
    return "\n\n".join([*tables, machine]) + "\n"


def _table(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ("---",) * len(head), *rows])


def _losses(networks: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    for name, found in networks.items():
        losses = (found["training"][key] for key in ("bpc", "plan_bpc", "test_bpc", "test_plan_bpc"))
        yield (name, f"{found['training']['seconds']:,.0f}", *(f"{loss:.3f}" for loss in losses))


def _like_people(songs: Mapping[str, dict]) -> Iterator[tuple[str, dict]]:
    """Yield each network at each temperature, with what was measured of its songs to people's plans."""
    for name, found in songs.items():
        for temperature, each in found["like_people"].items():
            yield f"{name}, temperature {temperature}", each


def _measures(songs: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    people, *_ = (found["people"] for found in songs.values())
    for name, found in [("people", people), *((name, each["measures"]) for name, each in _like_people(songs))]:
        yield (name, str(found["texts"]), *(percent(found[key], found["intervals"][key]) for key in SHOWN))


def _varieties(songs: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    for name, each in _like_people(songs):
        qafia = each["qafia"]
        yield (name, str(qafia["rhymes"]), percent(qafia["network"], None), percent(qafia["people"], None))


def _judges(songs: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    for name, each in _like_people(songs):
        yield (name, *(_auc(each["judge"][key]) for key in JUDGES), _auc(each["without_letters"]))
    *_, (_, last) = _like_people(songs)
    yield ("people and people", *(_auc((last["judge"][key] or {}).get("among_people")) for key in JUDGES), "")


def _features(songs: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    for name, each in _like_people(songs):
        for key in JUDGES:
            for feature in (each["judge"][key] or {"features": []})["features"][:NAMED_FEATURES]:
                numbers = (f"{feature[kind]:.3f}" for kind in ("network", "people", "auc"))
                yield (name, f"{key.replace('_', ' ')}: {feature['name']}", *numbers)


def _letters(songs: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    for name, each in _like_people(songs):
        if told := each["judge"]["two_lines"]:
            yield (name, *(_code(told["letters"][writer]) for writer in ("network", "people")))


def _kept(songs: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    for name, found in songs.items():
        for form in found["forms"]:
            for part, kept in form["kept"].items():
                marked = _share(form["kept_by_marks"][part]) if part in PARTS else ""
                yield (name, form["name"], part, _share(kept), marked)


def _prices(songs: Mapping[str, dict]) -> Iterator[tuple[str, ...]]:
    people, *_ = (found["whole_people"] for found in songs.values())
    yield ("people", "whole songs", "", "", *(percent(people[key], people["intervals"][key]) for key in COPIES), "", "")
    for name, found in songs.items():
        for form in found["forms"]:
            copies = (percent(form["measures"][key], form["measures"]["intervals"][key]) for key in COPIES)
            qafia = (percent(form["qafia"][writer], None) for writer in ("network", "people"))
            yield (name, form["name"], f"{form['bits']:.3f}", f"{form['price']:.3f}", *copies, *qafia)


def _name(measure: str) -> str:
    return MEASURES[measure].name.lower()


def _auc(told: dict | None) -> str:
    return f"{told['auc']:.3f} ({told['interval'][0]:.3f} to {told['interval'][1]:.3f})" if told else ""


def _share(kept: Mapping[str, int]) -> str:
    return f"{kept['count'] / kept['of']:.2%} of {kept['of']:,}" if kept["of"] else ""


def _code(runs: Sequence[str]) -> str:
    return " ".join(f"`{run.replace(' ', '␣').replace(chr(10), '↵')}`" for run in runs)
