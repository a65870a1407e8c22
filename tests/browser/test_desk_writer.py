"""What a network does at the desk, without the page around it, in headless Chromium from disk."""

import re
from itertools import pairwise

import pytest
from made_up_verse import RHYMING, rhyming_words_of, spellings_of, text_of

from geetkar.corpus.transliteration.itrans import write_in_script
from geetkar.verse.rhymes import heard_line, rhyme_with

SONGWRITER, FORWARD, WORDS = "songwriter", "planned", "words"
FINISH = "const finish = (steps) => { for (;;) { const { done, value } = steps.next(); if (done) return value; } };"
OWN = "nadi kinaare galii"
FREE = "lstm_one_hot_plain"  # it writes whatever it likes, so that hardly a line rhymes
UNRHYMED = """
    const lines = ["nadi dil", null];
    const steps = desk.suggest({ verses: null, temperature: 0.8, seed: 1, lines, at: 1, rhyme: true });
"""
MORE = "finish(steps.goOn())"
AANAA = write_in_script(RHYMING[2], "roman").split()


def at_desk(page, name, script, *arguments):
    """Return what a script returns that has the desk of a network, and finishes generators."""
    page.execute_script("geetkar.choose(arguments[0], 10)", name)
    return page.execute_script(f"{FINISH} const desk = deskNow(); {script}", *arguments)


def draft(page, name, verses, kept, **asked):
    asked = {"verses": verses, "syllables": 10, "radif": None, "temperature": 0.8, "seed": 1, **asked}
    kept = [[number, line] for number, line in kept.items()]
    script = "return finish(desk.draft({ ...arguments[0], kept: new Map(arguments[1]) }));"
    return at_desk(page, name, script, asked, kept)


def suggest(page, name, verses, lines, at, **asked):
    asked = {
        "verses": verses,
        "syllables": 10,
        "radif": "",
        "temperature": 0.8,
        "seed": 1,
        "lines": lines,
        "at": at,
    } | asked
    script = "const steps = desk.suggest(arguments[0]); return [finish(steps), steps.tries];"
    return at_desk(page, name, script, asked)


def sound(line):
    return heard_line(map(spellings_of("roman").sounds, line.split()))


def rhyme(line, other):
    return rhyme_with([sound(line), sound(other)], 0, 1) is not None


def test_lines_before_a_kept_one_answer_it(page):
    lines = [line["text"] for line in draft(page, SONGWRITER, "aa xa", {3: OWN})]
    assert lines[3] == OWN and rhyme(lines[0], OWN) and rhyme(lines[1], OWN)


def test_lines_that_were_kept_are_a_person_s(page):
    assert [line["by"] for line in draft(page, SONGWRITER, "aa xa", {3: OWN})] == [*["network"] * 3, "person"]


def test_a_kept_refrain_returns_before_itself_too(page):
    lines = [line["text"] for line in draft(page, SONGWRITER, "Aa xA", {3: OWN})]
    assert lines[0] == OWN == lines[3]


def test_two_kept_lines_give_the_others_their_radif(page):
    kept = {0: "nadi kinaare aana hai", 1: "nadi kinaare jaana hai"}
    lines = [line["text"] for line in draft(page, SONGWRITER, "aa xa", kept)]
    assert lines[3].endswith(" hai") and lines[3].split()[-2] in AANAA


def test_a_line_of_one_s_own_without_the_radif_does_not_take_it_from_the_others(page):
    lines = [line["text"] for line in draft(page, SONGWRITER, "aa xa", {0: OWN}, radif="hai")]
    assert lines[0] == OWN and lines[1].endswith(" hai") and lines[3].endswith(" hai")


@pytest.mark.parametrize("name", [SONGWRITER, FORWARD, WORDS, "subwords", "backward", "letters"])
def test_a_song_without_a_form_has_whole_lines_and_keeps_those_that_are_given(name, page):
    lines = draft(page, name, None, {2: "raat"}, count=5)
    assert len(lines) == 5 and lines[2]["text"] == "raat" and all(line["text"].strip() for line in lines)


def test_verses_of_a_song_without_a_form_are_counted_one_by_one(page):
    verses = [line["verse"] for line in draft(page, WORDS, None, {}, count=20, temperature=1.5)]
    assert all(after - before in (0, 1) for before, after in pairwise(verses))


def test_other_first_lines_and_one_seed_make_other_songs(page):
    songs = [draft(page, "lstm_one_hot_plain", None, {0: first}, count=4)[1:] for first in ("raat", "diip")]
    assert songs[0] != songs[1]


def test_five_different_lines_that_rhyme_are_suggested(page):
    candidates, tries = suggest(page, SONGWRITER, "aa", [OWN, None], 1)
    texts = {each["text"] for each in candidates}
    assert len(texts) == 5 and tries <= 40
    assert all(each["whole"] and each["rhymes"] and rhyme(each["text"], OWN) for each in candidates)


