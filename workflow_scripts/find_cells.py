"""Rule find_cells: which cells of a model's best checkpoint follow what a reader sees in a song."""

from pathlib import Path

from geetkar.evaluation.cell_search import search_cells
from geetkar.sampling.export import load_network
from geetkar.training.metrics import best_of, read_lines
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_json


def main(
    weights_paths: list[str], metrics_paths: list[str], vocabulary_path: str, held_out_path: str, cells_path: str
) -> None:
    """Search one model, whose weights and metrics stand in one order."""
    ends = [segment[-1] for segment in read_lines(metrics_paths)]
    best = best_of(ends)
    vocabulary = read_vocabulary(vocabulary_path)
    network = load_network(weights_paths[ends.index(best)], vocabulary)
    held_out = Path(held_out_path).read_text(encoding="utf-8")
    write_json(cells_path, {"step": best["step"], "cells": search_cells(network, vocabulary, held_out)})


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            list(snakemake.input.weights),
            list(snakemake.input.metrics),
            snakemake.input.vocabulary,
            snakemake.input.held_out,
            snakemake.output.cells,
        )
