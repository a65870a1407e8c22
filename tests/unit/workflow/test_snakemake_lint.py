import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# Look-ups that one file of rules uses are in that file (docs/design.md), which Snakemake advises against.
WANTED = "Mixed rules and functions in same snakefile.:"


@pytest.mark.parametrize("snakefile", ["Snakefile", "benchmarks/Snakefile"])
def test_snakemake_advises_nothing_else(snakefile):
    command = [sys.executable, "-m", "snakemake", "--snakefile", snakefile, "--lint"]
    said = subprocess.run(command, cwd=ROOT, text=True, capture_output=True).stderr
    assert "Lints for snakefile" in said, said
    assert set(re.findall(r"^    \* (.+)$", said, re.MULTILINE)) - {WANTED} == set(), said
