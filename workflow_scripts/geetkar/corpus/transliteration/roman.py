"""Read casual roman, as people type Hindi: guess the ITRANS of a word.

Roman leaves out the length of many vowels, silent schwas, dots and nasals, so it cannot be read with certainty. The
words of `known_words.txt`, those of the demo's songs and other frequent ones, are known; others are read by rules.
docs/itrans.md has the shares of words that are read correctly.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from geetkar.corpus.transliteration.itrans import WORDS_REMEMBERED, canonical, to_roman

WORDS = Path(__file__).with_name("known_words.txt")  # in ITRANS, the more frequent ones first

# Words that people often type in another way than `to_roman` writes them.
TYPED = {
    "mein": "me.n", "men": "me.n", "hun": "huu.N", "nahi": "nahii.n", "kyon": "kyo.n", "kyun": "kyuu.N",
    "yun": "yuu.N", "han": "haa.N", "kahi": "kahii.n", "or": "aur", "voh": "vo", "yeh": "ye", "na": "na",
}  # fmt: skip

SPOKEN_E = re.compile("(?<=[^aeiou])eh(?=[^aeiouh])")  # `kehna` is `kahanaa`, as it is pronounced
LAST_VOWEL = re.compile("(?<!a)a$|(?:(?<![ai])|(?<=aa))i$|(?:(?<![au])|(?<=aa))u$")  # a short one
# `karna` is `karanaa` and `hamko` is `hamako`, but `rasta` is `raastaa`: places of a schwa that is not spoken.
BEFORE_ENDING = re.compile(
    "(?<=[aeiou][b-df-hj-mp-rtvwyz])(?=[nt][aie]$)"
    "|(?<=[aeiou][b-df-hj-mp-tvwyz])(?=(?:k[aieo]|se|kar)$)"
    "|(?<=[aeiou][kgcjtdpbs]h)(?=(?:[nt][aie]|k[aieo]|se|kar)$)"
)
NASALS = (
    (re.compile("(?<=aa)n(?=[b-df-hj-mp-tv-z])"), ".N"),  # `chaand` is `chaa.Nd`
    (re.compile("(?<=[aeiou])n(?=[kg])"), ".n"),  # `rang` is `ra.ng`
)
TYPED_ENDINGS = (  # `to_roman` does not write these nasals
    (re.compile("oon$"), "uu.N"),  # `karoon` is `karuu.N`
    (re.compile("on$"), "o.n"),  # `baaton` is `baato.n`
    (re.compile("ei?n$"), "e.n"),  # `aankhein` is `aa.Nkhe.n`
)


@lru_cache(WORDS_REMEMBERED)
def from_roman(word: str) -> str:
    """Return the canonical ITRANS of a word in casual roman: `Karna` is `karanaa`.

    A known word may be typed with a short `a` for a long one, as in `pyar` for `pyaar`, but not the other way round.
    """
    word = word.lower()
    known, similar = _known_words()
    if word not in known:
        word = SPOKEN_E.sub("ah", word)
    typed = word.replace("w", "v")
    for long, short in (("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u")):  # as `to_roman` writes them
        typed = typed.replace(long, short)
    if typed in known:
        return known[typed]
    found = similar.get(typed.replace("aa", "a"), "")
    if found.count("aa") > typed.count("aa"):
        return found
    for ending, sign in TYPED_ENDINGS:
        word = ending.sub(sign, word)
    return guess_itrans(word)


def guess_itrans(word: str) -> str:
    """Read a word that `to_roman` wrote, and that is not known, by rules.

    They add the length of a last vowel, schwas before endings, and nasals before consonants: `karna` is `karanaa`.
    """
    word = BEFORE_ENDING.sub("a", word)
    for nasal, sign in NASALS:
        word = nasal.sub(sign, word)
    return canonical(LAST_VOWEL.sub(lambda vowel: 2 * vowel.group(), word))


@cache
def _known_words() -> tuple[dict[str, str], dict[str, str]]:
    """Return the known words by their roman, and by their roman with a short `a` only; the more frequent one counts."""
    words = {to_roman(word): canonical(word) for word in reversed(WORDS.read_text(encoding="utf-8").split())}
    return words | TYPED, {typed.replace("aa", "a"): word for typed, word in words.items()}
