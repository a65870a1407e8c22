"""A trained network for use from Python: it scores texts and writes them."""

import math
from functools import cached_property
from pathlib import Path

import numpy as np

from geetkar.sampling.decoding import SONG_START, check_requests, negative_log_softmax, sample
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.song_requests import SongRequest
from geetkar.sampling.song_writing import SongWriter
from geetkar.verse.arrangement import Arrangement
from geetkar.verse.notation import parse_form
from geetkar.verse.rhyming_words import RhymingWords, read_rhyming_words
from geetkar.verse.spellings import Spellings, read_spellings
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError

WINDOW = 100  # units read at a time; since the state is carried, this changes only the speed


class Writer:
    """A network with its vocabulary. All texts are in the script that the network was trained on."""

    def __init__(
        self,
        network: OnnxNetwork,
        spellings: Spellings | None = None,
        rhyming_words: RhymingWords | None = None,
    ):
        self.network, self.rhyming_words = network, rhyming_words
        # Network files do not hold the counts and characters of the training text.
        script, unit = network.model.script, network.model.unit
        self.vocabulary = Vocabulary(script, unit, network.units, counts=(), characters={})
        sounds = (spellings or Spellings(script)).sounds if network.model.plans else None
        self.arrangement = Arrangement(network.model.line_order, sounds)

    @classmethod
    def load(
        cls, path: str | Path, spellings: str | Path | None = None, rhyming_words: str | Path | None = None
    ) -> "Writer":
        """Read a checkpoint's `weights.safetensors` or its `network.onnx`; the latter needs no torch.

        A network with plans knows how words sound from `spellings`, the file `verse/{script}/spellings.json` of its
        run; without it, roman words are read by rules alone. `rhyming_words`, the file
        `verse/{script}/rhyming_words.json`, is needed to write forms. Raises `InputError` if a file is something else.
        """
        network = _open_network(path)
        script = network.model.script
        rhymes = None if rhyming_words is None else read_rhyming_words(rhyming_words)
        if rhymes is not None and rhymes.script != script:
            raise InputError(
                f"{rhyming_words} has the words of the script '{rhymes.script}', but the network reads '{script}': "
                f"give results/verse/{script}/rhyming_words.json of its run."
            )
        return cls(network, None if spellings is None else _open_spellings(spellings, script), rhymes)

    def score(self, text: str) -> float:
        """Return the cross-entropy of a text in bits per character, read as the beginning of a song.

        A unit that is not in the vocabulary costs the prediction of "unknown" plus, for each of its characters, a
        uniform choice among all of Unicode (20.1 bits). A network with plans is told those of the text's lines, which
        cost nothing. Raises `InputError` if the text is empty or not a string.
        """
        if not isinstance(text, str) or not text:
            raise InputError(f"`text` must be a string of at least one character (got {text!r}); try a line of a song.")
        start = self.vocabulary.encode(SONG_START)
        units = np.array(start + self.vocabulary.encode(self.arrangement.arrange(text)), dtype=np.int64)[:, np.newaxis]
        state, nats = self.network.initial_state(1), self.vocabulary.spelling_nats(text)
        is_scored = ~np.isin(units[:, 0], self.vocabulary.codes)
        is_scored[: len(start)] = False
        for begin in range(0, len(units) - 1, WINDOW):
            targets = units[begin + 1 : begin + 1 + WINDOW, 0]
            logits, state = self.network(units[begin : begin + len(targets)], state)
            costs = negative_log_softmax(logits[:, 0].astype(np.float64))[np.arange(len(targets)), targets]
            nats += costs[is_scored[begin + 1 : begin + 1 + WINDOW]].sum()
        return float(nats / math.log(2) / len(text))

    def write(
        self,
        prime: str = "",
        temperature: float = 1.0,
        seed: int = 1,
        length: int = 400,
        *,
        form: str | None = None,
        syllables: int = 12,
        radif: str | None = None,
        first_line: str | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> str:
        """Write `length` units (characters, words or subwords) after a prime text; "" begins a new song.

        The returned text begins with the prime text, including its line breaks, with unknown units as U+FFFD. A network
        with plans or backward lines takes the prime text's last line as a whole one; the codes of its plans are among
        the `length` units, and a backward one's unfinished last line is left out. The same arguments give the same
        text. Raises `InputError` for an invalid argument.

        With a `form` such as "Aa bbaA" (`verse/notation.py`), a network with plans writes a song of this form instead,
        in lines of about so many `syllables`. Its lines with the letter a end in the words of `radif`, if that is
        given, and it begins with `first_line`. At each unit, the network chooses among the `top_k` likeliest ones, and
        among the likeliest that together have the probability `top_p`. `prime` and `length` are not used.
        """
        check_requests([(prime, temperature, seed)], length)
        if form is None:
            return sample(self.network, self.vocabulary, [(prime, temperature, seed)], length, self.arrangement)[0].text
        request = SongRequest(parse_form(form, syllables, radif), temperature, seed, radif, first_line)
        return self._song_writer.write([request], top_k, top_p)[0].text

    @cached_property
    def _song_writer(self) -> SongWriter:
        sounds, script = self.arrangement.sounds, self.network.model.script
        if sounds is None:
            raise InputError("`form` needs a network of a model with `plans: true`; leave it out, or load another.")
        if self.rhyming_words is None:
            raise InputError(
                f"`form` needs the words that rhyme: give `rhyming_words`, results/verse/{script}/rhyming_words.json "
                "of the network's run, to Writer.load."
            )
        return SongWriter(self.network, self.vocabulary, self.rhyming_words, sounds, self.arrangement.line_order)


def _open_network(path: str | Path) -> OnnxNetwork:
    suffix = Path(path).suffix
    if suffix == ".onnx":
        return OnnxNetwork(path)
    if suffix == ".safetensors":
        from geetkar.sampling.export import convert_to_onnx
        from geetkar.training.checkpoint import load_tensors

        weights, origin = load_tensors(path)
        try:
            return OnnxNetwork(convert_to_onnx(weights, origin))
        except (LookupError, TypeError, ValueError) as error:
            raise InputError(
                f"{path}: its tensors do not fit the model that its metadata names ({error!r}): "
                "delete it and run again to train its segment again."
            ) from error
    raise InputError(f"{path} is not a network: give a checkpoint's weights.safetensors or network.onnx.")


def _open_spellings(path: str | Path, script: str) -> Spellings:
    try:
        spellings = read_spellings(path)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise InputError(
            f"{path} has no spellings ({error!r}): give results/verse/{script}/spellings.json of the network's run."
        ) from error
    if spellings.script != script:
        raise InputError(
            f"{path} has the spellings of the script '{spellings.script}', but the network reads '{script}': "
            f"give results/verse/{script}/spellings.json of its run."
        )
    return spellings
