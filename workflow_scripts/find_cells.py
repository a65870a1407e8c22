"""Rule find_cells: find cells of a model's best checkpoint that follow a feature of the text."""

from pathlib import Path

from geetkar.evaluation.cell_search import search_cells
from geetkar.sampling.export import load_network
from geetkar.training.checkpoint_tables import best_checkpoints, checkpoint_of, read_metrics
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(weights: list[str], metrics: list[str], vocabulary: str, held_out: str, cells: str) -> None:
    """Search the cells of one model's best checkpoint."""
    (best,) = best_checkpoints(read_metrics(metrics)).to_dict("records")
    by_checkpoint = {checkpoint_of(path): path for path in weights}
    known = read_vocabulary(vocabulary)
    network = load_network(by_checkpoint[best["model"], best["step"]], known)
    text = Path(held_out).read_text(encoding="utf-8")
    write_json(cells, {"step": best["step"], "cells": search_cells(network, known, text)})


if __name__ == "__main__":
    run_script(main, snakemake)
