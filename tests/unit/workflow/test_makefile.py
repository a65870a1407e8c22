"""How `make test` installs Chromium, on machines with only the named programs."""

import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[3] / "Makefile"

CHROMIUM = {"chromium": "", "chromedriver": ""}
APT = {"apt-get": 'echo "apt-get $*" >> calls', "apt-cache": 'test "$2" = chromium-driver'}
UBUNTUS_APT = {**APT, "apt-cache": "exit 100"}
ROOT = {"id": "echo 0"}
USER = {"id": "echo 1000"}
SUDO = {"sudo": 'test "$1" != -n || shift; echo "sudo $*" >> calls; "$@"'}
SUDO_WITH_PASSWORD = {"sudo": "echo sudo: a password is required >&2; exit 1"}


def run_make(folder: Path, programs: dict[str, str]) -> subprocess.CompletedProcess:
    """Run `make test` in a project that is installed, on a machine that has these programs, as shell scripts."""
    shutil.copy(MAKEFILE, folder)
    (folder / "requirements.lock").touch()
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/requirements.lock").touch()
    (folder / "programs").mkdir()
    (folder / "programs/env").symlink_to(shutil.which("env"))
    scripts = {".venv/bin/pytest": "echo tested >> calls", **{f"programs/{name}": programs[name] for name in programs}}
    for path, script in scripts.items():
        (folder / path).write_text(f"#!/bin/sh\n{script}\n")
        (folder / path).chmod(0o755)
    environment = {"PATH": str(folder / "programs")}
    command = [shutil.which("make"), "test"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=10)


def calls_in(folder: Path) -> list[str]:
    return (folder / "calls").read_text().splitlines() if (folder / "calls").exists() else []


@pytest.mark.parametrize(
    "programs",
    [
        {},
        {"chromium": ""},
        {"chromedriver": "", **USER, **SUDO},
        ROOT,
        {**APT, **USER},
        {**APT, **USER, **SUDO_WITH_PASSWORD},
    ],
    ids=lambda programs: " ".join(programs) or "nothing",
)
def test_what_is_missing_and_cannot_be_installed_is_named_before_anything_runs(programs, tmp_path):
    done = run_make(tmp_path, programs)
    (line,) = done.stderr.splitlines()
    assert 'run "sudo apt-get install chromium chromium-driver"' in line
    assert (done.returncode, done.stdout, calls_in(tmp_path)) == (2, "", [])


@pytest.mark.parametrize("chromium", ["chromium", "chromium-browser"])
def test_a_machine_that_has_chromium_is_left_as_it_is(chromium, tmp_path):
    done = run_make(tmp_path, {chromium: "", "chromedriver": "", **APT, **ROOT})
    assert (done.returncode, calls_in(tmp_path)) == (0, ["tested"])


@pytest.mark.parametrize(
    ("apt", "packages"), [(APT, "chromium chromium-driver"), (UBUNTUS_APT, "chromium-browser chromium-chromedriver")]
)
@pytest.mark.parametrize("rights", [ROOT, {**USER, **SUDO}], ids=["root", "sudo"])
def test_chromium_is_installed_before_the_tests_where_that_asks_nobody(rights, apt, packages, tmp_path):
    done = run_make(tmp_path, {**apt, **rights})
    assert done.returncode == 0, done.stderr
    update, install, last = (call for call in calls_in(tmp_path) if not call.startswith("sudo"))
    assert update.startswith("apt-get update") and last == "tested"
    assert install.startswith("apt-get install --yes") and install.endswith(f"fonts-noto-core {packages}")
    assert any(call.startswith("sudo env") for call in calls_in(tmp_path)) == (rights != ROOT)
