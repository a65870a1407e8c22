"""Let a trained network with plans write songs, and measure them next to people's."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarking.marked_obedience import count_by_marks
from benchmarking.preset_training import LENGTH
from geetkar.corpus.song_text import SONG_BREAK, read_songs
from geetkar.evaluation.judge import TEXT, judge, pairs, tell_apart
from geetkar.evaluation.judged_features import Phrases, Song, opening
from geetkar.evaluation.measure_groups import measure_songs
from geetkar.evaluation.qafia_variety import compare_variety, qafia_of
from geetkar.evaluation.training_songs import TrainingSongs
from geetkar.sampling.forms import write_forms
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.song_plans import Plan, write_like_people
from geetkar.sampling.song_writing import SongWriter
from geetkar.verse.notation import Form
from geetkar.verse.rhyming_words import RhymingWords
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.vocabulary import Vocabulary

TEMPERATURES = (0.7, 0.8, 0.9)  # of the songs to people's plans
MOST_SONGS = 300  # to people's plans, of as many as are held out
FORM_TEMPERATURE = 0.8
FORM_SONGS = 200  # of each form
WHOLE = 100_000  # characters, more than a song has


def _form(name: str, verses: str | None, radif: str | None = None) -> Form:
    return Form(name=name, verses=verses, syllables=12, radif=radif, first_line=None)


FORMS = (
    _form("geet `Aa bbaA ccaA ddaA`", "Aa bbaA ccaA ddaA"),
    _form("ghazal `aa xa xa xa xa`, radif `hai`", "aa xa xa xa xa", radif="hai"),
    _form("ghazal `aa xa xa xa xa`, its own radif", "aa xa xa xa xa"),
    _form("like people", None),
)


class People(NamedTuple):
    """What networks' songs are compared with: people's held-out songs, and the training songs."""

    held_out: Sequence[str]
    phrases: Phrases
    known: TrainingSongs
    spellings: Spellings

    def openings(self, length: int) -> list[Song]:
        """Return the complete lines among the first characters of each held-out song, as the judge reads them."""
        return [opening(text.strip("\n") + SONG_BREAK, length) for text in self.held_out]

    def measure(self, songs: Sequence[Song]) -> dict:
        """Return the measures of some songs."""
        return measure_songs(songs, self.known, self.spellings)

    def qafia(self, texts: Sequence[str]) -> list[str]:
        """Return the qafia of the rhymes of some songs."""
        return [qafia for text in texts for qafia in qafia_of(text, self.spellings.sounds)]


def read_people(held_out: Sequence[str | Path], train: str | Path, known: TrainingSongs, spelled: Spellings) -> People:
    """Read people's songs from the texts of their splits."""
    return People(list(read_songs(held_out)), Phrases.of(Path(train).read_text(encoding="utf-8")), known, spelled)


def open_writer(network: OnnxNetwork, rhymes: RhymingWords, spellings: Spellings) -> SongWriter:
    """Return a network as a writer of songs."""
    vocabulary = Vocabulary(network.model.script, network.model.unit, network.units, counts=(), characters={})
    return SongWriter(network, vocabulary, rhymes, spellings.sounds, network.model.line_order)


def measure_writer(writer: SongWriter, plans: Sequence[Plan], people: People) -> dict:
    """Return the measures of people's held-out songs, of songs to plans of training songs, and of forms, as JSON."""
    return {
        "people": people.measure(people.openings(LENGTH)),
        "whole_people": people.measure(people.openings(WHOLE)),
        "like_people": {
            str(temperature): measure_like_people(writer, plans, temperature, people) for temperature in TEMPERATURES
        },
        "forms": measure_forms(writer, plans, people),
    }


def measure_like_people(writer: SongWriter, plans: Sequence[Plan], temperature: float, people: People) -> dict:
    """Return the measures of songs to plans of training songs, and how well they are told from people's, as JSON.

    `without_letters` is the judge of two lines by its features alone.
    """
    seeds = range(1, min(len(people.held_out), MOST_SONGS) + 1)
    texts = [song.text for song in write_like_people(writer, plans, temperature, seeds, LENGTH)]
    network, others = [opening(text, LENGTH) for text in texts], people.openings(LENGTH)
    described = (
        pairs([song for song in songs if song], people.phrases, people.spellings).drop(columns=TEXT)
        for songs in (network, others)
    )
    return {
        "measures": people.measure(network),
        "judge": judge(network, others, people.phrases, people.spellings),
        "without_letters": tell_apart(*described),
        "qafia": compare_variety(people.qafia(texts), people.qafia(people.held_out)),
        "texts": texts,
    }


def measure_forms(writer: SongWriter, plans: Sequence[Plan], people: People) -> list[dict]:
    """Return how far the songs of each form keep to it, by the decoder's count and by the marks, as JSON.

    What is copied is that of whole songs, people's as well.
    """
    measured = []
    for form in write_forms(writer, FORMS, [FORM_TEMPERATURE], range(1, FORM_SONGS + 1), plans):
        texts = [song["text"] for song in form["songs"]]
        whole = [opening(text, WHOLE) for text in texts]
        measured.append(
            {
                **{key: form[key] for key in ("name", "kept", "bits", "price")},
                "kept_by_marks": count_by_marks(form["songs"], people.spellings.sounds),
                "measures": people.measure(whole),
                "qafia": compare_variety(people.qafia(texts), people.qafia(people.held_out)),
                "texts": texts,
            }
        )
    return measured