def test_the_same_lines_are_suggested_again(page):
    assert suggest(page, SONGWRITER, "aa", [OWN, None], 1) == suggest(page, SONGWRITER, "aa", [OWN, None], 1)


def test_a_line_before_answers_one_that_is_written_after_it(page):
    candidates, _ = suggest(page, SONGWRITER, "aa", [None, OWN], 0)
    assert all(rhyme(each["text"], OWN) for each in candidates)


def test_the_line_that_is_there_is_not_suggested_again(page):
    (first, *_), _ = suggest(page, SONGWRITER, "aa", [OWN, None], 1)
    candidates, _ = suggest(page, SONGWRITER, "aa", [OWN, first["text"]], 1)
    assert first["text"] not in [each["text"] for each in candidates]


def test_a_network_that_cannot_rhyme_tries_forty_times_and_says_which_lines_do_not(page):
    candidates, tries = suggest(page, "lstm_one_hot_plain", None, ["raat kii qxz", None], 1, rhyme=True)
    assert tries == 40 and len(candidates) == 5 and not any(each["rhymes"] for each in candidates)


def test_more_tries_keep_the_nearest_lines(page):
    first, then, tries = at_desk(
        page, FREE, f"{UNRHYMED} const first = finish(steps); return [first, {MORE}, steps.tries]"
    )
    assert tries == 80 and then == first


def test_a_loosened_rhyme_asks_for_the_last_vowel_alone(page):
    script = f"{UNRHYMED} finish(steps); steps.loosen(); return [{MORE}, steps.endings]"
    candidates, endings = at_desk(page, FREE, script)
    assert endings == ["i…", "i…"] and all(each["rhymes"] for each in candidates)
    assert all(re.search(r"i[^aeiou]+$", each["text"]) for each in candidates)


def test_a_loosened_rhyme_is_looked_for_among_the_lines_that_are_there(page):
    script = f"{UNRHYMED} finish(steps); steps.loosen(); return [steps.found.length, steps.others.length, steps.tries]"
    found, others, tries = at_desk(page, FREE, script)
    assert found and others and tries == 40


def test_a_loosened_rhyme_gives_a_network_that_writes_from_the_end_more_words(page):
    asked = {"verses": "aa", "syllables": 10, "radif": "", "temperature": 0.8, "seed": 1, "at": 1}
    script = "return finish(desk.loosely.suggest(arguments[0])).map(({ text }) => text)"
    found = at_desk(page, SONGWRITER, script, asked | {"lines": ["nadi jin", None]})
    assert found and {line.split()[-1] for line in found} <= {"dil", "khil", "mil", "hil", "sil", "til"}


def test_a_line_that_is_taken_away_is_replaced_and_does_not_come_back(page):
    script = """
        const steps = desk.suggest(arguments[0]);
        const [first, ...others] = finish(steps);
        steps.drop(first.text);
        return [first, others, finish(steps.goOn())].map((each) => [each].flat().map(({ text }) => text));
    """
    asked = {"verses": "aa", "syllables": 10, "radif": "", "temperature": 0.8, "seed": 1, "lines": [OWN, None], "at": 1}
    (first,), others, after = at_desk(page, SONGWRITER, script, asked)
    assert after[:4] == others and len({first, *after}) == 6


@pytest.mark.parametrize(("name", "verses"), [(SONGWRITER, "aa"), (FORWARD, "aa"), (SONGWRITER, None)])
def test_a_line_is_read_with_the_probabilities_by_which_it_was_written(name, verses, page):
    script = """
        const asked = { verses: arguments[0], syllables: 10, radif: null, temperature: 0.2, seed: 1 };
        const [{ text, likelihood }] = finish(desk.suggest({ ...asked, lines: [arguments[1], null], at: 1 }));
        const places = finish(desk.read({ ...asked, lines: [arguments[1], text], written: [1] }));
        const start = places.length - text.length - 1; // of the line and its end
        const bits = places.slice(start).map(({ unit }, place) => {
            const { logits } = places[start + place - 1];
            return (logSumExp(logits) - logits[desk.vocabulary.number(unit)]) / Math.LN2;
        });
        return [likelihood, 2 ** (-bits.reduce((sum, each) => sum + each) / text.length)];
    """
    written, read = at_desk(page, name, script, verses, OWN)
    assert read == pytest.approx(written, rel=1e-9)


def test_a_backward_network_without_forms_rhymes_when_it_is_asked_to(page):
    candidates, _ = suggest(page, "backward", None, [OWN, None], 1, rhyme=True)
    assert candidates and all(each["rhymes"] for each in candidates)


