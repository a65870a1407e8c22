"""The playground's songs to plans, in headless Chromium from disk, compared with Python's."""

import pytest
from made_up_playground import MODELS, network_as_packed, origin_of, vocabulary_of
from made_up_verse import RHYMING, rhyming_words_of, spellings_of, text_of

from geetkar.corpus.transliteration.itrans import write_in_script
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.song_requests import SongRequest
from geetkar.sampling.song_writing import SongWriter
from geetkar.verse.notation import parse_form
from geetkar.workflow.errors import InputError

PLANNED = {model["name"]: model for model in MODELS if model["plans"]}
SONGWRITER = "songwriter"
GEET, GHAZAL = "Aa bbaA ccaA", "aa xa xa xa"


def write_in_python(model, verses, syllables, radif, first_line, temperature, seed, **limits):
    """Return the song that Python writes with the weights of the page."""
    script = model["script"]
    network = OnnxNetwork(convert_to_onnx(network_as_packed(model).state_dict(), origin_of(model, 10)))
    rhymes, sounds = rhyming_words_of(script), spellings_of(script).sounds
    writer = SongWriter(network, vocabulary_of(model), rhymes, sounds, model["line_order"])
    request = SongRequest(parse_form(verses, syllables, radif), temperature, seed, radif, first_line)
    return writer.write([request], **limits)[0].text


def write_on_page(page, model, verses, syllables, radif, first_line, temperature, seed, top_k=None, top_p=None):
    page.execute_script("geetkar.choose(arguments[0], 10)", model["name"])
    request = {"verses": verses, "syllables": syllables, "radif": radif, "firstLine": first_line}
    request |= {"temperature": temperature, "seed": seed, "topK": top_k, "topP": top_p}
    return page.execute_script("return geetkar.writeForm(arguments[0])", request)


def both(page, name, verses, radif=None, first_line=None, temperature=0.8, seed=1, syllables=10, **limits):
    """Return the song of the page and that of Python; the radif and the first line are in ITRANS."""
    model = PLANNED[name]
    radif, first_line = (text and write_in_script(text, model["script"]) for text in (radif, first_line))
    asked = (model, verses, syllables, radif, first_line, temperature, seed)
    return write_on_page(page, *asked, **limits), write_in_python(*asked, **limits)


@pytest.mark.parametrize("seed", [1, 2, 3, 2**40 + 4])
@pytest.mark.parametrize("name", PLANNED)
def test_the_page_writes_the_songs_of_python(name, seed, page):
    ours, theirs = both(page, name, GEET, seed=seed)
    assert ours == theirs


@pytest.mark.parametrize(
    ("verses", "radif", "first_line"),
    [
        (GHAZAL, "hai", None),
        (GHAZAL, "me.n hai", "nadii kinaare dil me.n hai"),
        (GHAZAL, "", "nadii kinaare galii"),
        ("aaaaaa", None, "nadii kinaare chalii"),
        ("Aa A2bBb A2aA X xX", None, None),
        (GEET, None, "nadii chalii"),
    ],
)
@pytest.mark.parametrize("name", [SONGWRITER, "planned"])
def test_radifs_and_first_lines_are_kept_as_in_python(name, verses, radif, first_line, page):
    ours, theirs = both(page, name, verses, radif, first_line)
    assert ours == theirs


@pytest.mark.parametrize("temperature", [0.1, 0.5, 1.5])
def test_songs_are_as_in_python_at_each_temperature(temperature, page):
    ours, theirs = both(page, SONGWRITER, GEET, temperature=temperature)
    assert ours == theirs


@pytest.mark.parametrize("limits", [{"top_k": 3}, {"top_p": 0.6}, {"top_k": 8, "top_p": 0.8}])
def test_only_the_likeliest_letters_are_written_as_in_python(limits, page):
    ours, theirs = both(page, SONGWRITER, GEET, **limits)
    assert ours == theirs


@pytest.mark.parametrize("syllables", [1, 6, 40])
def test_lines_are_as_long_as_in_python(syllables, page):
    ours, theirs = both(page, SONGWRITER, "aabb", syllables=syllables)
    assert ours == theirs


@pytest.mark.parametrize(
    ("verses", "radif", "first_line"),
    [
        ("", None, None),
        ("a?a", None, None),
        ("a 2", None, None),
        ("aकa", None, None),
        ("xxb xx xx xx b", None, None),
        ("bb", "hai", None),
        ("aa", "hai!", None),
        ("aa", None, "हम"),
        ("aa", None, " "),
        ("aa", "hai", "nadii kinaare"),
        ("aa", "", "nadii kinaare hai"),
        ("xaa", None, "it's q"),
    ],
)
def test_what_cannot_be_written_is_refused_as_in_python(verses, radif, first_line, page):
    asked = (PLANNED[SONGWRITER], verses, 10, radif, first_line, 0.8, 1)
    with pytest.raises(InputError) as refused:
        write_in_python(*asked)
    with pytest.raises(Exception, match="javascript error: ") as ours:
        write_on_page(page, *asked)
    assert str(refused.value) in str(ours.value)


SPELLED = {  # known words, made-up ones, and signs that are no letters
    "roman": ["nadi", "karna", "khilkar", "rangoli", "chaand", "satya", "q", "dil-ruba", "a\ufffdb", "zzz"],
    "itrans": ["nadii", "ban_kar", "jal_dii", "ka~NganaA", "dnYaan", "OM", "Raat", "mera", "kR^iShNa", ".Daalii", "-"],
    "devanagari": ["नदी", "कृष्ण", "ज्ञान", "डॉक्टर", "ॐ", "हूँ", "बादल।", "hello", "ज़िंदगी"],
}


@pytest.mark.parametrize("name", [SONGWRITER, "songwriter_itrans", "backward_letters"])
def test_words_sound_as_in_python(name, page):
    script = PLANNED[name]["script"]
    words = [*SPELLED[script], *dict.fromkeys(text_of(script).split())]
    page.execute_script("geetkar.choose(arguments[0], 10)", name)
    ours = page.execute_script("return geetkar.sounds(arguments[0])", words)
    assert ours == [list(spellings_of(script).sounds(word)) for word in words]


def test_candidates_of_a_line_answer_a_line_of_one_s_own(page):
    page.execute_script("geetkar.choose(arguments[0], 10)", SONGWRITER)
    candidates = page.execute_script(
        """
        const finish = (steps) => { for (;;) { const { done, value } = steps.next(); if (done) return value; } };
        const request = { plan: parseForm("aa", 8, ""), temperature: 0.8, seed: 1, radif: "", firstLine: null };
        const song = openWriter().begin({ ...request, topK: null, topP: null });
        finish(song.add(arguments[0]));
        return finish(song.candidates(5)).map(({ line }) => line.text);
        """,
        "nadi kinare galii",
    )
    words = write_in_script(RHYMING[0], "roman").split()
    assert len(candidates) == 5 and all(candidate.split()[-1] in words for candidate in candidates)
