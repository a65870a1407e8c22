"""The jobs that each change reruns; tests/reruns.py lists the changes and their jobs."""

import hashlib
import json
import os
import re
import shutil
from zipfile import ZipFile

import pytest
import reruns
from small_project import CONFIG, EVERYTHING, ROOT, create_project, jobs_in

from geetkar.corpus.tables import read_table

RULE = re.compile(r"^rule (\w+):", re.MULTILINE)
# Rules that run only for a file that is asked for, or for a model that begins from a trained network. `make faults`
# kills all others.
ON_DEMAND = {
    *("choose_audit_songs", "draw_audit", "sum_up_audit", "draw_so_far", "export_network"),
    *("quantize_network", "write_events", "keep_vocabulary", "draw_comparison"),
}


def test_a_finished_run_has_nothing_to_do(reference):
    assert reference.planned(*EVERYTHING) == {}


def test_the_report_has_every_page(reference, tmp_path):
    report = tmp_path / "report.zip"
    reference.run_to_the_end("--report", str(report))
    with ZipFile(report) as file:
        held = {hashlib.sha256(file.read(name)).digest() for name in file.namelist()}
    pages = {
        path: hashlib.sha256(path.read_bytes()).digest() for path in (reference.folder / "results").rglob("*.html")
    }
    assert [path for path, digest in pages.items() if digest not in held and path.name != "playground.html"] == []


def test_the_contact_is_in_no_result(reference):
    files = [path for path in (reference.folder / "results").rglob("*") if path.is_file()]
    assert [path for path in files if CONFIG["archive"]["contact"].encode() in path.read_bytes()] == []


def test_a_run_ends_in_the_index_of_all_models(reference):
    page = (reference.folder / "results/index.html").read_text()
    assert all(model["name"] in page for model in CONFIG["models"])


def test_a_first_run_makes_everything(fresh):
    assert fresh.planned(*EVERYTHING) == reruns.FIRST_RUN


def test_a_run_has_every_rule_that_is_not_on_demand():
    rules = {name for path in (ROOT / "rules").glob("*.smk") for name in RULE.findall(path.read_text())}
    assert reruns.FIRST_RUN.keys() == rules - ON_DEMAND


def test_one_report_builds_just_what_it_needs(fresh):
    planned = fresh.planned("results/pages/small/step-000002.html")
    assert planned == {
        "crawl_archive": [""],
        "parse_songs": [""],
        "find_duplicates": [""],
        "recognize_languages": [""],
        "split_songs": [""],
        "write_text": ["devanagari", "itrans", "roman"],
        "build_vocabulary": ["roman char"],
        "encode_text": ["roman.char test", "roman.char train", "roman.char val"],
        "learn_memory": ["roman.char song", "roman.char song_and_corpus"],
        "remember_songs": ["roman.char test", "roman.char train", "roman.char val"],
        "train_segment": ["small 000002"],
        "sample_checkpoint": ["small 000002"],
        "sample_counts": ["roman"],
        "learn_spellings": ["roman"],
        "index_songs": ["roman"],
        "measure_references": ["roman"],
        "measure_samples": ["small 000002"],
        "draw_checkpoint": ["small 000002"],
    }


def test_a_late_checkpoint_needs_as_few_files_as_an_early_one(fresh):
    reruns.change_model(fresh, checkpoints=list(range(2, 42, 2)))
    said = fresh.run_to_the_end("--dry-run", "all")
    inputs = {(job.rule, job.wildcards): len(job.inputs) for job in jobs_in(said)}
    for rule in ("train_segment", "draw_checkpoint"):
        assert inputs[rule, "small 000040"] == inputs[rule, "small 000004"]


