from dataclasses import replace

import numpy as np
import pytest
from made_up_networks import EvenNetwork, TextNetwork
from tiny_training import DISCOUNTS

from geetkar.memory.memory import memory_of_song
from geetkar.sampling.line_endings import Line
from geetkar.sampling.song_in_progress import SongInProgress
from geetkar.sampling.song_requests import SongRequest
from geetkar.sampling.song_writing import SongWriter
from geetkar.verse.arrangement import CODES, Arrangement, plan_text
from geetkar.verse.notation import parse_form
from geetkar.verse.obedience import obedience
from geetkar.verse.plans import plan_of
from geetkar.verse.rhyming_words import learn_rhyming_words
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.errors import InputError

sounds = Spellings("itrans").sounds
GEET, GHAZAL = "Aa bbaA ccaA", "aa xa xa xa"
WORDS = {
    "alii": "chalii Dhalii galii phalii kalii milii pilii hilii jalii",
    "il": "dil khil mil hil sil til bil",
    "aanaa": "aanaa jaanaa gaanaa khaanaa laanaa paanaa",
    "": "hai me.n kaa",
}
TEXT = "\n".join(f"{word} hai" for words in WORDS.values() for word in words.split()) + "\n"


@pytest.fixture(scope="module")
def rhymes():
    text = TEXT * 3
    return learn_rhyming_words("itrans", text.strip().split("\n"), plan_text(text, sounds), sounds)


@pytest.fixture(scope="module")
def vocabulary():
    return build_vocabulary(TEXT, "itrans", "char", also=CODES)


@pytest.fixture(scope="module")
def writer(vocabulary, rhymes):
    return SongWriter(TextNetwork(vocabulary), vocabulary, rhymes, sounds, "backward")


@pytest.fixture(scope="module")
def remembering(vocabulary, rhymes):
    """Return a writer whose network has a memory."""
    memory = memory_of_song(vocabulary.units, DISCOUNTS)
    return SongWriter(TextNetwork(vocabulary, memory), vocabulary, rhymes, sounds, "backward")


def request(form=GEET, seed=1, temperature=1.0, radif=None, first_line=None, syllables=12):
    return SongRequest(parse_form(form, syllables, radif), temperature, seed, radif, first_line)


def lines_of(sample):
    return [line for line in sample.text.split("\n") if line]


@pytest.mark.parametrize("radif", [None, "", "me.n hai"])
@pytest.mark.parametrize("form", [GEET, "aaaaaaaaaa", "Aa A2bBb A2aA"])
def test_rhymes_radifs_and_refrains_are_as_planned(form, radif, writer):
    asked = request(form, radif=radif if "a" in form.lower() else None)
    (sample,) = writer.write([asked])
    kept = obedience(asked.plan, lines_of(sample), sounds)
    assert all(kept[name][0] == kept[name][1] for name in ("rhyme", "radif", "refrain"))


def test_the_lines_of_a_letter_end_in_the_given_radif(writer):
    (sample,) = writer.write([request(GHAZAL, radif="me.n hai")])
    rhyming = [line for line, planned in zip(lines_of(sample), parse_form(GHAZAL), strict=True) if planned.rhyme == "a"]
    assert all(line.endswith(" me.n hai") for line in rhyming)


def test_a_song_begins_with_its_first_line(writer):
    (sample,) = writer.write([request(first_line="dil kii galii me.n chalii")])
    assert lines_of(sample)[0] == "dil kii galii me.n chalii"
    assert lines_of(sample)[-1] == "dil kii galii me.n chalii"


def test_verses_are_separated_by_a_blank_line(writer):
    (sample,) = writer.write([request("ab cc")])
    assert [bool(line) for line in sample.text.split("\n")] == [True, True, False, True, True, False]


def test_plans_of_people_are_kept(writer):
    verses = [
        ["nadii me.n dil", "naav chalii hai", "phuul khil"],
        ["shaam Dhalii hai", "nadii me.n dil", "havaa galii hai"],
    ]
    plan = plan_of(verses, sounds)
    (sample,) = writer.write([SongRequest(plan, 1.0, 1)])
    kept = obedience(plan, lines_of(sample), sounds)
    assert all(kept[name][0] == kept[name][1] for name in ("rhyme", "radif", "refrain"))


def test_the_same_request_gives_the_same_song(writer):
    first, second = writer.write([request(), request()])
    assert first.text == second.text


def test_a_song_does_not_depend_on_the_others(writer):
    (alone,) = writer.write([request(seed=7)])
    others = [request(GHAZAL, seed=2, temperature=0.5), request("aa", radif="hai")]
    assert writer.write([*others, request(seed=7)])[-1] == alone


def test_a_song_does_not_depend_on_its_batch(writer, monkeypatch):
    asked = [request(seed=seed) for seed in range(3)]
    together = writer.write(asked)
    monkeypatch.setattr("geetkar.sampling.song_writing.TOGETHER", 1)
    assert writer.write(asked) == together


def test_a_song_of_a_network_with_a_memory_does_not_depend_on_the_others(remembering):
    (alone,) = remembering.write([request("aa", seed=7)])
    assert remembering.write([request("x x", seed=2), request("aa", seed=7)])[-1] == alone


