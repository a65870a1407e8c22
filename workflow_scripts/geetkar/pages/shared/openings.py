"""The beginnings of samples, where a page has space for a few lines."""

from collections.abc import Iterable, Mapping

LINES, WIDTH = 4, 64  # lines of a song, and characters of a line


def opening_of(sample: Mapping) -> list[str]:
    """Return the first lines of a sample's first song, at most `LINES`; a long one is cut after a word."""
    lines: list[str] = []
    for line in sample["lines"]:
        if line["new_song"] and lines:
            break
        if line["words"]:
            lines.append(shortened(" ".join(word["text"] for word in line["words"])))
    return lines[:LINES]


def shortened(line: str) -> str:
    """Return a line of at most `WIDTH` characters, the last of them a separate ellipsis if it was cut."""
    if len(line) <= WIDTH:
        return line
    cut = line[: WIDTH - 1]
    return f"{cut.rpartition(' ')[0] or cut[:-1]} …"


def best_opening(samples: Iterable[Mapping], temperature: float) -> Mapping:
    """Return the sample at a temperature that begins best: whole lines, none copied, and few new words."""
    return min((each for each in samples if each["temperature"] == temperature), key=_faults)


def same_sample(sample: Mapping, samples: Iterable[Mapping]) -> Mapping:
    """Return the sample of another checkpoint with the same prime text, temperature and seed."""
    asked = {key: sample[key] for key in ("prime", "temperature", "seed")}
    return next(each for each in samples if asked.items() <= each.items())


def _faults(sample: Mapping) -> tuple[int, int]:
    opening = opening_of(sample)
    lines = [line for line in sample["lines"] if line["words"]][:LINES]
    cut = sum(line.endswith("…") for line in opening)
    copied = sum(line["copied"] is not None for line in lines)
    new = sum(word["kind"] == "new" for line in lines for word in line["words"])
    return LINES - len(opening) + cut + copied, new
