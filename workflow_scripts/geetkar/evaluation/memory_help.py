"""How far the proposals of a network's memory help it to predict each character of a song."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from geetkar.sampling.decoding import SONG_START
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.checkpoint import Origin
from geetkar.verse.arrangement import places_read, restore
from geetkar.vocabulary.vocabulary import Vocabulary

CHARACTERS = 2000  # of the song that are read, at most


def song_to_read(held_out: str, line_order: str) -> str:
    """Return the first song of a text in which a line comes back, or the first song; if it is long, its beginning.

    The text and the song are as a network with such an order of lines reads them.
    """
    songs = [song[:CHARACTERS].strip("\n") for song in held_out.split(SONG_START)]
    return next((song for song in songs if _comes_back(restore(song, line_order))), songs[0])


def _comes_back(song: str) -> bool:
    """Return whether a line of a song is sung again."""
    lines = song.replace("\n\n", "\n").split("\n")
    return len(set(lines)) < len(lines)


def measure_help(weights: Mapping[str, Tensor], origin: Origin, vocabulary: Vocabulary, song: str) -> dict:
    """Return the bits that each character of a song costs with the gates of the memory open and shut, as JSON.

    The song is as the network reads it; its text and the bits are returned as it is sung. The gates decide what the
    memory adds to the scores of the next character: nothing if all of them are zero.
    """
    shut = {
        name: torch.zeros_like(tensor) if name.startswith("memory.gates.") else tensor
        for name, tensor in weights.items()
    }
    places = places_read(song, origin.model.line_order)
    with_memory, without = (
        bits_of(OnnxNetwork(convert_to_onnx(each, origin)), vocabulary, song)[places] for each in (weights, shut)
    )
    text = restore(song, origin.model.line_order)
    return {"text": text, "bits": with_memory.round(3).tolist(), "bits_without": without.round(3).tolist()}


def bits_of(network: OnnxNetwork, vocabulary: Vocabulary, song: str) -> np.ndarray:
    """Return the bits of each character of a song, the negative binary logarithms of their probabilities."""
    units = np.array(vocabulary.encode(SONG_START + song), dtype=np.int64)
    logits, _ = network(units[:-1, np.newaxis], network.initial_state(1))
    scores = logits[len(SONG_START) - 1 :, 0].astype(np.float64)
    chosen = scores[np.arange(len(song)), units[len(SONG_START) :]]
    return (np.logaddexp.reduce(scores, axis=1) - chosen) / np.log(2)
