"""Find the schwas, short `a`, that Hindi does not pronounce: `karanaa` is spoken `karnaa`.

Source: the schwa deletion rule of M. Ohala, "Aspects of Hindi Phonology" (1983). Of its exceptions at the boundaries of
a word's parts, only those before `ENDINGS` and after `be-` are implemented.
"""

from collections.abc import Sequence

from geetkar.corpus.transliteration.letters import SOUND, VOWEL_SOUNDS, is_consonant

# Endings that begin a syllable: `samajhakar` is `samajhkar`, though `ajanabii` is `ajnabi`.
ENDINGS = {
    tuple(SOUND.findall(ending))
    for ending in (
        *("naa", "nii", "ne", "taa", "tii", "te", "kar", "ke", "nevaalaa", "nevaalii", "nevaale"),
        *("vaa", "vaalaa", "vaalii", "vaale", "daar", "gaar", "baan", "baanii", "baa", "naak", "pan", "haar"),
    )
}
LONGEST_ENDING = max(map(len, ENDINGS))
NEGATION = ("b", "e")  # `bevajah` is spoken `be-vajah`
SHORT_VOWELS = {"a", "i", "u"}
# A nasal and one of these are two consonants: `zi.ndagii` keeps its schwa, `ba.ngalaa` and `ha.nsate` do not.
FULL_STOPS_AFTER_NASAL = {"t", "d", "p", "b", "j", "q"}
SPOKEN_WITH_SCHWA = {("Sh", "N"), ("t", "r"), ("d", "r"), ("t", "v"), ("sh", "v"), ("s", "v")}


def without_silent_schwas(read: tuple[str, ...]) -> list[str]:
    """Remove silent schwas: first a final one, then one before an ending, then the others from the left."""
    spoken = list(read)
    if len(spoken) > 2 and spoken[-1] == "a" and is_consonant(spoken[-2]) and not is_consonant(spoken[-3]):
        del spoken[-1]
    first, kept = _after_negation(spoken), _from_end_to_kept(spoken)
    place = _before_ending(spoken)
    if len(spoken) - place != kept and _is_silent(spoken[max(0, place - 3) : place], spoken[place : place + 5]):
        del spoken[place]
    heard: list[str] = []
    for place, sound in enumerate(spoken):
        can_be_silent = sound == "a" and place >= first and len(spoken) - place != kept
        if not (can_be_silent and _is_silent(heard[-3:], spoken[place : place + 5])):
            heard.append(sound)
    return heard


def speaks_last_schwa(read: Sequence[str]) -> bool:
    """Return whether Hindi pronounces a final `a` after these sounds, the last of which is a consonant.

    It does in a word without another vowel (`na`) and after some clusters of Sanskrit words (`satya`, `mitra`,
    `kR^iShNa`, `vishva`); not after a single consonant (`raam`), nor after clusters that can be pronounced without it
    (`dharm`, `dost`, `husn`).
    """
    if not any(sound in VOWEL_SOUNDS for sound in read):
        return True
    before, last = read[-2:]
    return last == "GY" or (is_consonant(before) and (last == "y" or (before, last) in SPOKEN_WITH_SCHWA))


def _after_negation(spoken: list[str]) -> int:
    """Return the first place at which a schwa can be silent: after `beva` in `bevajah`, but not in `behatar`."""
    return 4 if tuple(spoken[:2]) == NEGATION and spoken[2:3] != ["h"] else 2


def _from_end_to_kept(spoken: list[str]) -> int:
    """Return the distance from a word's end of the schwa before an ending that keeps it, or 0.

    The endings are `-iyaa` of `nagariyaa`, unlike the plural `-iyaa.N`, and the plurals of nouns in `-at`, as in
    `raahate.n` and `raahato.n`.
    """
    ends_in_iyaa = spoken[-3:] == ["i", "y", "aa"]
    ends_in_at = spoken[-3:-2] == ["t"] and spoken[-2] in ("e", "o") and spoken[-1] in (".n", ".N")
    return 5 if ends_in_iyaa else 4 if ends_in_at else 0


def _is_silent(before: list[str], read: list[str]) -> bool:
    """Return whether Hindi leaves out the first of some sounds, after the three before it.

    `sunaharaa` is `sunahra`: of two schwas around an `h`, the second is silent.
    """
    if not _is_schwa_between(before, read):
        return False
    return read[1] != "h" or not _is_schwa_between([*before, *read[:2]], read[2:])


def _is_schwa_between(before: list[str], read: list[str]) -> bool:
    """Return whether sounds begin with an `a` after a vowel and one consonant, and before a consonant and a vowel."""
    return (
        len(before) > 1
        and len(read) > 2
        and read[0] == "a"
        and is_consonant(before[-1])
        and not _ends_in_consonant(before[-3:-1], before[-1])
        and is_consonant(read[1])
        and read[2] in VOWEL_SOUNDS
    )


def _before_ending(spoken: list[str]) -> int:
    """Return the place before the longest ending of a word, or the place after the word if it has no ending."""
    end = len(spoken) - (spoken[-1:] in ([".n"], [".N"]))
    for length in range(LONGEST_ENDING, 0, -1):
        if tuple(spoken[max(0, end - length) : end]) in ENDINGS:
            return end - length - 1
    return len(spoken)


def _ends_in_consonant(read: Sequence[str], following: str) -> bool:
    """Return whether the last sound is a consonant; anusvara is one after a short vowel, before a full stop."""
    if read[-1] == ".n":
        return len(read) > 1 and read[-2] in SHORT_VOWELS and following in FULL_STOPS_AFTER_NASAL
    return is_consonant(read[-1])
