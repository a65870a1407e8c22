"""Run the commands of the README and the how-to pages."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import reruns
import yaml
from small_project import ROOT, Project, create_project
from snakemake.cli import get_argument_parser
from snakemake_server import run_snakemake

from geetkar.evaluation.measures import MEASURES
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model
from geetkar.workflow.configuration import complete_configuration

PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
    *(ROOT / "docs" / f"{name}.md" for name in ("benchmarks", "playground", "python", "recipes")),
]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`]+)`")
SCHEMA = "schemas/config.schema.yaml"
OWN_FILES = "/path/to"  # the folder that a reader fills in


def commands_of(page: Path, program: str) -> list[str]:
    """Return the commands of a page that begin with a program, in code blocks and in sentences."""
    text = page.read_text()
    blocks = [block.replace("\\\n", " ") for kind, block in FENCED.findall(text) if kind in ("", "sh")]
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    spans = [" ".join(span.split()) for span in INLINE.findall(FENCED.sub("", text))]
    return [command for command in (*lines, *spans) if command.startswith(f"{program} ")]


def words_of(command: str) -> list[str]:
    """Return a command's arguments, split as the shell does."""
    arguments = command.partition(" ")[2]
    done = subprocess.run(["bash", "-c", f"printf '%s\\0' {arguments}"], capture_output=True, text=True, check=True)
    return done.stdout.split("\0")[:-1]


def write_files_of(page: Path, folder: Path) -> None:
    """Write the configurations on a page; their first line has their name."""
    for kind, block in FENCED.findall(page.read_text()):
        name = re.match(r"# (\w+\.yaml)\n", block)
        if kind == "yaml" and name:
            (folder / name.group(1)).write_text(block.replace(OWN_FILES, str(folder)))


def plans(folder: Path) -> dict[tuple[str, ...], list[str]]:
    """All targets that the pages ask for, by the options that they ask with: each is one dry run."""
    asked: dict[tuple[str, ...], list[str]] = {}
    for command in (command for page in PAGES for command in commands_of(page, "snakemake")):
        words = words_of(command.replace(OWN_FILES, str(folder)))
        arguments = get_argument_parser().parse_args(words)
        if arguments.unlock or arguments.report:
            continue
        same = ("--cores", str(arguments.cores), "--nolock", "--dry-run", "--", *arguments.targets)
        options = tuple(word for word in words if word not in same)
        asked.setdefault(options, []).extend(arguments.targets or ["all"])
    return asked


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Project:
    """Return a clone with fewer songs than the demo and the files that the pages describe."""
    project = create_project(tmp_path_factory.mktemp("clone"))
    for name in ("demo_archive", "isb", "poet"):
        (project.folder / name).symlink_to("songs")
    (project.folder / "tinyshakespeare.txt").write_text("a text\n")
    (project.folder / "answers").mkdir()
    for name in ("sita", "ravi"):
        (project.folder / "answers" / f"{name}.json").touch()
    (project.folder / "texts").mkdir()
    (project.folder / "texts/1.txt").write_text("nadii kinaare\n")
    (project.folder / "songs.csv").write_text("text,name\nnadii kinaare,nadii\n")
    for page in PAGES:
        write_files_of(page, project.folder)
    write_network_to_begin_from(project.folder)
    return project


def write_network_to_begin_from(folder: Path) -> None:
    """Write the network of docs/how-to/begin_from.md, untrained."""
    configured = complete_configuration(yaml.safe_load((folder / "all.yaml").read_text()), folder / SCHEMA)
    model, units = Model.configured(configured["models"][0]), ("\ufffd", "\n", " ", "a")
    (begun,) = (each for each in yaml.safe_load((folder / "poet.yaml").read_text())["models"] if "begin_from" in each)
    path = folder / begun["begin_from"]
    path.parent.mkdir(parents=True)
    save_tensors(path, LanguageModel(model, len(units)).state_dict(), Origin(model, units, 700))


def test_every_snakemake_command_of_the_pages_can_be_planned(clone):
    asked = ["--cores", "2", "--dry-run", "--quiet", "all"]
    commands = [[*asked, *options, "--", *targets] for options, targets in plans(clone.folder).items()]
    done = [run_snakemake(command, clone.folder, clone.environment) for command in commands]
    assert [(each.args, each.stdout) for each in done if each.returncode != 0] == []


MAKE_TARGETS = sorted({command.split()[1] for page in PAGES for command in commands_of(page, "make")})


@pytest.mark.parametrize("target", MAKE_TARGETS)
def test_every_make_target_of_the_pages_exists(target):
    subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


def test_the_replica_takes_the_arguments_that_a_page_gives():
    (command,) = {command for page in PAGES for command in commands_of(page, "cd")}
    runnable = command.replace("../.venv/bin/python", sys.executable) + " --help"
    subprocess.run(["bash", "-c", runnable], cwd=ROOT, check=True, capture_output=True)


def test_the_page_of_models_says_what_to_ask_for_instead_of_until(fresh):
    said = fresh.run("--dry-run", "--until", "train_segment").stdout
    (message,) = re.findall(r"^(BUG: .+?)\.", said, re.MULTILINE)
    page = (ROOT / "docs/how-to/own_model.md").read_text()
    (advice,) = (line for line in page.splitlines() if message in line)
    assert "`models`" in advice
    planned = fresh.planned("models")
    assert planned["train_segment"] == reruns.CHECKPOINTS
    assert not planned.keys() & {"sample_checkpoint", "draw_checkpoint"}


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_the_measure_of_the_how_to_page_can_be_followed(finished):
    page = (ROOT / "docs" / "how-to" / "own_measure.md").read_text()
    (patch,) = (block for kind, block in FENCED.findall(page) if kind == "diff")
    subprocess.run(["git", "apply"], cwd=finished.folder, input=patch, text=True, check=True, capture_output=True)
    finished.run_to_the_end()
    results = finished.folder / "results"
    assert '"letters_per_word"' in (results / "evaluation/small/step-000002.json").read_text()
    pages = ("pages/small/step-000002.html", "pages/small/index.html", "index.html")
    assert ["Letters per word" in (results / page).read_text() for page in pages] == [True, True, False]
    (named,) = re.findall(r"The index shows only the headline measures \(([^)]+)\)", " ".join(page.split()))
    assert named == ", ".join(measure.name.lower() for measure in MEASURES.values() if measure.headline)
