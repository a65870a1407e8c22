"""Pack what the playground needs to write songs: how words sound, the words that rhyme, forms, and schemes."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from geetkar.corpus.transliteration import itrans, letters, roman, schwas, scripts
from geetkar.corpus.transliteration.certain_words import ENDING_IN_AA, WITH_CONJUNCT
from geetkar.sampling.prime_texts import primes_in_script
from geetkar.verse.notation import Form
from geetkar.verse.plans import PlannedLine, write_form
from geetkar.verse.rhyming_words import RhymingWords
from geetkar.verse.spellings import PIECES, Spellings

SCHEMES = 40  # of people's songs
LONGEST_SCHEME = 40  # lines
LONG_AND_SHORT = [("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u")]  # as `roman.from_roman` has them


def reading_tables() -> dict:
    """Return the tables and patterns by which the page reads and writes ITRANS, roman and Devanagari, as JSON."""
    return {
        "sound": letters.SOUND.pattern,
        "spellings": letters.SPELLINGS,
        "letters": sorted(letters.LETTERS),
        "vowels": sorted(letters.VOWEL_SOUNDS),
        "consonants": sorted(letters.CONSONANT_SOUNDS),
        "wholeWords": list(letters.WHOLE_WORDS.items()),
        "capitalAtStart": itrans.CAPITAL_AT_START.pattern,
        "homorganic": {nasal: sorted(stops) for nasal, stops in itrans.HOMORGANIC.items()},
        "syllableNasals": sorted(itrans.SYLLABLE_NASALS),
        "neverFirst": sorted(itrans.NEVER_FIRST),
        "plainAtStart": itrans.PLAIN_AT_START,
        "conjuncts": {" ".join(apart): joined for apart, joined in itrans.CONJUNCTS.items()},
        "future": sorted(map(" ".join, itrans.FUTURE)),
        "aboveTheLine": sorted(itrans.ABOVE_THE_LINE),
        "aboveTheLineAlone": sorted(itrans.ABOVE_THE_LINE_ALONE),
        "spokenWithSchwa": sorted(map(" ".join, schwas.SPOKEN_WITH_SCHWA)),
        "endingInAa": sorted(ENDING_IN_AA),
        "withConjunct": sorted(WITH_CONJUNCT),
        "guesses": [
            (roman.BEFORE_ENDING.pattern, "a"),
            *((nasal.pattern, sign) for nasal, sign in roman.NASALS),
            (roman.LAST_VOWEL.pattern, "$&$&"),
        ],
        "devanagariLetter": itrans.DEVANAGARI_LETTER.pattern,
        "devanagariSounds": itrans.DEVANAGARI_SOUNDS,
        "vowelSigns": itrans.VOWEL_SIGNS,
        "virama": itrans.VIRAMA,
        "om": itrans.OM,
        "openO": list(itrans.OPEN_O.items()),
        "romanOf": itrans.ROMAN,
        "nasals": sorted(itrans.NASALS),
        "labials": sorted(itrans.LABIALS),
        "nasalHeardAfter": sorted(itrans.NASAL_HEARD_AFTER),
        "schwaEndings": sorted(map(" ".join, schwas.ENDINGS)),
        "longestEnding": schwas.LONGEST_ENDING,
        "shortVowels": sorted(schwas.SHORT_VOWELS),
        "fullStopsAfterNasal": sorted(schwas.FULL_STOPS_AFTER_NASAL),
        "onlyItrans": scripts.ONLY_ITRANS.pattern,
        "typed": roman.TYPED,
        "longAndShort": LONG_AND_SHORT,
        "spokenE": roman.SPOKEN_E.pattern,
        "typedEndings": [(ending.pattern, sign) for ending, sign in roman.TYPED_ENDINGS],
    }


def describe_verse(
    spellings: Spellings,
    rhymes: RhymingWords,
    plans: Iterable[Sequence[PlannedLine]],
    forms: Iterable[Form],
    counts: Mapping[str, int],
) -> dict:
    """Return what the page needs of a script's verse, as JSON.

    `plans` are those of people's songs, of which the page gets some schemes, `forms` are those of the configuration,
    and `counts` says how often the training songs have each word. Words are separated by spaces: this is shorter.
    """
    words = sorted(rhymes.words, key=lambda word: (-counts[word], word))
    # The page guesses the other words as Python does.
    read = {typed: word for typed, word in spellings.itrans_of_roman.items() if word != roman.guess_itrans(typed)}
    short = (write_form(plan) for plan in plans if len(plan) <= LONGEST_SCHEME)
    return {
        "pieces": PIECES[spellings.script].pattern,
        "itransOfRoman": " ".join(chain.from_iterable(read.items())),
        "english": sorted(spellings.english),
        "words": " ".join(words),
        "counts": [counts[word] for word in words],
        "radifs": list(rhymes.radifs),
        "schemes": list(islice(short, SCHEMES)),
        "forms": [describe_form(form, spellings.script) for form in forms],
    }


def describe_form(form: Form, script: str) -> dict:
    """Return what the page says of a form of the configuration, with texts in a script, as JSON."""
    radif, first_line = (text and primes_in_script([text], script)[0] for text in (form.radif, form.first_line))
    return {
        "name": form.name.replace("_", " "),
        "verses": form.verses,
        "syllables": form.syllables,
        "radif": radif,
        "firstLine": first_line,
    }