def test_other_seeds_write_other_songs(writer):
    first, second = writer.write([request(seed=1), request(seed=2)])
    assert first.text != second.text


def test_the_network_reads_each_song_as_it_is_trained_on(vocabulary, rhymes):
    """The state of a network is that after the text that it has read, so its last reading shows all."""

    class Recorder(EvenNetwork):
        def compute(self, units, arrays, rows=None):
            read = [*arrays[0][0, 0], *units[:, 0]] if units.shape[1] == 1 else [0]
            self.longest = read if units.shape[1] == 1 else self.longest
            logits, _ = super().compute(units, arrays)
            return logits, (np.array(read, np.float32).reshape(1, 1, -1).repeat(units.shape[1], axis=1),)

        def zeros(self, batch):
            return (np.zeros((1, batch, 0), np.float32),)

    network = Recorder(vocabulary)
    (sample,) = SongWriter(network, vocabulary, rhymes, sounds, "backward").write([request("Aa xAx")])
    read = vocabulary.decode([int(unit) for unit in network.longest])
    arrangement = Arrangement("backward", sounds)
    assert arrangement.restore(read).strip() == "\n".join(sample.text.rstrip().split("\n")[:-1]).strip()
    assert read.startswith("\n\n\n") and sum(letter in CODES for letter in read) == 4 * 5


def test_a_forward_network_writes_lines_forward(vocabulary, rhymes):
    writer = SongWriter(TextNetwork(vocabulary), vocabulary, rhymes, sounds, "forward")
    (sample,) = writer.write([request(first_line="dil kii galii me.n chalii")])
    assert len(lines_of(sample)) == len(GEET.replace(" ", "")) and lines_of(sample)[-1] == lines_of(sample)[0]


def test_at_a_low_temperature_all_seeds_write_the_same_song(writer):
    first, second = writer.write([request("xx", seed=seed, temperature=1e-9) for seed in (1, 2)])
    assert first.text == second.text


def test_one_unit_to_choose_from_is_a_low_temperature(writer):
    cold = writer.write([request("xx", temperature=1e-9)])[0].text
    assert writer.write([request("xx")], top_k=1)[0].text == writer.write([request("xx")], top_p=1e-9)[0].text == cold


def test_the_price_of_even_choices_is_that_of_the_letters_that_are_not_allowed(vocabulary, rhymes):
    writer = SongWriter(EvenNetwork(vocabulary), vocabulary, rhymes, sounds, "backward")
    (free,), (tied,) = writer.write([request("x")]), writer.write([request("aa")])
    assert 0 < free.price < tied.price
    assert free.bits == pytest.approx(np.log2(len(vocabulary)))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"form": "aa", "radif": "haiΩ"}, r"`radif` 'haiΩ': the network does not know the letter 'Ω'"),
        ({"first_line": "dil Ω"}, r"`first_line` 'dil Ω': the network does not know the letter 'Ω'"),
        ({"first_line": " "}, r"`first_line` has no words"),
        ({"first_line": "kaap"}, r"`first_line` 'kaap': fewer than 3 words .* rhyme with 'kaap'"),
        ({"first_line": "dil", "radif": "hai"}, r"`first_line` 'dil' does not end in the radif 'hai'"),
        ({"first_line": "hai", "radif": "hai"}, r"`first_line` 'hai': fewer than 3 words"),
    ],
)
def test_a_request_that_cannot_be_fulfilled_is_refused(asked, message, writer):
    with pytest.raises(InputError, match=message):
        writer.write([request(), request(**asked)])


def test_a_rhyme_without_words_is_refused(vocabulary, rhymes):
    few = replace(rhymes, words={"dil": ("d", "i", "l")})
    writer = SongWriter(EvenNetwork(vocabulary), vocabulary, few, sounds, "backward")
    with pytest.raises(InputError, match="the form needs 3 words that rhyme with another"):
        writer.write([request("aa")])


def line(words, price):
    written = Line(frozenset("abcdefghijklmnopqrstuvwxyz"))
    for letter in f"{words}\n":
        written.write(letter)
    written.price = price
    return written


def share_taken(candidates, wanted, rhymes):
    """Return how often one of some candidates is taken as the first line of a song."""
    songs = [SongInProgress(request("x", seed=seed, syllables=3), rhymes, sounds, {}.get) for seed in range(1000)]
    return sum(song.take(candidates) == wanted for song in songs) / len(songs)


def test_candidates_are_taken_by_the_probability_of_what_the_plan_allowed(rhymes):
    share = share_taken([line("dil", 1.0), line("til", 3.0), line("mil", 1.0)], "til", rhymes)
    assert share == pytest.approx(1 / 9, abs=0.03)


def test_a_candidate_that_is_further_from_the_plan_is_not_taken(rhymes):
    assert share_taken([line("dil", 9.0), line("khiltaa galii me.n", 0.0)], "dil", rhymes) == 1


def test_improbable_candidates_are_compared_too(rhymes):
    assert share_taken([line("dil", 1e6), line("til", 1e6 + 30)], "dil", rhymes) == 1
