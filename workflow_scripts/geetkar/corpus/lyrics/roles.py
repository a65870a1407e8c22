"""Find the roles of a song's verses: the mukhda, to which the song returns, and the antaras, which lead back to it."""

from geetkar.corpus.transliteration.word_sounds import Sounds

MUKHDA, ANTARA, UNKNOWN = "mukhda", "antara", ""

FIRST_VERSES = 3  # one of which is the mukhda; a couplet can be before it
MORE_ANTARAS = 2  # that lead back to a later verse, if it is the mukhda and not the first verse
LAST_LINES = 2  # of an antara, one of which is from the mukhda
MOST_LINES = 20  # of a mukhda, with which other lines are compared
FEWEST_WORDS = 2  # of a part of a line


def roles_of(verses: list[list[Sounds]]) -> list[str]:
    """Return the role of each verse.

    The mukhda is the first verse, or one of the next ones if at least `MORE_ANTARAS` more verses lead back to that. A
    verse of only its lines is the mukhda again. An antara ends with lines of the mukhda, or is before a verse that is
    the mukhda again.
    """
    if not verses:
        return []
    first, *later = (_roles_after(verses, mukhda) for mukhda in range(min(FIRST_VERSES, len(verses))))
    best = max(later, key=lambda roles: roles.count(ANTARA), default=first)
    return best if best.count(ANTARA) >= first.count(ANTARA) + MORE_ANTARAS else first


def _roles_after(verses: list[list[Sounds]], mukhda: int) -> list[str]:
    """Return the roles of the verses if one of them is the mukhda."""
    lines = verses[mukhda][:MOST_LINES]
    texts = {line.text for line in lines}
    roles = [UNKNOWN] * len(verses)
    roles[mukhda] = MUKHDA
    for number in range(len(verses) - 1, mukhda, -1):
        verse = verses[number]
        if all(line.text in texts for line in verse):
            roles[number] = MUKHDA
        elif MUKHDA in roles[number + 1 : number + 2] or any(_is_from(line, lines) for line in verse[-LAST_LINES:]):
            roles[number] = ANTARA
    return roles


def _is_from(line: Sounds, lines: list[Sounds]) -> bool:
    """Return whether a line is one of others, or one is at its end, or it is at the beginning or the end of one.

    Then, the shorter one has at least `FEWEST_WORDS`.
    """
    for other in lines:
        if line.text == other.text:
            return True
        if len(line.ends) >= FEWEST_WORDS and other.text.startswith(line.text):
            return True
        shorter, longer = sorted((line, other), key=lambda each: len(each.text))
        if len(shorter.ends) >= FEWEST_WORDS and longer.text.endswith(shorter.text):
            return True
    return False
