"""What is measured of texts, that a network or people wrote; how, says `ruler`.

The lines of the prime text are not counted, nor is a text's last line, which the asked length cuts off.
"""

from dataclasses import dataclass

FEWEST_WORDS = 3  # a line of fewer words may well be in the training text by chance
LONG_COPY = 30  # characters: some six words, which hardly meet by chance


@dataclass(frozen=True)
class Measure:
    """A measure, as pages show it.

    `format` is `percent` (a share from 0 to 1) or `decimal`.
    """

    name: str
    sentence: str
    source: str
    format: str


OWN = "this project"

MEASURES = {
    "real_words": Measure(
        "Real words",
        "Share of the words that occur in the training songs.",
        OWN,
        "percent",
    ),
    "possible_words": Measure(
        "Possible new words",
        "Share of the words that no training song has whose runs of consonants and of vowels all stand at the same "
        "place (first, middle, last, or the whole word) in at least three different training words.",
        "after the legality principle of syllables (D. Kahn, 1976)",
        "percent",
    ),
    "rhyming_lines": Measure(
        "Rhyming lines",
        "Share of the lines that rhyme, by qafia and radif, with one of four lines before or after.",
        OWN,
        "percent",
    ),
    "distinct_bigrams": Measure(
        "Distinct word pairs",
        "Share of the pairs of neighbouring words in a text that are different ones (distinct-2).",
        "J. Li et al., A Diversity-Promoting Objective Function for Neural Conversation Models (NAACL 2016)",
        "percent",
    ),
    "repeated_lines": Measure(
        "Repeated lines",
        "Share of the lines that the same text already had.",
        "in the place of self-BLEU (Y. Zhu et al., Texygen, SIGIR 2018), which people cannot read",
        "percent",
    ),
    "line_length_distance": Measure(
        "Line lengths off by",
        "How many words a line would have to change by, on average, for lines to be as long as in the training songs "
        "(Wasserstein distance).",
        "L. V. Kantorovich, On the Translocation of Masses (1942)",
        "decimal",
    ),
    "verse_length_distance": Measure(
        "Verse lengths off by",
        "How many lines a verse would have to change by, on average, for verses to be as long as in the training songs "
        "(Wasserstein distance).",
        "L. V. Kantorovich, On the Translocation of Masses (1942)",
        "decimal",
    ),
    "longest_copy": Measure(
        "Longest copy",
        "Characters of the longest passage of a text that stands in the training songs; mean over the texts.",
        "matching statistics (W. I. Chang, E. L. Lawler, Algorithmica 1994)",
        "decimal",
    ),
    "copied_characters": Measure(
        "Copied characters",
        f"Share of the characters within passages of {LONG_COPY} characters or more that stand in the training songs.",
        "after K. Lee et al., Deduplicating Training Data Makes Language Models Better (ACL 2022)",
        "percent",
    ),
    "lines_in_training": Measure(
        "Lines copied",
        f"Share of the lines of {FEWEST_WORDS} words or more that stand in the training songs word for word.",
        OWN,
        "percent",
    ),
    "words_per_line": Measure(
        "Words a line",
        "Half of the lines have this many words or fewer.",
        OWN,
        "decimal",
    ),
    "lines_per_verse": Measure(
        "Lines a verse",
        "Mean number of lines between two blank lines.",
        OWN,
        "decimal",
    ),
}


def written_lines(text: str, prime: str) -> list[str]:
    """Return the whole lines that a network wrote: after those of the prime text, before the cut-off last one.

    Blank lines, which part verses, are kept.
    """
    lines = text.split("\n")
    return lines[len(prime.splitlines()) : -1]
