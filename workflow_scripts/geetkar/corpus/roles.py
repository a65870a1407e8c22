"""Find the roles of a song's verses: the mukhda, to which the song returns, and the antaras, which lead back to it."""

from geetkar.corpus.word_sounds import Sounds

MUKHDA, ANTARA, UNKNOWN = "mukhda", "antara", ""

FIRST_VERSES = 3  # one of which is the mukhda; a couplet can be before it
MOST_LINES = 20  # of a mukhda, with which other lines are compared
FEWEST_WORDS = 2  # of a part of a line


def roles_of(verses: list[list[Sounds]]) -> list[str]:
    """Return the role of each verse.

    The mukhda is that of the first verses to which most others lead back, or the first one if none does. A verse of
    only its lines is the mukhda again. An antara ends with a line of the mukhda or a part of one, or is before a verse
    that is the mukhda again.
    """
    if not verses:
        return []
    candidates = [_roles_after(verses, mukhda) for mukhda in range(min(FIRST_VERSES, len(verses)))]
    return max(candidates, key=lambda roles: roles.count(ANTARA))


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
        elif _is_part(verse[-1], lines) or MUKHDA in roles[number + 1 : number + 2]:
            roles[number] = ANTARA
    return roles


def _is_part(line: Sounds, lines: list[Sounds]) -> bool:
    """Return whether a line is one of others, or at least `FEWEST_WORDS` at the beginning or the end of one."""
    if len(line.ends) < FEWEST_WORDS:
        return any(line.text == each.text for each in lines)
    return any(each.text.startswith(line.text) or each.text.endswith(line.text) for each in lines)
