"""Words in the scripts that a page's switch (script_switch.js) shows them in."""

from collections.abc import Iterable, Mapping

SCRIPT_ORDER = ("roman", "itrans", "devanagari")  # the same as in script_switch.js


def merge_spellings(words: Iterable[tuple[str, Mapping[str, Mapping]]]) -> dict[str, dict[str, list[str]]]:
    """Each word of some samples in the other scripts, by the script that it was written in, for script_switch.js.

    They stand in the order of `SCRIPT_ORDER`, the empty text for the word as it is: pages are to be light.

    `words` gives the script of some samples and the spellings of their words, by word and script.
    """
    merged: dict[str, dict[str, list[str]]] = {}
    for written_in, spellings in words:
        table = merged.setdefault(written_in, {})
        others = [script for script in SCRIPT_ORDER if script != written_in]
        for word, spelled in spellings.items():
            table[word] = ["" if spelled[script] == word else spelled[script] for script in others]
    return merged
