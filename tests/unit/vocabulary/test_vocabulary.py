import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import Split
from tokenizers.trainers import BpeTrainer

from geetkar.vocabulary.encoding import describe_encoding, encode_text
from geetkar.vocabulary.units import (
    WORD_WITH_SPACE,
    join_units,
    learn_subwords,
    split_into_units,
    subword_splitter,
)
from geetkar.vocabulary.vectors import learn_vectors
from geetkar.vocabulary.vocabulary import UNKNOWN, UNKNOWN_MARK, build_vocabulary, keep_units, read_vocabulary
from geetkar.workflow.errors import InputError

words = st.text(alphabet="abkAN.\u0915\u093c", min_size=1, max_size=6)
lines = st.lists(words, max_size=5).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=6).map("\n".join)


@given(texts, st.sampled_from(["char", "word"]))
def test_units_join_to_the_text_that_was_split(text, unit):
    assert join_units(split_into_units(text, unit), unit) == text


@given(texts.filter(str.strip), st.sampled_from(["char", "word", "subword"]))
def test_a_known_text_is_decoded_to_itself(text, unit):
    vocabulary = build_vocabulary(text, "itrans", unit, limit=50)
    assert vocabulary.decode(vocabulary.encode(text)) == text


def test_units_are_numbered_by_falling_count_after_the_unknown_one():
    assert build_vocabulary("abbccc", "itrans", "char").units[1:] == ("c", "b", "a")


def test_a_rare_word_is_unknown():
    vocabulary = build_vocabulary("dil dil raat", "itrans", "word", min_count=2)
    assert vocabulary.encode("dil raat") == [1, UNKNOWN]


def test_the_limit_keeps_the_most_frequent_words():
    assert build_vocabulary("a b b c c c", "itrans", "word", limit=2).units[1:] == ("c", "b")


def test_characters_that_the_text_may_lack_are_numbered_last():
    assert build_vocabulary("abb", "itrans", "char", also="bcd").units[1:] == ("b", "a", "c", "d")


def test_characters_for_private_use_are_codes():
    assert build_vocabulary("ab", "itrans", "char", also="\ue000\ue010").codes == [3, 4]


def test_codes_are_no_characters_of_a_text():
    text = "\ue000\ue002\ue00bdil\n"
    vocabulary = build_vocabulary(text, "itrans", "char")
    described = describe_encoding(text, encode_text(text, vocabulary), vocabulary)
    assert (described["units"], described["characters"], described["unknown"]) == (7, 4, 0)


SONG = "dil ne dil se kahaa\nkahaa dil ne\n" * 9


def test_a_vocabulary_has_the_requested_number_of_subwords():
    assert len(build_vocabulary(SONG, "roman", "subword", limit=20)) == 21  # and the unknown one


def test_no_subword_is_longer_than_a_word_and_the_space_before_it():
    units = build_vocabulary(SONG, "roman", "subword", limit=100).units
    assert " dil" in units
    assert all("\n" not in unit and " " not in unit[1:] for unit in units if len(unit) > 1)


def test_a_text_is_split_into_the_subwords_learned_from_it():
    """Merges are derived from the units; those that the library itself learned must split the text in the same way."""
    units = learn_subwords(SONG, 40)
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = Split(Regex(WORD_WITH_SPACE), behavior="isolated")
    tokenizer.train_from_iterator([SONG], BpeTrainer(vocab_size=40, show_progress=False))
    assert subword_splitter([UNKNOWN_MARK, *units], UNKNOWN_MARK)(SONG) == tokenizer.encode(SONG).tokens


def test_each_subword_is_numbered_after_its_parts():
    units = learn_subwords(SONG, 60)
    for number, unit in enumerate(units):
        if len(unit) > 1:
            assert any({unit[:cut], unit[cut:]} <= set(units[:number]) for cut in range(1, len(unit)))


def test_a_character_in_no_subword_is_one_unknown_unit():
    vocabulary = build_vocabulary(SONG, "roman", "subword", limit=40)
    encoded = vocabulary.encode("dil Xx dil")
    assert encoded.count(UNKNOWN) == 2
    assert vocabulary.decode(encoded) == f"dil {UNKNOWN_MARK * 2} dil"


def test_an_unknown_character_among_subwords_costs_its_spelling():
    vocabulary = build_vocabulary(SONG, "roman", "subword", limit=40)
    characters = build_vocabulary(SONG, "roman", "char")
    assert vocabulary.spelling_nats("dil Xx") == characters.spelling_nats("dil Xx") > 0


def test_a_vocabulary_of_subwords_reads_back_as_it_was_written(tmp_path):
    vocabulary = build_vocabulary(SONG, "roman", "subword", limit=40)
    vocabulary.write_to(tmp_path / "v.json")
    assert read_vocabulary(tmp_path / "v.json").encode(SONG) == vocabulary.encode(SONG)


COMPANY = (
    "raam gaayaa raam naachaa shyaam gaayaa shyaam naachaa diip jalaa diip bujhaa baatii jalaa baatii bujhaa\n" * 20
)


def vectors_of(text, width):
    vocabulary = build_vocabulary(text, "roman", "word")
    return vocabulary, learn_vectors(encode_text(text, vocabulary), len(vocabulary), width)