@pytest.mark.parametrize(("change", "jobs"), reruns.CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_change_reruns_what_depends_on_it_and_nothing_else(change, jobs, finished):
    if change in (reruns.clone, reruns.clone_without_records) and not shutil.which("git"):
        pytest.skip("git is not installed")
    change(finished)
    assert finished.planned(*EVERYTHING) == jobs


def test_the_command_line_changes_a_number(finished):
    """Snakemake passes nested values of `--config` as texts."""
    assert finished.planned("--config", "sampling={length: 40}") == {}
    longer = finished.planned("--config", "sampling={length: 50, temperatures: [1, 0.5]}")
    assert longer == dict(reruns.CHANGES)[reruns.temperatures]
    refused = finished.run("--dry-run", "--config", "sampling={length: fifty}")
    assert "config key `sampling.length`: 'fifty' is not a whole number; give one, such as 400." in refused.stdout


def test_a_number_of_the_command_line_reaches_the_jobs(fresh):
    vocabulary = "results/vocabulary/roman.word/vocabulary.json"
    fresh.run_to_the_end("--config", "vocabulary={word_limit: 3}", "corpus={left_out_rules: [tags]}", "--", vocabulary)
    assert len(json.loads((fresh.folder / vocabulary).read_text())["units"]) == 4  # with the unknown one


ODD_NAMES = ["nadii ke paar", "$HOME `id` $(id)", 'it\'s "naav"', "*?[a] #1; | & ~", "\u0926\u093f\u0932", " "]
PARSED = "results/corpus/songs.parquet"


@pytest.fixture(scope="module")
def oddly_named(tmp_path_factory):
    """A project that has parsed songs from files of odd names, one of them large."""
    project = create_project(tmp_path_factory.mktemp("odd"))
    for name in ODD_NAMES:
        shutil.copy(project.folder / "songs/1.isb.txt", project.folder / f"songs/{name}.isb.txt")
    (project.folder / "songs/99.isb.txt").write_bytes(bytes(2_000_000))
    project.run_to_the_end(PARSED)
    return project


def test_song_files_of_any_name_are_crawled_once(oddly_named):
    files = set(read_table(oddly_named.folder / PARSED, ["file"])["file"])
    assert {f"{name}.isb.txt" for name in ODD_NAMES} - files == set()
    assert oddly_named.planned(PARSED) == {}


def test_a_touched_file_of_any_size_reruns_nothing(oddly_named):
    os.utime(oddly_named.folder / "songs/99.isb.txt")
    assert oddly_named.planned(PARSED) == {}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_song_file_of_any_name_is_crawled_again_when_it_changed(name, oddly_named):
    odd = oddly_named.folder / f"songs/{name}.isb.txt"
    content = odd.read_text()
    odd.write_text(content.replace("1951", "1977"))
    planned = oddly_named.planned(PARSED)
    odd.write_text(content)
    assert planned == {"crawl_archive": [""], "parse_songs": [""]}
    assert oddly_named.planned(PARSED) == {}


def test_the_documentation_lists_what_each_change_reruns():
    assert reruns.table() in (ROOT / "docs/reliability.md").read_text(encoding="utf-8")


def test_a_longer_trunk_does_not_retrain_a_cooled_checkpoint(finished):
    reruns.change_model(finished, cooled=[{"from": 2, "step": 6}])
    finished.run_to_the_end("results/training/small/step-000006/weights.safetensors")
    reruns.change_model(finished, cooled=[{"from": 2, "step": 6}], checkpoints=[2, 4, 8])
    assert finished.planned("models") == {"train_segment": ["small 000008"]}


def test_the_page_of_existing_checkpoints_trains_nothing(finished):
    (finished.folder / "results/evaluation/small/step-000004.json").unlink()
    (finished.folder / "results/pages/small/step-000002.html").unlink()
    assert finished.planned("--nolock", "so_far") == {"draw_so_far": ["planned", "small", "words"]}
    finished.run_to_the_end("--nolock", "so_far")
    page = (finished.folder / "results/pages/small/so_far.html").read_text()
    assert 'data-step="2"' in page and 'data-step="4"' not in page


def test_two_models_of_a_finished_run_are_compared_by_one_more_job(finished):
    page = "results/pages/small/compared_with_planned.html"
    assert finished.planned(page) == {"draw_comparison": ["small planned"]}
    finished.run_to_the_end(page)
    assert "small and planned, early to late" in (finished.folder / page).read_text()


def test_both_layouts_of_the_archive_give_the_same_texts(reference, fresh):
    fresh.configure(archive={"layout": "catalogue"})
    fresh.run_to_the_end(*(f"results/corpus/{script}/train.txt" for script in ("itrans", "roman", "devanagari")))
    sums = reference.checksums()
    texts = {name: sum_ for name, sum_ in sums.items() if name.startswith("corpus/") and name.endswith(".txt")}
    found = {name: sum_ for name, sum_ in fresh.checksums().items() if name in texts}
    assert found == texts
