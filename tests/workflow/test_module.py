"""The workflow as a module of another one, as the how-to page says."""

import re
import shutil

import pytest
from small_project import ROOT, Project, create_project
from test_readme import FENCED, write_files_of

PAGE = ROOT / "docs/how-to/module.md"


@pytest.fixture(scope="module")
def outer(tmp_path_factory) -> Project:
    """Write and run a workflow that uses a clone of this one, as the page says."""
    folder = tmp_path_factory.mktemp("outer")
    (folder / "geetkar").mkdir()
    inner = create_project(folder / "geetkar")
    (inner.folder / "demo_archive").symlink_to("songs")
    (snakefile,) = (block for kind, block in FENCED.findall(PAGE.read_text()) if kind == "python")
    (folder / "Snakefile").write_text(snakefile)
    write_files_of(PAGE, folder)
    # The page's model is small, but not as small as a test's.
    configuration = (folder / "outer.yaml").read_text()
    smaller = "hidden: 4\n      batch: 4\n      sequence: 10\n      checkpoints: [2, 4]"
    smaller = re.sub(r"hidden: \d+\n +checkpoints: .*", smaller, configuration)
    (folder / "run.yaml").write_text(smaller)
    shutil.copytree(ROOT / "profiles/default", folder / "profiles/default")
    project = Project(folder)
    project.run_to_the_end()
    return project


def test_the_outer_workflows_rule_reads_what_this_one_made(outer):
    text = (outer.folder / "film_songs/results/corpus/roman/train.txt").read_text()
    assert int((outer.folder / "counts.txt").read_text()) == len(text.splitlines())


def test_a_module_makes_the_pages_below_its_prefix(outer):
    assert "chars" in (outer.folder / "film_songs/results/index.html").read_text()
    assert not (outer.folder / "results").exists()


def test_a_finished_module_has_nothing_to_do(outer):
    assert outer.planned() == {}


def test_a_module_looks_at_its_checkpoints_below_its_prefix(outer):
    weights = outer.folder / "film_songs/results/training/chars/step-000002/weights.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1])
    done = outer.run()
    weights.write_bytes(whole)
    assert done.returncode != 0 and "is damaged" in done.stdout


def test_a_module_draws_the_page_of_existing_checkpoints(outer):
    assert outer.planned("--nolock", "geetkar_so_far") == {"geetkar_draw_so_far": ["chars"]}


def test_a_mistake_in_the_modules_configuration_is_named(outer):
    configuration = outer.folder / "run.yaml"
    kept = configuration.read_text()
    configuration.write_text(kept.replace("hidden:", "hiden:"))
    done = outer.run()
    configuration.write_text(kept)
    assert "`models[0]`: unknown key 'hiden'" in done.stdout