def test_units_with_similar_neighbours_have_similar_vectors():
    text = "\n".join(["raam gaayaa", "shyaam gaayaa", "raam naachaa", "shyaam naachaa"] * 20)
    other = "\n".join(["diip jalaa", "baatii jalaa", "diip bujhaa", "baatii bujhaa"] * 20)
    vocabulary, vectors = vectors_of(f"{text}\n{'x ' * 20}\n{other}", 5)

    def nearness(one, two):
        one, two = (vectors[vocabulary.numbers[word]] for word in (one, two))
        return one @ two / np.linalg.norm(one) / np.linalg.norm(two)

    assert nearness("raam", "shyaam") > 0.9 > 0.3 > nearness("raam", "diip")


def test_vectors_have_a_row_for_each_unit_and_the_same_bytes_each_time():
    vocabulary, vectors = vectors_of(COMPANY, 4)
    assert vectors.shape == (len(vocabulary), 4)
    assert vectors.dtype == np.float32
    assert vectors_of(COMPANY, 4)[1].tobytes() == vectors.tobytes()


def test_vectors_wider_than_the_vocabulary_are_an_error_that_names_the_key():
    with pytest.raises(InputError, match="embedding_size"):
        vectors_of(COMPANY, 40)


def test_counts_of_the_vocabulary_add_up_to_the_text():
    text = "dil dil raat chaa.nd"
    assert sum(build_vocabulary(text, "itrans", "word", min_count=2).counts) == 4


def test_a_text_without_a_frequent_word_is_an_error_that_names_the_key():
    with pytest.raises(InputError, match="word_min_count"):
        build_vocabulary("a b c", "itrans", "word", min_count=2)


def test_a_vocabulary_reads_back_as_it_was_written(tmp_path):
    vocabulary = build_vocabulary("dil\nदिल dil", "devanagari", "word")
    vocabulary.write_to(tmp_path / "v.json")
    assert read_vocabulary(tmp_path / "v.json") == vocabulary


def test_a_damaged_vocabulary_is_an_error_that_names_the_file(tmp_path):
    (tmp_path / "v.json").write_text('{"units": 3}')
    with pytest.raises(InputError, match=r"v\.json"):
        read_vocabulary(tmp_path / "v.json")


def test_units_are_encoded_in_the_smallest_type_that_holds_their_numbers():
    letters = "".join(map(chr, range(1000, 1256)))
    vocabularies = [build_vocabulary(letters[:count], "itrans", "char") for count in (255, 256)]  # and the unknown unit
    types = {len(vocabulary): encode_text("abc", vocabulary).dtype for vocabulary in vocabularies}
    assert types == {256: np.uint8, 257: np.uint16}


def test_few_units_are_encoded_in_bytes():
    assert encode_text("abc", build_vocabulary("abc", "itrans", "char")).dtype == np.uint8


def test_spelling_a_known_text_costs_nothing():
    assert build_vocabulary("dil raat", "itrans", "word").spelling_nats("dil raat") == 0


def test_an_unknown_word_costs_its_letters_and_its_end():
    # Of 9 characters (and one count for unseen ones), a and b are 4 each and the space 1.
    vocabulary = build_vocabulary("aaaa bbbb", "itrans", "word")
    assert vocabulary.spelling_nats("ab") == pytest.approx(2 * np.log(10 / 4) + np.log(10 / 1))


def test_the_probabilities_of_all_spellings_sum_to_one():
    # The probabilities of letters, the word's end and unseen characters sum to 1.
    vocabulary = build_vocabulary("aaaa bbbb", "itrans", "word", min_count=1)
    price = vocabulary.spelling_nats
    letters = np.exp(-(price("ba") - price("b"))) + np.exp(-(price("bb") - price("b")))
    end = np.exp(-(price("b") - (price("ba") - price("a"))))
    assert letters + end < 1


def test_coverage_is_the_share_of_known_units():
    vocabulary = build_vocabulary("dil", "itrans", "word")
    text = "dil dil dil raat"
    assert describe_encoding(text, encode_text(text, vocabulary), vocabulary)["coverage"] == 0.75


@pytest.mark.parametrize("unit", ["char", "word", "subword"])
def test_kept_units_encode_a_text_as_their_own_vocabulary_does(unit):
    trained = build_vocabulary(SONG, "roman", unit, limit=20)
    kept = keep_units(trained.units, "dil ne rahaa\n", "roman", unit)
    assert kept.encode("dil ne rahaa\n") == trained.encode("dil ne rahaa\n")


def test_kept_units_are_counted_in_the_new_text():
    kept = keep_units((UNKNOWN_MARK, "a", "b", "c"), "abbq", "roman", "char")
    assert kept.counts == (1, 1, 2, 0)


def test_a_kept_vocabulary_spells_what_it_lacks_by_the_characters_of_the_new_text():
    kept = keep_units((UNKNOWN_MARK, "a"), "aaaq", "roman", "char")
    assert kept.spelling_nats("q") == pytest.approx(math.log(5))


@pytest.mark.parametrize(
    ("unit", "unknown"), [("char", ["z", "q", "z"]), ("word", ["zqz"]), ("subword", ["z", "q", "z"])]
)
def test_unknown_units_are_in_the_order_of_the_text(unit, unknown):
    assert build_vocabulary(SONG, "roman", unit, limit=20).unknown_units("dil zqz ne") == unknown
