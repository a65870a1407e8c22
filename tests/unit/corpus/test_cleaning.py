import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cleaning import RULES, clean
from geetkar.corpus.lyrics.lexer import GRAMMAR, read_tokens
from geetkar.corpus.lyrics.marks import KINDS
from geetkar.pages.corpus.draw import REASONS

ROOT = Path(__file__).parents[3]
LINE = "nadii kinaare baiThe rahe"
OTHERS = "raat suhaanii aa_ii thii\nsaath bahaare.n laa_ii thii"


def song(body, singers=("Meenakshi Rao", "Suraj")):
    return Song("1", singers=singers, body=body)


def cleaned(line, left_out=(), **fields):
    """Return the cleaned form of one line of a song."""
    lyrics = clean(song(f"{OTHERS}\n\n{line}", **fields), left_out)
    return "\n".join("\n".join(verse) for verse in lyrics.verses[1:])


def changed(body):
    return {change.rule: len(change.numbers) for change in clean(song(f"{OTHERS}\n{body}")).changes}


def test_a_line_is_cleaned_and_its_letters_kept():
    expected = {
        "dil me.n % (dil = heart)": "dil me.n",
        "chalo ##on sunday## chale.n": "chalo on sunday chale.n",
        "chalo ##on sunday": "chalo on sunday",
        "dil [music] bole": "dil bole",
        "dil <br> bole": "dil bole",
        r"bole re \threedots": "bole re",
        r"bole re \thredots": "bole re",
        "bole re ...": "bole re",
        r"( dil bole ) \-2": "dil bole",
        "dil bole -2": "dil bole",
        "2. dil bole": "dil bole",
        "(dil) bole": "dil bole",
        r"subah\-o\-shaam": "subah o shaam",
        "dil, bole; kyo.n? | haa.N!": "dil bole kyo.n haa.N",
        "dil M bole": "dil bole",  # a nasal alone, which roman does not write
        "dil bole. so jaa..": "dil bole so jaa",
        "dil <br> bole &amp; rahe": "dil bole rahe",
        "दिल bole": "dil bole",
        "dil #softly# bole": "dil softly bole",
        "re /threedots": "re",
        r"bole re \three dots": "bole re",
        "jal{}dii na{}ii ii{sh}var": "jaldii na_ii iishvar",
        r"diivaa{\threedots}naa {slowly} bole": "diivaanaa bole",
        r"{dil bole re} \-2": "dil bole re",
        "mich.r pav.rat haath.on me.n duu.rii": "mirch parvat haatho.n me.n duurii",
        "ta'arruf kah 'dil'": "ta_arruf kah dil",
        "dil bole (2)": "dil bole",
        "(dil bole)/2": "dil bole",
        "क्\u200dया bole": "kyaa bole",  # a joiner says how the letters are drawn
        "(dil bole) x 3": "dil bole",
        "dil bole 2 times": "dil bole",
        "dil.. bole": "dil bole",
        "ga.DhaDaa .Dar na_ii kR^ipaa": "ga.DhaDaa Dar na_ii kR^ipaa",
        "chaa.Nd hai.n pa.Dh ga.nj": "chaa.Nd hai.n pa.Dh ga.nj",
        "Thaa.Nv aur thaan": "Thaa.Nv aur thaan",
        "\tdil\t bole ": "dil bole",
        "प्यार dil": "pyaar dil",
        "дом dil": "dil",
    }
    assert {each: cleaned(each) for each in expected} == expected


@pytest.mark.parametrize(
    "cue",
    [
        "mii:",
        "mii \\:",
        "suuraj:",
        "Suraj : ",
        "ko:",
        "koras:",
        "dono.n:",
        "miinaa: ",
        "mii,su:",
        "mii-ko:",
        "mii aur su:",
        "(dono.n):",
        "m. raa.v:",
        "su \\;",
        "##Suraj##:",
        "##Suraj:##",
        "#Suraj :#",
        "- koras\n",
        "koras\n",
        "- suuraj\n",
    ],
)
def test_a_singers_cue_is_dropped(cue):
    singers = ("Mina Rao", "Suraj")
    assert cleaned(f"{cue} {LINE}", singers=singers) == LINE


def test_a_label_alone_on_its_line_is_a_cue():
    assert cleaned(f"raadhaa:\n{LINE}") == LINE


def test_a_sung_line_may_end_in_a_colon():
    assert cleaned(f"raadhaa ne kahaa:\n{LINE}") == f"raadhaa ne kahaa\n{LINE}"


def test_a_label_before_several_lines_is_a_cue():
    assert cleaned(f"raadhaa: {LINE}\nraadhaa: {LINE}") == f"{LINE}\n{LINE}"


