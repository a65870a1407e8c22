"""What a change reruns, and what it leaves alone."""

import os
from pathlib import Path

import pytest
from conftest import CONFIG, MODEL


def change_model(project, name, **changes):
    models = [{**model, **changes} if model["name"] == name else model for model in CONFIG["models"]]
    project.configure(models=models)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def test_a_finished_run_has_nothing_to_do(reference):
    assert reference.planned() == {}


def test_a_run_ends_in_the_index_of_all_models(reference):
    page = (reference.folder / "results/index.html").read_text()
    assert all(model["name"] in page for model in CONFIG["models"])


def test_one_report_builds_just_what_it_needs(fresh):
    planned = fresh.planned("results/reports/small/step-000002.html")
    assert planned == {
        "crawl_archive": 1,
        "parse_songs": 1,
        "find_duplicates": 1,
        "recognize_languages": 1,
        "split_songs": 1,
        "write_text": 2,
        "build_vocabulary": 1,
        "encode_text": 3,
        "train_segment": 1,
        "sample_checkpoint": 1,
        "sample_ngrams": 1,
        "measure_references": 1,
        "measure_samples": 1,
        "report_checkpoint": 1,
    }


def test_a_changed_model_retrains_that_model_alone(finished):
    change_model(finished, "small", learning_rate=0.01)
    assert finished.planned_segments() == {"small/step-000002", "small/step-000004"}


def test_a_later_checkpoint_trains_only_its_segment(finished):
    change_model(finished, "small", checkpoints=[2, 4, 6])
    assert finished.planned_segments() == {"small/step-000006"}


def test_a_cooled_checkpoint_is_a_branch_that_retrains_nothing(finished):
    change_model(finished, "small", cooled=[{"from": 2, "step": 6}])
    assert finished.planned_segments() == {"small/step-000006"}
    finished.run_to_the_end("results/reports/small/step-000006.html")
    change_model(finished, "small", cooled=[{"from": 2, "step": 6}], checkpoints=[2, 4, 8])
    assert finished.planned_segments() == {"small/step-000008"}


def test_a_later_checkpoint_redraws_no_older_page(finished):
    change_model(finished, "small", checkpoints=[2, 4, 6])
    assert finished.planned()["report_checkpoint"] == 1


def test_a_checkpoint_less_trains_nothing(finished):
    change_model(finished, "small", checkpoints=[2])
    assert finished.planned_segments() == set()


def test_a_new_model_trains_alone(finished):
    finished.configure(models=[*CONFIG["models"], {"name": "third", **MODEL, "cell": "rnn"}])
    assert finished.planned_segments() == {"third/step-000002", "third/step-000004"}


def test_another_temperature_trains_nothing(finished):
    finished.configure(sampling={**CONFIG["sampling"], "temperatures": [0.5, 1.0, 1.5]})
    assert "train_segment" not in finished.planned()


def test_another_temperature_samples_every_checkpoint(finished):
    finished.configure(sampling={**CONFIG["sampling"], "temperatures": [0.5, 1.0, 1.5]})
    assert finished.planned()["sample_checkpoint"] == 4


def test_touching_every_file_reruns_nothing(finished):
    for path in sorted(finished.folder.rglob("*")):
        if path.is_file() and ".snakemake" not in path.parts and "results" not in path.parts:
            os.utime(path)
    assert finished.planned() == {}


def test_changed_cleaning_code_reruns_the_corpus_and_what_depends_on_it(finished):
    append(finished.folder / "workflow_scripts/geetkar/lyrics/cleaning.py", "\n# another rule\n")
    planned = finished.planned()
    assert (planned["parse_songs"], planned["train_segment"], planned.get("crawl_archive")) == (1, 4, None)


def test_changed_sampling_code_trains_nothing(finished):
    append(finished.folder / "workflow_scripts/geetkar/network/sampling.py", "\n# another way to draw\n")
    planned = finished.planned()
    assert (planned["sample_checkpoint"], planned.get("train_segment")) == (4, None)


def test_a_changed_template_redraws_pages_alone(finished):
    templates = sorted((finished.folder / "workflow_scripts/geetkar/reporting/templates").iterdir())
    append(templates[0], "\n")
    assert not {"train_segment", "sample_checkpoint", "parse_songs"} & set(finished.planned())


def test_a_page_of_what_is_there_so_far_waits_for_nothing(finished):
    (finished.folder / "results/measures/small/step-000004.json").unlink()
    finished.run_to_the_end("--nolock", "so_far")
    page = (finished.folder / "results/reports/small/so_far.html").read_text()
    assert 'data-step="2"' in page and 'data-step="4"' not in page


def test_a_changed_song_crawls_again(finished):
    song = finished.folder / "songs/1.isb.txt"
    song.write_text(song.read_text().replace("nadii", "saagar"))
    assert finished.planned()["crawl_archive"] == 1


@pytest.mark.parametrize("other", ["catalogue"])
def test_both_layouts_of_the_archive_give_the_same_texts(other, reference, fresh):
    fresh.configure(archive={"folder": "songs", "layout": other})
    fresh.run_to_the_end("corpus")
    texts = {name: sum_ for name, sum_ in reference.checksums().items() if name.endswith(".txt")}
    found = {name: sum_ for name, sum_ in fresh.checksums().items() if name in texts}
    assert found == {name: texts[name] for name in found} and found
