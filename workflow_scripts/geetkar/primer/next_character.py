"""A checkpoint's next character: from scores to probabilities, to a choice, and to bits per character."""

import numpy as np

from geetkar.corpus.transliteration.itrans import write_in_script
from geetkar.sampling.decoding import SONG_START
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.song_scripts import AS_WRITTEN

PRIME = "dil"  # in ITRANS; the characters that may follow it and a space are shown
PRIME_OF_ANY_LANGUAGE = 3  # letters: the most frequent ones of the songs
TEMPERATURES = (0.5, 1.0, 2.0)
SHOWN = 10  # characters


def prime_in(vocabulary: Vocabulary) -> str:
    """Return the text after which the next character is shown, in a vocabulary's script.

    Of songs in any language, it is their most frequent letters, since no word is sure to be known.
    """
    if vocabulary.script != AS_WRITTEN:
        return write_in_script(PRIME, vocabulary.script)
    letters = sorted(filter(str.isalpha, vocabulary.characters), key=vocabulary.characters.__getitem__, reverse=True)
    return "".join(letters[:PRIME_OF_ANY_LANGUAGE])


def read_scores(network: OnnxNetwork, vocabulary: Vocabulary, text: str) -> np.ndarray:
    """Return the scores (logits) of each next character, `(characters + 1, vocabulary)`, at the beginning of a song.

    Row k holds the scores after the first k characters.
    """
    units = np.array(vocabulary.encode(SONG_START + text), dtype=np.int64)[:, np.newaxis]
    logits, _ = network(units, network.initial_state(1))
    return logits[len(SONG_START) - 1 :, 0].astype(np.float64)


def softmax(scores: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Return probabilities: `exp(score / temperature)`, divided by their sum so that they add up to 1."""
    powers = np.exp((scores - scores.max()) / temperature)
    return powers / powers.sum()


def likeliest(scores: np.ndarray, vocabulary: Vocabulary) -> list[dict]:
    """Return the characters with the highest scores, with their probabilities at each of `TEMPERATURES`."""
    by_temperature = [softmax(scores, temperature) for temperature in TEMPERATURES]
    return [
        {
            "character": vocabulary.units[number],
            "score": float(scores[number]),
            "probabilities": [float(probabilities[number]) for probabilities in by_temperature],
        }
        for number in np.argsort(-scores, kind="stable")[:SHOWN]
    ]


def price(network: OnnxNetwork, vocabulary: Vocabulary, text: str) -> dict:
    """Return the probability and the bits (its negative binary logarithm) of each character of a text.

    The mean of the bits is the bits per character b; the perplexity is 2 to the power of b.
    """
    scores = read_scores(network, vocabulary, text)
    characters, costs = [], []
    for character, number, row in zip(text, vocabulary.encode(text), scores, strict=False):
        probability = float(softmax(row)[number])
        costs.append(-np.log2(probability))
        characters.append({"character": character, "probability": probability, "bits": costs[-1]})
    bits = float(np.mean(costs))
    return {"characters": characters, "bits_per_character": bits, "perplexity": 2**bits}