def test_candidates_are_seen_while_they_are_written(page):
    asked = {"verses": "aa", "syllables": 10, "radif": "", "temperature": 0.8, "seed": 1, "lines": [OWN, None], "at": 1}
    script = """
        const steps = desk.suggest(arguments[0]);
        const isSeen = ({ text, whole }) => text && !whole;
        while (!steps.candidates.some(isSeen)) if (steps.next().done) return [];
        return steps.candidates;
    """
    assert len(at_desk(page, SONGWRITER, script, asked)) == 5


def test_a_form_that_cannot_be_read_is_refused_at_once(page):
    with pytest.raises(Exception, match="the form"):
        draft(page, SONGWRITER, "a?", {})


def test_rhymes_of_a_word_are_counted_and_the_most_frequent_come_first(page):
    found = at_desk(page, SONGWRITER, "return desk.rhymesOf('dil', 9)")
    counts = [each["count"] for each in found]
    assert {each["word"] for each in found} < set(rhyming_words_of("roman").words) and "dil" not in found
    assert counts == sorted(counts, reverse=True) and text_of("roman").split().count(found[0]["word"]) == counts[0]


def test_the_radif_of_two_lines_is_found(page):
    script = "return [['mil hai', 'dil hai'], ['mil', 'dil'], ['raat', 'dil']].map((lines) => desk.radifOf(...lines))"
    assert at_desk(page, SONGWRITER, script) == ["hai", "", None]


@pytest.mark.parametrize("name", [SONGWRITER, "songwriter_itrans", "backward_letters"])
def test_words_are_spelled_in_all_scripts_as_in_python(name, page):
    script = {"songwriter_itrans": "itrans", "backward_letters": "devanagari"}.get(name, "roman")
    words = [*dict.fromkeys(text_of(script).split()), "q", "a-b"]
    spell = "return arguments[0].map((word) => arguments[1].map((script) => desk.inScript(word, script)))"
    ours = at_desk(page, name, spell, words, ["roman", "itrans", "devanagari"])
    assert ours == [list(spellings_of(script).spell(word).values()) for word in words]


@pytest.mark.parametrize(
    ("name", "typed", "text"),
    [
        (SONGWRITER, "Nadi  KINAARE, dil!", "nadi kinaare dil"),
        (SONGWRITER, "नदी किनारे दिल है", "nadi kinaare dil hai"),
        (SONGWRITER, "nadii me.n dil", "nadi me dil"),
        (SONGWRITER, "nadee kinare", "nadi kinaare"),
        ("backward_letters", "Nadi kinaare dil", "नदी किनारे दिल"),
        ("backward_letters", "नदी, किनारे।", "नदी किनारे"),
        ("songwriter_itrans", "नदी", "nadii"),
        ("songwriter_itrans", "Nadi kinaare", "nadii kinaare"),
    ],
)
def test_typed_lines_are_read_in_the_script_of_the_network(name, typed, text, page):
    read = at_desk(page, name, "return desk.readTyped(arguments[0])", typed)
    assert (read["text"], read["readAs"]) == (text, text)


def test_a_line_that_is_typed_as_the_network_reads_it_is_not_said_to_be_read_otherwise(page):
    read = at_desk(page, SONGWRITER, "return desk.readTyped(' nadi kinaare ')")
    assert read == {"text": "nadi kinaare", "readAs": None, "unknown": [], "letters": []}


def test_near_words_are_named_for_an_unknown_one(page):
    read = at_desk(page, SONGWRITER, "return desk.readTyped('nadi kinaara')")
    assert read["unknown"] == [{"word": "kinaara", "nearest": ["kinaare"]}]


def test_unknown_letters_are_named_and_left_out(page):
    read = at_desk(page, SONGWRITER, "return desk.readTyped('nadi 7 ش')")
    assert read["text"] == "nadi" and read["letters"] == ["7", "ش"]


@pytest.mark.parametrize("typed", ["a" * 20_000, "a" * 39 + " " * 9000, "अ" * 9000, "ii." * 5000, ".n" * 5000])
def test_a_long_line_is_read_in_a_moment(typed, page):
    script = "const begun = performance.now(); desk.readTyped(arguments[0]); return performance.now() - begun"
    assert at_desk(page, SONGWRITER, script, typed) < 3000


def test_lines_of_training_songs_are_known_and_hardly_any_other(page):
    lines = [line for line in text_of("roman").split("\n") if len(line.split()) > 2]
    script = "return arguments[0].map((line) => desk.isCopied(line))"
    assert all(at_desk(page, SONGWRITER, script, lines))
    others = [f"{line} x{number}" for number, line in enumerate(lines * 9)]
    assert sum(at_desk(page, SONGWRITER, script, others)) <= 0.02 * len(others)


def test_words_of_no_training_song_are_new(page):
    assert at_desk(page, SONGWRITER, "return desk.newWords('nadi zyxu kinaare')") == ["zyxu"]
