"""Small real runs of the workflow, each in a copy of the project's code with a few songs of its own."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILES = ["Snakefile", "config.yaml", "requirements.lock"]
FOLDERS = ["rules", "schemas", "workflow_scripts", "envs", "profiles", "presets"]

WORDS = "nadii kinaare diip jalaa_o raat suhaanii mahak uThii bagiyaa me.n koyal bole pavan chale chaa.Nd nikal"
SONG = """%
\\startsong
\\stitle{{{title}}}%
\\film{{Namuunaa}}%
\\year{{{year}}}%
\\starring{{}}%
\\singer{{Ek Gayak, Ek Gayika}}%
\\music{{Ek Sangitkar}}%
\\lyrics{{Ek Gitkar}}%
%
\\printtitle
#indian
%
{verses}
%
#endindian
\\endsong
"""

MODEL = {
    "script": "roman",
    "hidden": 4,
    "embedding_size": 3,
    "batch": 4,
    "sequence": 10,
    "checkpoints": [2, 4],
}
CONFIG = {
    "archive": {"folder": "songs"},
    "models": [
        {"name": "small", **MODEL},
        {"name": "words", **MODEL, "unit": "word", "cell": "gru", "input": "pretrained", "sequence": 3},
    ],
    "sampling": {"primes": ["", "nadii"], "temperatures": [0.5, 1.0], "length": 40},
}

# What differs from run to run by its nature: seconds and memory.
UNREPEATABLE = ("logs/", "benchmarks/", "timing.jsonl", "costs.html")


def write_songs(folder: Path, count: int = 12) -> None:
    """Write songs of random words of our own."""
    folder.mkdir(exist_ok=True)
    for number in range(1, count + 1):
        dice = random.Random(number)
        verses = "\n\n".join("\n".join(" ".join(dice.choices(WORDS.split(), k=6)) for _ in range(4)) for _ in range(3))
        song = SONG.format(title=verses.splitlines()[0], year=1950 + number, verses=verses)
        (folder / f"{number}.isb.txt").write_text(song)


@dataclass
class Project:
    """A copy of the project with its songs, its configuration and its results."""

    folder: Path

    def run(self, *arguments: str, cores: int = 2, patience: int = 300) -> subprocess.CompletedProcess:
        """Run Snakemake in the project; standard output holds all that it says."""
        return subprocess.run(
            self.command(*arguments, cores=cores),
            cwd=self.folder,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
            timeout=patience,
        )

    def command(self, *arguments: str, cores: int = 2) -> list[str]:
        # `--configfile` takes all that follows up to the next option, so targets come last.
        options = ["--configfile", "run.yaml", "--cores", str(cores)]
        return [sys.executable, "-m", "snakemake", *options, *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "XDG_CACHE_HOME": str(self.folder / ".cache")}

    def run_to_the_end(self, *arguments: str, **options) -> None:
        """Run Snakemake and show all that it said when it fails."""
        done = self.run(*arguments, **options)
        assert done.returncode == 0, done.stdout

    def planned(self, *arguments: str) -> dict[str, int]:
        """How many jobs of each rule a dry run lists."""
        done = self.run("--dry-run", *arguments)
        assert done.returncode == 0, done.stdout
        if "Nothing to be done" in done.stdout:
            return {}
        table = done.stdout.split("Job stats:")[1].split("total")[0].splitlines()[3:]
        return {name: int(count) for name, count in (row.split() for row in table if row.strip())}

    def planned_segments(self) -> set[str]:
        """The checkpoints that a dry run would train."""
        lines = self.run("--dry-run").stdout.splitlines()
        return {
            line.split("results/models/")[1].split("/weights")[0]
            for line in lines
            if line.strip().startswith("output:") and "weights.safetensors" in line
        }

    def configure(self, **changes) -> None:
        """Write the configuration, with some of its keys changed."""
        (self.folder / "run.yaml").write_text(yaml.safe_dump({**CONFIG, **changes}))

    def checksums(self) -> dict[str, str]:
        """SHA-256 of each file under results/ that should be the same in every run."""
        results = self.folder / "results"
        paths = {path.relative_to(results).as_posix(): path for path in results.rglob("*") if path.is_file()}
        return {
            name: hashlib.sha256(path.read_bytes()).hexdigest()
            for name, path in sorted(paths.items())
            if not any(part in name for part in UNREPEATABLE)
        }


def create_project(folder: Path) -> Project:
    """Copy the project's code, as a clone would, and give it songs."""
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    write_songs(folder / "songs")
    project = Project(folder)
    project.configure()
    return project


@pytest.fixture
def fresh(tmp_path) -> Project:
    """A project that has not run yet."""
    return create_project(tmp_path)


@pytest.fixture(scope="session")
def reference(tmp_path_factory) -> Project:
    """A project that has run once; not to be changed."""
    project = create_project(tmp_path_factory.mktemp("reference"))
    project.run_to_the_end()
    return project


@pytest.fixture
def finished(reference, tmp_path) -> Project:
    """A project that has run once, to be changed."""
    folder = tmp_path / "project"
    shutil.copytree(reference.folder, folder, symlinks=True)
    return Project(folder)
