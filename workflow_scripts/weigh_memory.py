"""Rule weigh_memory: measure how far the memory of a model's best checkpoint helps it to predict a song."""

from pathlib import Path

from geetkar.evaluation.memory_help import measure_help, song_to_read
from geetkar.training.checkpoint import load_tensors
from geetkar.training.checkpoint_tables import best_checkpoints, checkpoint_of, read_metrics
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(weights: list[str], metrics: list[str], vocabulary: str, held_out: str, memory_help: str) -> None:
    """Measure the help of the memory for a held-out song in which a line comes back."""
    (best,) = best_checkpoints(read_metrics(metrics)).to_dict("records")
    by_checkpoint = {checkpoint_of(path): path for path in weights}
    tensors, origin = load_tensors(by_checkpoint[best["model"], best["step"]])
    song = song_to_read(Path(held_out).read_text(encoding="utf-8"), origin.model.line_order)
    measured = measure_help(tensors, origin, read_vocabulary(vocabulary), song)
    write_json(memory_help, {"step": best["step"], **measured})


if __name__ == "__main__":
    run_script(main, snakemake)
