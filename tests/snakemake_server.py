"""Run Snakemake through a server that has imported it and the libraries of its jobs, one per test process."""

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SERVER = Path(__file__).parent / "forking_server.py"
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}  # as Snakemake sets it for jobs


@functools.cache
def start_server(hash_seed: int) -> subprocess.Popen:
    """Start the process that forks the runs; it ends with this one."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONHASHSEED": str(hash_seed)}
    return subprocess.Popen(
        [sys.executable, SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


def run_snakemake(
    arguments: list[str], folder: Path, environment: dict[str, str], hash_seed: int = 1
) -> subprocess.CompletedProcess:
    """Run Snakemake in a folder to its end; standard output holds standard error too.

    The seed decides the order of sets, in Snakemake and in its jobs.
    """
    with tempfile.NamedTemporaryFile() as output:
        code = run_snakemake_on(output.name, arguments, folder, environment, hash_seed)
        return subprocess.CompletedProcess(arguments, code, output.read().decode())


def run_snakemake_on(
    output: str, arguments: list[str], folder: Path, environment: dict[str, str], hash_seed: int = 1
) -> int:
    """Run Snakemake in a folder to its end, with a file or a terminal for its output; return the exit code."""
    server = start_server(hash_seed)
    run = {"arguments": arguments, "folder": str(folder), "environment": environment, "output": output}
    print(json.dumps(run), file=server.stdin, flush=True)
    return int(server.stdout.readline())
