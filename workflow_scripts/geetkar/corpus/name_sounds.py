"""Compare names by how they sound: `Geeta`, `Gita` and ITRANS `giitaa` are one name.

A name is spelled in English letters by habit, without rules. `sound_of` undoes the habits that never distinguish two
names; `loose_sound_of` undoes more of them, and is only for names that are long enough to be told apart by the rest.
"""

import re
import unicodedata
from functools import lru_cache

from geetkar.corpus.transliteration.normal_form import normalize

VOWEL, CONSONANT = "[aeiou]", "[b-df-hj-np-tv-z]"
ABBREVIATIONS = [(r"\b(?:m[aou]h[aeo]m+[aeo]d|mohd|md)\b", "mohamad"), (r"\bpandit\b", "pt")]
SPELLINGS = [
    (r"ee|ii|ea", "i"),
    (r"oo|uu", "u"),
    (r"([a-z])\1+", r"\1"),
    (r"w", "v"),
    (r"q", "k"),
    (r"ph", "f"),
    (r"x|kh?sh", "ks"),
    (r"aiy(?=[aeiou])", "ay"),  # Khaiyyam, Khayyam
    (r"a[iy]+(?![aeiouy])|e[iy]+\b|ei", "e"),  # Dey, De, Day
    (r"au|ou|[ao]v(?=[^aeiouy ])", "o"),
    (r"y\b", "i"),
    (rf"(?<=[a-z]{{2}}{CONSONANT})e\b", ""),  # Kishore
]
LOOSE_SPELLINGS = [
    (r"(?<=[kgcjtdbs])h", ""),
    (r"h(?=m)", ""),
    (r"(?<=[a-z]{2})nd(?:ra|[ae]r)\b", "ndr"),  # Rajinder, Rajindra
    (r"[ei](?=nd)", "i"),
    (r"e(?=[hr])", "a"),
    (r"e(?=[dn]\b)", "a"),
    (r"u", "o"),
    (r"[ao](?=ri\b)", ""),  # Chaudhary, Choudhury
    (r"(?<=n)[iy]+am\b", "am"),
    (rf"(?<={VOWEL}{CONSONANT})[ae](?={CONSONANT}{VOWEL})", ""),  # Sapana, Sapna; Wadekar, Wadkar
    (r"ks[aeo]?n", "ksn"),
]
FEWEST_CONSONANTS = 5  # of names that may be compared loosely


@lru_cache(50_000)
def sound_of(name: str) -> str:
    """Return the sound of a name, word by word; a name in another script than Latin only loses its capitals."""
    folded = normalize(name.casefold(), "NFKD")
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    if not letters.isascii():
        return " ".join(name.casefold().split())
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", letters.replace("'", "")).split())
    return _respelled(words, ABBREVIATIONS + SPELLINGS)


@lru_cache(50_000)
def loose_sound_of(name: str) -> str:
    """Return the loose sound of a name; nothing if it is a single word or has too few consonants."""
    sound = _respelled(sound_of(name), LOOSE_SPELLINGS)
    return sound if " " in sound and len(re.findall(CONSONANT, sound)) >= FEWEST_CONSONANTS else ""


def _respelled(text: str, spellings: list[tuple[str, str]]) -> str:
    for pattern, spelling in spellings:
        text = re.sub(pattern, spelling, text)
    return text
