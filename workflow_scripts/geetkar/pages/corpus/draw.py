"""The page about the corpus."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from geetkar.corpus.lyrics.marks import KINDS
from geetkar.pages.corpus.named_songs import songs_by_number, songs_of_films
from geetkar.pages.shared.charts import Line, draw_bars, draw_histogram, draw_lines
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.script_switch import merge_spellings
from geetkar.verse.forms import ENDS
from geetkar.verse.spellings import Spellings, spell_words

HERE = Path(__file__).parent
SHARE_SHOWN = 0.995  # of the lines or songs; the few longest ones would squeeze the rest of the chart
LETTERS_SHOWN = 24
REASONS = {
    "too_long": "is larger than any song",
    "not_text": "contains control characters, so it is not text",
    "not_isb": "has no marker for the beginning of a song or of its words",
    "bad_row": "is a row that does not fit its table",
    "no_lyrics": "has no words",
    "other_script": "is mostly in a script that Geetkar does not read",
    "too_short": "has hardly anything left after cleaning",
}


def counts_by_value(pairs: list[tuple]) -> pd.Series:
    """Return pairs (value, count) of a summary as a series of counts, indexed by value."""
    return pd.DataFrame(pairs, columns=["value", "count"]).set_index("value")["count"]


def without_tail(counts: pd.Series) -> pd.Series:
    """Return counts by value without the values above the `SHARE_SHOWN` quantile."""
    below = counts.cumsum().shift(fill_value=0)
    return counts[below < SHARE_SHOWN * counts.sum()]


def draw_charts(summary: dict) -> dict[str, Markup | None]:
    """Return the page's charts by name; None for a chart without data."""
    frequencies, growth = (counts_by_value(summary[name]) for name in ("frequencies_by_rank", "vocabulary_growth"))
    letters = counts_by_value(summary["letters"])
    shares = (100 * letters / letters.sum()).head(LETTERS_SHOWN)
    years = pd.Series(summary["songs_by_year"]).rename(index=int)
    return {
        "years": None if years.empty else draw_histogram(years, "Songs by year of their film", "year", "songs"),
        "words_per_line": draw_histogram(
            without_tail(counts_by_value(summary["words_per_line_counts"])),
            "Lines by number of words",
            "words in a line",
            "lines",
        ),
        "lines_per_song": draw_histogram(
            without_tail(counts_by_value(summary["lines_per_song_counts"])),
            "Songs by number of lines",
            "lines in a song",
            "songs",
        ),
        "frequencies": draw_lines(
            [
                Line("words of the songs", frequencies.index, frequencies),
                Line("Zipf's law: frequency ∝ 1 / rank", frequencies.index, frequencies.iloc[0] / frequencies.index),
            ],
            title="Frequency of words by rank",
            x_label="rank of the word",
            y_label="how often it occurs",
            logarithmic=True,
            logarithmic_y=True,
        ),
        "growth": draw_lines(
            [Line("different words", growth.index, growth)],
            title="Different words by words read",
            x_label="words read",
            y_label="different words",
        ),
        "letters": draw_bars(shares, "Share of each letter", "% of the letters"),
    }


def spelled_words(summary: dict, titles: Iterable[dict], spellings: Spellings) -> dict:
    """Return the words of the page that a reader can see in another script, for script_switch.js."""
    lines = [text for text, _ in (*summary["frequent_words"], *summary["repeated_lines"])]
    lines += [title["title"] for title in titles if title["in_itrans"]]
    return merge_spellings([("itrans", spell_words(lines, spellings))])


def draw_corpus(
    summary: dict,
    comparison: dict,
    language_check: dict,
    titles: pd.DataFrame,
    forms: dict | None,
    spellings: Spellings | None,
) -> str:
    """Return the page of a corpus as HTML, from its summary, the comparison of splits and the check of languages.

    `titles` is from `read_titles`. `forms` are the counts of forms, and `spellings` are those of ITRANS; both are None
    for songs in any language, whose rhymes and sounds are not known.
    """
    films = songs_of_films(titles, [film for film, _ in summary["frequent_films"]])
    versions = [number for each in summary["versions"] for number in (each["song"], each["cluster"])]
    wrong = [each["song"] for found in language_check.values() for each in found["wrong"]]
    named = songs_by_number(titles, versions + wrong)
    shown = [*named.values(), *chain.from_iterable(films.values())]
    return render(
        HERE,
        "corpus.html.j2",
        page="pages/corpus.html",
        scripts=["script_switch.js"] if spellings else [],
        hindi=spellings is not None,
        summary=summary,
        comparison=comparison,
        language_check=language_check,
        films=films,
        named=named,
        spellings=spellings and spelled_words(summary, shown, spellings),
        forms=forms,
        ends=ENDS,
        rejected=sum(summary["rejected"].values()),
        charts=draw_charts(summary),
        reasons=REASONS,
        kinds=KINDS,
    )