@pytest.mark.parametrize(
    ("line", "sung"),
    [
        ("dil bole (su: haa.N)", "dil bole haa.N"),
        ("dil bole (kahaa: haa.N)", "dil bole kahaa haa.N"),
        ("dil bole re - koras", "dil bole re"),
        ("- haa.N haa.N", "haa.N haa.N"),
        ("- suuraj Dhal gayaa", "suuraj Dhal gayaa"),
        ("suuraj", "suuraj"),
        ("dil bole re suuraj", "dil bole re suuraj"),
        (r"raadhaa \: dil bole re", "dil bole re"),
    ],
)
def test_a_name_inside_a_line_or_without_colon_is_a_cue_if_it_is_certain(line, sung):
    assert cleaned(line, singers=("Mina Rao", "Suraj")) == sung


def test_a_word_of_the_song_keeps_its_place_before_a_colon():
    assert cleaned(f"kahataa: {LINE}") == f"kahataa {LINE}"


def test_english_over_several_lines_is_kept():
    assert cleaned("dil\n##one\ntwo##\nbole") == "dil\none\ntwo\nbole"


def test_every_rule_is_counted_by_the_lines_that_it_changed():
    assert changed("dil % heart\ndil\nbole % speaks")["comments"] == 2


def test_every_rule_says_what_it_does():
    assert all(rule.__doc__ for rule in RULES.values())


@pytest.mark.parametrize(
    ("rule", "line", "left"),
    [
        ("comments", "dil % bole", "dil bole"),
        ("english", "dil ##bole##", "dil bole"),
        ("notes", "dil [bole]", "dil bole"),
        ("devanagari", "dil प्यार", "dil"),
        ("cues", f"koras: {LINE}", f"koras {LINE}"),
    ],
)
def test_a_rule_can_be_left_out(rule, line, left):
    assert cleaned(line, left_out=[rule]) == left


def test_the_schema_names_every_rule():
    schema = yaml.safe_load((ROOT / "schemas/config.schema.yaml").read_text())
    assert schema["properties"]["corpus"]["properties"]["left_out_rules"]["items"]["enum"] == list(RULES)


def test_a_comment_between_lines_does_not_separate_verses():
    assert len(clean(song(f"{LINE}\n% a remark\n{LINE}")).verses) == 1


def test_a_line_with_its_translation_is_not_a_separate_verse():
    lines = [f"{LINE}\n% (in other words)\n\n" for _ in range(3)]
    lyrics = clean(song(f"{''.join(lines)}\n{''.join(lines)}"))
    assert [len(verse) for verse in lyrics.verses] == [3, 3]


@pytest.mark.parametrize("blank", ["", "%", "  \t"])
def test_a_blank_line_separates_verses(blank):
    assert len(clean(song(f"{LINE}\n{blank}\n{LINE}")).verses) == 2


@given(st.text(max_size=300))
def test_cleaned_lines_have_only_itrans_and_single_spaces(text):
    verses = clean(song(f"{LINE}\n{LINE}\n{text}")).verses
    lines = [line for verse in verses for line in verse]
    assert all(re.fullmatch(r"[A-Za-z.~^_]+( [A-Za-z.~^_]+)*", line) for line in lines)


@given(st.text(max_size=300))
def test_cleaning_keeps_the_lines_before(body):
    assert clean(song(f"{LINE}\n{LINE}\n\n{body}")).verses[0] == [LINE, LINE]


DOCUMENTATION = (ROOT / "docs/isb.md").read_text()


def test_the_documentation_has_the_rules_in_their_order():
    table = DOCUMENTATION.split("| rule | reads or takes out | mark |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == list(RULES)


TOKENS = DOCUMENTATION.split("`GRAMMAR` in `corpus/lyrics/lexer.py`")[1].split("```")[1]
TERMINALS = {
    symbol: rule for symbol, rule in re.findall(r"^(\w+) += (.*) ;", TOKENS, re.MULTILINE) if symbol != "blank"
}


def test_the_grammar_of_the_documentation_has_the_parts_of_the_lexer_in_their_order():
    assert list(TERMINALS) == list(GRAMMAR)


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text) for name, rule in TERMINALS.items() for text in re.findall(r'"([^"]+)"(?= [|;]|$)', rule)],
)
def test_the_lexer_reads_what_the_grammar_says(name, text):
    assert [token.kind for token in read_tokens(text)] == [name]


def test_the_grammar_uses_every_token():
    grammar = DOCUMENTATION.split("body       = ")[1].split("```")[0]
    assert [name for name in GRAMMAR if not re.search(rf"\b{name}\b", grammar)] == []


def test_the_documentation_has_every_kind_of_mark():
    assert [kind for kind in KINDS if f"`{kind}`" not in DOCUMENTATION] == []


def test_the_documentation_has_every_reason_of_a_rejection():
    sources = sorted((ROOT / "workflow_scripts/geetkar/corpus").rglob("*.py"))
    reasons = {reason for path in sources for reason in re.findall(r'Rejected\("(\w+)"', path.read_text())}
    table = DOCUMENTATION.split("| reason | the file |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == reasons
    assert reasons == set(REASONS)
