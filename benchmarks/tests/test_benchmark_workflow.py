"""The annex's own workflow, on a small project."""

import pytest
from small_project import Project, create_project

ANNEX = ("--snakefile", "benchmarks/Snakefile")
SONGS = ("--config", "benchmarks={songs: 20}")
CORPUS = ("--", "benchmarks/results/corpus.md")


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> Project:
    """Return a project whose corpus has been measured; tests must not change it."""
    project = create_project(tmp_path_factory.mktemp("measured"))
    project.run_to_the_end(*ANNEX, *SONGS, *CORPUS)
    return project


def test_the_corpus_is_measured_on_archives_of_several_sizes(measured):
    head, _, *rows = (measured.folder / "benchmarks/results/corpus.md").read_text().splitlines()
    assert all(f" {songs} songs: s" in head for songs in (6, 20))
    jobs = [row.split(" | ")[0].strip("| ") for row in rows if row.startswith("|")]
    assert jobs[0] == "parse_songs" and jobs[-2] == "release_dataset" and "write_text.roman" in jobs


def test_figures_and_snakemakes_own_tables_share_no_folder(measured):
    tables = list(measured.folder.glob("results/benchmarks/**/*"))
    assert tables and all(path.is_dir() or path.suffix == ".tsv" for path in tables)
    assert not list(measured.folder.glob("benchmarks/results/**/*.tsv"))


def test_a_second_run_measures_nothing_again(measured):
    assert measured.planned(*ANNEX, *SONGS, *CORPUS) == {}


@pytest.mark.parametrize(
    "changed",
    [
        "workflow_scripts/geetkar/corpus/duplicates.py",
        "workflow_scripts/release_dataset.py",
        "benchmarks/scripts/benchmarking/made_up_archive.py",
        "benchmarks/scripts/benchmark_corpus.py",
    ],
)
def test_code_that_decides_a_figure_measures_again(changed, measured):
    path = measured.folder / changed
    code = path.read_text()
    path.write_text(code + "# changed\n")
    planned = measured.planned(*ANNEX, *SONGS, *CORPUS)
    path.write_text(code)
    assert planned["benchmark_corpus"] == [""]


def test_a_mistake_in_the_settings_is_one_message(measured):
    done = measured.run(*ANNEX, "--config", "benchmarks={songs: few}", "--dry-run")
    assert done.returncode == 1
    assert done.stdout.strip().splitlines()[-1] == (
        "error: config key `benchmarks.songs`: 'few' is not a whole number; give one, such as 10831."
    )


def test_a_preset_with_plans_learns_the_text_with_its_plans(measured):
    planned = measured.planned(*ANNEX, *SONGS, "--", "benchmarks/results/forms.md")
    assert planned["arrange_text"] == [f"roman backward_planned {split}" for split in ("test", "train", "val")]
    assert len(planned["benchmark_preset"]) == len(planned["benchmark_songs"])


def test_a_gpu_is_checked_on_request(measured):
    assert "benchmark_gpu" in measured.planned(*ANNEX, *SONGS, "--", "benchmarks/results/gpu/small.md")
    assert "benchmark_gpu" not in measured.planned(*ANNEX, *SONGS)


def test_all_measurements_are_drawn_and_summed_up(measured):
    planned = measured.planned(*ANNEX, *SONGS)
    assert {"draw_benchmarks", "sum_up_benchmarks", "benchmark_forms"} <= planned.keys()


def test_a_plain_text_is_learned_and_compared_with_yardsticks(measured, tmp_path):
    (tmp_path / "play.txt").write_text("a play\n")
    planned = measured.planned(*ANNEX, "--config", f"benchmarks={{songs: 20, text: {tmp_path / 'play.txt'}}}")
    assert planned["benchmark_plain_text"] and planned["benchmark_yardsticks"]
    assert {"play fastest 1", "songs best 2"} <= set(planned["benchmark_preset"])
    assert "benchmark_plain_text" not in measured.planned(*ANNEX, *SONGS)


@pytest.mark.parametrize("measured_first", ["crawl", "corpus", "dag"])
def test_nothing_is_fetched_from_the_live_archive(measured_first, measured):
    live = ("--config", "songs={folder: null}", "archive={contact: reader@example.org}")
    done = measured.run(*ANNEX, *live, "--dry-run", "--", f"benchmarks/results/{measured_first}.md")
    assert done.returncode == 1 and "benchmarks need a folder of ISB files" in done.stdout


def test_the_workflow_itself_knows_nothing_of_the_benchmarks(measured):
    done = measured.run(*SONGS, "--dry-run")
    assert "unknown key 'benchmarks'" in done.stdout
