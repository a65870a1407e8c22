"""Pack what the playground needs to write songs to plans: how words sound, the words that rhyme, forms, and plans."""

from collections.abc import Iterable, Sequence
from itertools import islice

from geetkar.corpus.transliteration import itrans, letters, roman, schwas
from geetkar.corpus.transliteration.certain_words import ENDING_IN_AA, WITH_CONJUNCT
from geetkar.sampling.prime_texts import primes_in_script
from geetkar.verse.notation import Form
from geetkar.verse.plans import NEW, REPEATED, PlannedLine
from geetkar.verse.rhyming_words import RhymingWords
from geetkar.verse.spellings import PIECES, Spellings

PLANS = 40  # of people's songs
LONGEST_PLAN = 40  # lines of a plan


def reading_tables() -> dict:
    """Return the tables and patterns by which sounds.js reads ITRANS, roman words and Devanagari, as JSON."""
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
    }


def describe_verse(
    spellings: Spellings, rhymes: RhymingWords, plans: Iterable[Sequence[PlannedLine]], forms: Iterable[Form]
) -> dict:
    """Return what the page needs of a script's verse, as JSON.

    `plans` are those of people's songs, of which the page gets some, and `forms` those of the configuration.
    """
    short = (plan for plan in plans if len(plan) <= LONGEST_PLAN)
    return {
        "script": spellings.script,
        "pieces": PIECES[spellings.script].pattern,
        # The page guesses the other words as Python does.
        "itransOfRoman": {
            typed: word for typed, word in spellings.itrans_of_roman.items() if word != roman.guess_itrans(typed)
        },
        "english": sorted(spellings.english),
        "words": list(rhymes.words),
        "radifs": list(rhymes.radifs),
        "plans": [[_describe_line(line) for line in plan] for plan in islice(short, PLANS)],
        "forms": [_describe_form(form, spellings.script) for form in forms],
    }


def _describe_line(line: PlannedLine) -> dict:
    return {
        "verse": line.verse,
        "length": line.length,
        "repeats": line.tie == REPEATED,
        "to": None if line.tie == NEW else line.to,
        "radif": line.radif,
        "letter": line.letter,
    }


def _describe_form(form: Form, script: str) -> dict:
    radif, first_line = (text and primes_in_script([text], script)[0] for text in (form.radif, form.first_line))
    return {
        "name": form.name.replace("_", " "),
        "verses": form.verses,
        "syllables": form.syllables,
        "radif": radif,
        "firstLine": first_line,
    }
