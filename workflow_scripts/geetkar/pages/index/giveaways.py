"""Say in plain words how a network's songs differ from people's in a feature by which a judge tells them apart."""

from collections.abc import Iterable, Mapping

LEAST = 0.1  # by which the AUC of a feature alone differs from a guess's 0.5, where the feature is worth telling
MOST = 2  # features told

_VARIED = ("lines of more varied length", "lines of more even length")
_NEIGHBOURS = ("neighbouring lines that differ more in length", "neighbouring lines that differ less in length")


def _count(things: str) -> tuple[str, str]:
    return f"more {things}", f"fewer {things}"


# What a network's songs have if the feature (`evaluation/judged_features.py`) is higher, and if it is lower.
DIFFERENCES: dict[str, tuple[str, str]] = {
    "lines": _count("lines"),
    "lines per verse": ("longer verses", "shorter verses"),
    "lines per verse, deviation": ("verses of more varied length", "verses of more even length"),
    "words per line": _count("words in a line"),
    "words per line, deviation": _VARIED,
    "words per pair of lines": _count("words in a line"),
    "syllables per line": ("longer lines", "shorter lines"),
    "syllables per line, deviation": _VARIED,
    "change of syllables from line to line": _NEIGHBOURS,
    "difference in syllables": _NEIGHBOURS,
    "share of repeated lines": _count("repeated lines"),
    "share of lines that are repeated": _count("repeated lines"),
    "share of verses that end in a repeated line": _count("verses that end in a repeated line"),
    "share of rhyming lines": _count("rhymes"),
    "share of lines that rhyme": _count("rhymes"),
    "share of lines that rhyme one line back": _count("rhymes from one line to the next"),
    "share of lines that rhyme two lines back": _count("rhymes with the line before the last"),
    "share of lines that rhyme three or four lines back": _count("rhymes across three or four lines"),
    "share of lines that rhyme farther back, with the mukhda": _count("rhymes with the opening lines"),
    "words of the radif": _count("words repeated after a rhyme"),
    "letters per word": ("longer words", "shorter words"),
    "share of unknown words": _count("words that no training song has"),
    "frequency of words (log)": ("commoner words", "rarer words"),
    "frequency of the rarest word (log)": ("fewer rare words", "more rare words"),
    "share of word pairs that are known": _count("pairs of words from training songs"),
    "frequency of word pairs (log)": ("commoner pairs of words", "rarer pairs of words"),
    "share of different words": ("fewer repeated words", "more repeated words"),
    "share of doubled words": _count("doubled words"),
    "share of words that both lines have": _count("words shared by neighbouring lines"),
    "share of lines that begin alike": _count("lines that begin alike"),
}


def strength(feature: Mapping) -> float:
    """Return how far the AUC of a feature alone is from a guess's, from 0 to 0.5."""
    return abs(feature["auc"] - 0.5)


def giveaways(features: Iterable[Mapping]) -> list[str]:
    """Return what a network's songs have by the features that tell the most, strongest first, at most `MOST`."""
    telling = sorted((each for each in features if strength(each) >= LEAST), key=strength, reverse=True)
    return [*dict.fromkeys(DIFFERENCES[each["name"]][each["auc"] < 0.5] for each in telling)][:MOST]
