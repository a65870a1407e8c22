"""Spellings of words for script_switch.js, which switches a page between scripts."""

from collections.abc import Iterable, Mapping

SCRIPT_ORDER = ("roman", "itrans", "devanagari")  # the same as in script_switch.js


def merge_spellings(words: Iterable[tuple[str, Mapping[str, Mapping]]]) -> dict[str, dict[str, list[str]]]:
    """Merge the spellings of some samples' words into one table, by the script they were written in and by word.

    `words` yields the script of some samples, and the spellings of their words by word and script. An entry holds the
    word in the other scripts, in the order of `SCRIPT_ORDER`; an empty string, which keeps pages small, means the word
    as it is.
    """
    merged: dict[str, dict[str, list[str]]] = {}
    for written_in, spellings in words:
        table = merged.setdefault(written_in, {})
        others = [script for script in SCRIPT_ORDER if script != written_in]
        for word, spelled in spellings.items():
            table[word] = ["" if spelled[script] == word else spelled[script] for script in others]
    return merged
