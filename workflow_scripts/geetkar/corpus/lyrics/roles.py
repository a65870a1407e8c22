"""Find the roles of a song's verses: the mukhda, to which the song returns, and the antaras, which lead back to it."""

from geetkar.corpus.transliteration.word_sounds import INTERJECTED, Sounds

MUKHDA, ANTARA, UNKNOWN = "mukhda", "antara", ""

FIRST_VERSES = 3  # one of which is the mukhda; a couplet can be before it
MORE_ROLES = 2  # of verses that return or lead back to a later verse, if it is the mukhda and not the first verse
LAST_LINES = 2  # of an antara, one of which is from the mukhda
MOST_LINES = 20  # of a mukhda, with which other lines are compared
FEWEST_WORDS = 2  # of a part of a line


def roles_of(verses: list[list[Sounds]]) -> list[str]:
    """Return the role of each verse; a cry has none.

    The mukhda is the first verse, or one of the next ones if at least `MORE_ROLES` more verses return or lead back to
    that. A verse of only its lines and interjections is the mukhda again. An antara ends with lines of the mukhda, or
    is before a verse that is the mukhda again.
    """
    cries = [_is_cry(verse, is_first=number == 0) for number, verse in enumerate(verses)]
    roles = iter(_roles_of_sung([verse for verse, is_cry in zip(verses, cries, strict=True) if not is_cry]))
    return [UNKNOWN if is_cry else next(roles) for is_cry in cries]


def _is_cry(verse: list[Sounds], *, is_first: bool) -> bool:
    """Return whether a verse is only interjections, or a single word after the first verse."""
    words = [word for line in verse for word in line.words]
    return INTERJECTED.issuperset(words) or (len(words) == 1 and not is_first)


def _roles_of_sung(verses: list[list[Sounds]]) -> list[str]:
    """Return the roles of verses of which none is a cry."""
    if not verses:
        return []
    first, *later = (_roles_after(verses, mukhda) for mukhda in range(min(FIRST_VERSES, len(verses))))
    best = min(later, key=_unknown, default=first)
    return best if _unknown(best) + MORE_ROLES <= _unknown(first) else first


def _unknown(roles: list[str]) -> int:
    return roles.count(UNKNOWN)


def _roles_after(verses: list[list[Sounds]], mukhda: int) -> list[str]:
    """Return the roles of the verses if one of them is the mukhda."""
    lines = verses[mukhda][:MOST_LINES]
    texts = {line.text for line in lines}
    roles = [UNKNOWN] * len(verses)
    roles[mukhda] = MUKHDA
    for number in range(len(verses) - 1, mukhda, -1):
        verse = verses[number]
        if all(line.text in texts or INTERJECTED.issuperset(line.words) for line in verse):
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
