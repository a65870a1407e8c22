"""Snakemake, imported once for all runs that a test process starts.

The import takes longer than planning a small project does. Each run is a process of its own, forked from one that has
imported Snakemake and done nothing else.
"""

import functools
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SERVER = """
import json, os, sys
import snakemake.cli

for line in sys.stdin:
    run = json.loads(line)
    child = os.fork()
    if child == 0:
        os.chdir(run["folder"])
        os.environ.clear()
        os.environ.update(run["environment"])
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(os.open(run["output"], os.O_WRONLY | os.O_APPEND), stream)
        snakemake.cli.main(run["arguments"])
        sys.exit()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@functools.cache
def start_server() -> subprocess.Popen:
    """Start the process that forks the runs; it ends with this one."""
    return subprocess.Popen([sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run_snakemake(arguments: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Run Snakemake in a folder to its end; standard output holds standard error too."""
    server = start_server()
    with tempfile.NamedTemporaryFile() as output:
        run = {"arguments": arguments, "folder": str(folder), "environment": environment, "output": output.name}
        print(json.dumps(run), file=server.stdin, flush=True)
        code = int(server.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, output.read().decode())
