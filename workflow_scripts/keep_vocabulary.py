"""Rule keep_vocabulary: take the units of the network that a model begins from, and count them in the training text."""

import logging
from collections import Counter
from pathlib import Path

from geetkar.vocabulary.vocabulary import keep_units
from geetkar.workflow.networks_to_begin_from import read_network
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.vocabulary")

NAMED = 20  # unknown units in the log


def main(script: str, unit: str, train: str, network: list[str], vocabulary: str) -> None:
    """Write the vocabulary of the network in the file `network`, and log which units of the text it does not know."""
    text, (file,) = Path(train).read_text(encoding="utf-8"), network
    _, units = read_network(file)
    kept = keep_units(units, text, script, unit)
    kept.write_to(vocabulary)
    log.info("vocabulary of %s: %d units, %s", file, len(kept), describe_unknown(Counter(kept.unknown_units(text))))


def describe_unknown(unknown: Counter[str]) -> str:
    """Return how many units a vocabulary lacks and which, the most frequent ones first, for a line of a log."""
    if not unknown:
        return "with all units of the training text"
    named = ", ".join(f"{unit!r} ({count})" for unit, count in unknown.most_common(NAMED))
    more = ", …" if len(unknown) > NAMED else ""
    return f"without {len(unknown)} of the training text, which are read as unknown: {named}{more}"


if __name__ == "__main__":
    run_script(main, snakemake)
