"""Measure how much better the validation loss would look with a split by line instead of by song."""

import logging

from geetkar.corpus.song_text import SONG_BREAK
from geetkar.training.device import prepare_torch
from geetkar.training.held_out_loss import evaluate
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin
from geetkar.vocabulary.encoding import encode_split
from geetkar.vocabulary.vocabulary import Vocabulary, build_vocabulary

log = logging.getLogger("geetkar.evaluation")

TIMES_READ = 8


def compare_splits(train: str, val: str, model: Model, steps: int) -> dict:
    """Train the same small network twice, without and with the other lines of the songs that it is tested on.

    Both texts have the same length, short enough to be read at least `TIMES_READ` times, as networks read theirs. The
    results, as JSON, are null if the songs are too few for a single step.
    """
    examined, known = (every_other_line(val, first) for first in (0, 1))
    read = steps * model.batch * model.sequence
    length = min(len(train), read // TIMES_READ)
    needed = model.batch * model.sequence + 1
    figures = {"steps": steps, "hidden": model.hidden, "characters": length, "characters_needed": needed}
    if length < needed:
        log.info("too few songs to compare splits: %s characters, needs %s", f"{length:,}", f"{needed:,}")
        return {**figures, "times_read": None, "by_song_bpc": None, "by_line_bpc": None}
    prepare_torch()
    strict = train[:length]
    naive = (known + SONG_BREAK + train)[:length]
    vocabulary = build_vocabulary(train + val, model.script, model.unit)
    by_song, by_line = (held_out_bpc(text, examined, vocabulary, model, steps) for text in (strict, naive))
    log.info("%.3f bits per character with a split by song, %.3f by line", by_song, by_line)
    return {**figures, "times_read": round(read / length), "by_song_bpc": by_song, "by_line_bpc": by_line}


def every_other_line(text: str, first: int) -> str:
    """Return each song with every other line, beginning with line number `first` (0 or 1)."""
    songs = ([line for line in song.split("\n") if line] for song in text.split(SONG_BREAK))
    return SONG_BREAK.join("\n".join(lines[first::2]) for lines in songs if lines[first::2]) + "\n"


def held_out_bpc(train: str, held_out: str, vocabulary: Vocabulary, model: Model, steps: int) -> float:
    """Train a network, and return its bits per character on a held-out text."""
    progress = begin(model, vocabulary)
    for _ in train_until(progress, model, encode_split(train, vocabulary), steps):
        pass
    return evaluate(progress.network, encode_split(held_out, vocabulary), vocabulary).bpc
