"""A small real project: a copy of the code with a few songs, and the jobs of its runs."""

import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from filelock import FileLock
from snakemake_server import run_snakemake

from geetkar.memory.learning import learn_memory
from geetkar.memory.memory import Reader, rows_of
from geetkar.vocabulary.encoding import encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / "workflow_scripts/geetkar/memory/__pycache__"
FILES = ["Snakefile", "config.yaml", "requirements.lock"]
FOLDERS = ["rules", "schemas", "workflow_scripts", "envs", "profiles", "presets", "benchmarks"]

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
    "songs": {"folder": "songs"},
    "archive": {"contact": "reader@example.org"},
    "models": [
        {"name": "small", **MODEL, "memory": "song"},
        {"name": "words", **MODEL, "unit": "word", "cell": "gru", "input": "pretrained", "sequence": 3},
        {"name": "planned", **MODEL, "line_order": "backward", "plans": True, "checkpoints": [4]},
    ],
    "sampling": {
        "primes": ["", "nadii"],
        "temperatures": [0.5, 1.0],
        "length": 40,
        "forms": [{"name": "refrain", "verses": "Xx xX"}],  # the words of these songs hardly rhyme
    },
}

# What would take as long as all else in a project: training to compare splits and for the primer, and the annex's
# measurement of the largest archive.
SHORTER = [
    ("rules/evaluation.smk", "steps=400,", "steps=10,"),
    (
        "workflow_scripts/geetkar/primer/pixel_prediction.py",
        "EPOCHS, LEARNING_RATE, SEED = 24, 100,",
        "EPOCHS, LEARNING_RATE, SEED = 24, 5,",
    ),
    ("benchmarks/scripts/benchmark_corpus.py", "SIZES = (0.3, 1, 3)", "SIZES = (0.3, 1)"),
]

# What differs from run to run by its nature: seconds and memory.
UNREPEATABLE = ("logs/", "benchmarks/", "timing.jsonl", "costs.html")

# What a whole run makes: all pages, and the data set.
EVERYTHING = ("all", "dataset")


def write_songs(folder: Path, count: int = 12) -> None:
    """Write songs of random words."""
    folder.mkdir(exist_ok=True)
    for number in range(1, count + 1):
        dice = random.Random(number)
        verses = "\n\n".join("\n".join(" ".join(dice.choices(WORDS.split(), k=6)) for _ in range(4)) for _ in range(3))
        song = SONG.format(title=verses.splitlines()[0], year=1950 + number, verses=verses)
        (folder / f"{number}.isb.txt").write_text(song)


@dataclass(frozen=True)
class Job:
    """A job in Snakemake's log: `wildcards` are their values, `seconds` is `None` until it ends."""

    rule: str
    wildcards: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    seconds: float | None


JOB = re.compile(r"^(?:\[(?P<start>.+)\]\n)?(?:local)?rule (?P<rule>\w+):\n(?P<facts>(?:    .+\n)+)", re.MULTILINE)
END = re.compile(r"^\[(?P<end>.+)\]\nFinished jobid: (?P<id>\d+) ", re.MULTILINE)


def jobs_in(log: str) -> list[Job]:
    """Return the jobs that a run started, or a dry run would start, without target rules."""
    ends = {end["id"]: time.mktime(time.strptime(end["end"])) for end in END.finditer(log)}
    jobs = []
    for job in JOB.finditer(log):
        facts = dict(line.strip().split(": ", 1) for line in job["facts"].splitlines() if ": " in line)
        if "output" in facts:
            pairs = (pair.split("=") for pair in facts.get("wildcards", "").split(", ") if pair)
            values = " ".join(value for _, value in pairs if value)
            end = ends.get(facts["jobid"])
            seconds = end and end - time.mktime(time.strptime(job["start"]))
            inputs, outputs = (tuple(facts.get(kind, "").split(", ")) for kind in ("input", "output"))
            jobs.append(Job(job["rule"], values, inputs, outputs, seconds))
    return jobs


@dataclass
class Project:
    """A copy of the project with its songs, configuration and results."""

    folder: Path
    cores: int = 2
    hash_seed: int = 1

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run Snakemake in the project; standard output has all its output."""
        return run_snakemake(self.arguments(*arguments), self.folder, self.environment, self.hash_seed)

    def command(self, *arguments: str) -> list[str]:
        """Return a command line, for a process that is to be killed or has a terminal."""
        return [sys.executable, "-m", "snakemake", *self.arguments(*arguments)]

    def arguments(self, *arguments: str) -> list[str]:
        # `--configfile` takes all that follows up to the next option, so targets come last.
        return ["--configfile", "run.yaml", "--cores", str(self.cores), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "XDG_CACHE_HOME": str(self.folder / ".cache")}

    def run_to_the_end(self, *arguments: str) -> str:
        """Run Snakemake and return its output; show it when the run fails."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def planned(self, *arguments: str) -> dict[str, list[str]]:
        """Return the jobs of a dry run: for each rule, the values of their wildcards."""
        planned = defaultdict(list)
        for job in jobs_in(self.run_to_the_end("--dry-run", *arguments)):
            planned[job.rule].append(job.wildcards)
        return {rule: sorted(jobs) for rule, jobs in planned.items()}

    def configure(self, **changes) -> None:
        """Write the configuration, with some of its keys changed, and without forms if no model has plans."""
        changed = {**CONFIG, **changes}
        if not any(model.get("plans") for model in changed["models"]):
            changed["sampling"] = {**changed["sampling"], "forms": []}
        self.write_configuration(changed)

    def write_configuration(self, configuration: dict) -> None:
        """Write a configuration, its keys in the given order."""
        (self.folder / "run.yaml").write_text(yaml.safe_dump(configuration, sort_keys=False))

    def checksums(self) -> dict[str, str]:
        """Return the SHA-256 of each file under results/ that should be the same in every run."""
        results = self.folder / "results"
        paths = {path.relative_to(results).as_posix(): path for path in results.rglob("*") if path.is_file()}
        return {
            name: hashlib.sha256(path.read_bytes()).hexdigest()
            for name, path in sorted(paths.items())
            if not any(part in name for part in UNREPEATABLE)
        }


@cache
def compile_memory() -> None:
    """Let numba compile the code of memories next to its sources, once for all projects: it takes 15 seconds."""
    vocabulary = build_vocabulary(WORDS, "roman", "char")
    units = encode_text(WORDS, vocabulary)
    COMPILED.mkdir(exist_ok=True)
    with FileLock(COMPILED / "compiling.lock"):  # the other test processes wait
        for name in ("song", "song_and_corpus"):
            memory = learn_memory(name, units, vocabulary)
            rows_of(memory, units)
            Reader(memory, 1).rows_after(units[:, np.newaxis])


def create_project(folder: Path) -> Project:
    """Copy the project's code, as a clone would, with what numba compiled of it, and give it songs."""
    compile_memory()
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc.*", "results"))
    for name, long, short in SHORTER:
        shorten(folder / name, long, short)
    write_songs(folder / "songs")
    project = Project(folder)
    project.configure()
    return project


def shorten(path: Path, long: str, short: str) -> None:
    """Replace a number in a file of the copied code."""
    text = path.read_text(encoding="utf-8")
    assert text.count(long) == 1
    path.write_text(text.replace(long, short), encoding="utf-8")


def copy_project(project: Project, folder: Path) -> Project:
    """Return a copy of a project with its results."""
    shutil.copytree(project.folder, folder, symlinks=True)
    return Project(folder)
