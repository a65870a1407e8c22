"""Rule benchmark_forms: show the losses, songs and forms of presets with plans."""

from benchmarking.planned_tables import as_tables
from geetkar.pages.shared.machine import machine_line
from geetkar.workflow.files import read_json, write_json, write_text
from geetkar.workflow.scripts import run_script


def main(names: list[str], trainings: list[str], songs: list[str], figures: str, table: str) -> None:
    """Gather the results of each training; the files of each of `names` are at the same place in the other lists.

    The texts that were measured stay where they are.
    """
    networks = {
        name: {"training": _without(training, "written"), "songs": _without_texts(read_json(path))}
        for name, training, path in zip(names, map(read_json, trainings), songs, strict=True)
    }
    here, *_ = [network["training"].pop("machine") for network in networks.values()]
    write_text(table, as_tables(networks, machine_line(here)))
    write_json(figures, {"machine": here, "networks": networks})


def _without_texts(songs: dict) -> dict:
    like_people = {temperature: _without(each, "texts") for temperature, each in songs["like_people"].items()}
    return {**songs, "like_people": like_people, "forms": [_without(form, "texts") for form in songs["forms"]]}


def _without(found: dict, key: str) -> dict:
    return {name: value for name, value in found.items() if name != key}


if __name__ == "__main__":
    run_script(main, snakemake)
