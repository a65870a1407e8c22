"""What checkpoints wrote, with the words and lines counted that the pages mark."""

from collections.abc import Mapping, Sequence

from geetkar.pages.shared.marked_lines import Line, lines_to_show


def samples_at(measures: Mapping, temperature: float) -> list[dict]:
    """Return the samples of a checkpoint at a temperature, with the counts of their marks."""
    samples = [sample for sample in measures["samples"] if sample["temperature"] == temperature]
    shown = [lines_to_show(sample["lines"]) for sample in samples]
    return [
        {**sample, "lines": lines, "counted": count_marks(lines)} for sample, lines in zip(samples, shown, strict=True)
    ]


def count_marks(lines: Sequence[Line]) -> dict[str, int]:
    """Count the words and the lines of a sample, and those with each mark, without the words of the prime text.

    A word is `new`, or `underlined` in a run that training songs have as well; a line is `rhyming`, or `copied`.
    """
    pieces = [(run, piece) for line in lines for run, of_run in line.groups for piece in of_run]
    written = [(run, piece, len(piece.text.split())) for run, piece in pieces if piece.classes != "prime"]
    return {
        "words": sum(count for _, _, count in written),
        "new": sum(count for _, piece, count in written if piece.classes == "new"),
        "underlined": sum(count for run, _, count in written if run),
        "lines": sum(bool(line.groups) for line in lines),
        "rhyming": sum(line.rhyme is not None for line in lines),
        "copied": sum(line.copied is not None for line in lines),
    }


def first_with_words(samples: Sequence[Sequence[Mapping]]) -> int:
    """Return the number of the first request to which every checkpoint wrote a word; 0 if there is none.

    `samples` has those of each checkpoint, in the order of the requests.
    """
    words = [[sample["counted"]["words"] for sample in of_checkpoint] for of_checkpoint in samples]
    return next((number for number, each in enumerate(zip(*words, strict=True)) if all(each)), 0)
