"""Run a script of this project for Snakemake."""

from collections import Counter
from collections.abc import Callable
from inspect import signature
from typing import Any

from geetkar.workflow.logs import log_to


def run_script(main: Callable[..., None], snakemake: Any) -> None:
    """Call a script's `main`, logging to its rule's log file.

    Each parameter of `main` is named after one of the rule's inputs, outputs, params or wildcards, or is `config`. A
    list of files is passed as a list. Raise `TypeError` when the rule does not have a name, or has it twice.
    """
    wanted = signature(main).parameters
    parts = [snakemake.params, snakemake.input, snakemake.output]
    named = [(name, value) for part in parts for name, value in part.items() if name in wanted]
    twice = [name for name, count in Counter(name for name, _ in named).items() if count > 1]
    if twice:
        raise TypeError(
            f"rule {snakemake.rule} has two inputs, outputs or params called {', '.join(twice)}: rename one of them."
        )
    given = {"config": snakemake.config, **dict(snakemake.wildcards.items()), **dict(named)}
    with log_to(snakemake.log[0]):
        main(**{name: _plain(given[name]) for name in wanted if name in given})


def _plain(value: object) -> object:
    """Return one of Snakemake's lists as a plain list; other values are unchanged."""
    return list(value) if isinstance(value, list) else value
