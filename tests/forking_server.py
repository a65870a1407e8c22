"""Fork runs of Snakemake and their jobs from a process that has imported what both need, and done nothing else.

Imports take longer than planning a small project, and longer than most of its jobs. Everything else is as without this
server: each run and each job is a process of its own, with its own arguments, folder and environment.

snakemake_server.py writes a line of JSON for each run to standard input, and reads its exit code.
"""

import ast
import functools
import gc
import importlib
import json
import multiprocessing
import os
import runpy
import shlex
import socket
import subprocess
import sys
from multiprocessing.connection import wait
from pathlib import Path
from types import SimpleNamespace

import snakemake.cli
import snakemake.shell
from numba.core.registry import cpu_target

# Not onnxruntime, which starts threads when it is imported.
LIBRARIES = [
    *("indic_transliteration.sanscript", "jinja2", "jsonschema", "matplotlib.backends.backend_svg"),
    *("matplotlib.pyplot", "numba", "onnx", "pandas", "pyarrow.parquet", "pydivsufsort", "safetensors.numpy"),
    *("scipy.special", "scrapy.crawler", "sklearn.linear_model", "smart_open", "snakemake.report.html_reporter"),
    *("tokenizers", "torch._dynamo", "yte"),
]
ROOT = Path(__file__).parents[1]
FORK = multiprocessing.get_context("fork")


def start(server: socket.socket, command: str, **options) -> "Job | subprocess.Popen":
    """Start a job: a script as a fork of the server, anything else, such as a shell command, as a process."""
    runs_script = "/.snakemake/scripts/" in command
    return Job(server, command, **options) if runs_script else subprocess.Popen(command, **options)


class Job:
    """A job's script in a process that the server forks."""

    def __init__(self, server: socket.socket, command: str, env: dict[str, str], **_) -> None:
        *_, script = shlex.split(command)
        reply, its = os.pipe()
        request = {"script": script, "folder": str(Path.cwd()), "environment": env}
        socket.send_fds(server, [json.dumps(request).encode()], [its])
        os.close(its)
        self.reply = os.fdopen(reply)
        self.pid = int(self.reply.readline())

    def wait(self) -> int:
        """Return the exit code of the script when it has ended."""
        with self.reply:
            return int(self.reply.readline())


def serve() -> None:
    """Run what standard input asks for, one run after the other."""
    for name in LIBRARIES:
        importlib.import_module(name)
    ast.parse = functools.cache(ast.parse)  # most of a start: Snakemake's rules ask which modules each script imports
    for source in (ROOT / "workflow_scripts").rglob("*.py"):
        ast.parse(source.read_text(encoding="utf-8"))
    cpu_target.target_context.refresh()  # numba's own code, which takes longer to load than that of a memory
    gc.collect()
    gc.freeze()  # a collection in a fork would copy all that the libraries have made
    for line in sys.stdin:
        run = json.loads(line)
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        process = FORK.Process(target=run_snakemake, args=(run, ours, its))
        process.start()
        its.close()
        with ours:
            serve_jobs(run["output"], ours)
        process.join()
        print(process.exitcode, flush=True)


def run_snakemake(run: dict, ours: socket.socket, server: socket.socket) -> None:
    """Become a run of Snakemake, which asks the server for its jobs."""
    ours.close()
    become(run, run["output"])
    shell = sys.modules["snakemake.shell"]  # `snakemake.shell` is its class
    shell.sp = SimpleNamespace(**vars(shell.sp))
    shell.sp.Popen = functools.partial(start, server)
    snakemake.cli.main(run["arguments"])


def serve_jobs(output: str, run: socket.socket) -> None:
    """Start the jobs that a run asks for until it ends; reply to each with its process id, and then its exit code."""
    running = {}
    while True:
        for ready in wait([run, *running]):
            if ready is run:
                message, replies, *_ = socket.recv_fds(run, 1 << 20, 1)
                if not message:
                    return
                job = FORK.Process(target=run_job, args=(json.loads(message), output))
                job.start()
                running[job.sentinel] = job, *replies
                os.write(replies[0], f"{job.pid}\n".encode())
            else:
                job, reply = running.pop(ready)
                job.join()
                os.write(reply, f"{job.exitcode}\n".encode())
                os.close(reply)


def run_job(job: dict, output: str) -> None:
    """Become `python SCRIPT`."""
    become(job, output)
    sys.argv, sys.path[0] = [job["script"]], str(Path(job["script"]).parent)
    runpy.run_path(job["script"], run_name="__main__")


def become(process: dict, output: str) -> None:
    """Take the folder and the environment of a process, nothing as its input, and a file for its output."""
    os.chdir(process["folder"])
    os.environ.clear()
    os.environ.update(process["environment"])
    sys.path[1:1] = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (1, 2):
        os.dup2(os.open(output, os.O_WRONLY | os.O_APPEND), stream)


if __name__ == "__main__":
    serve()
