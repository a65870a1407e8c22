"""The page about the corpus."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from geetkar.corpus.marks import KINDS
from geetkar.pages.shared.charts import Line, draw_bars, draw_histogram, draw_lines
from geetkar.pages.shared.rendering import render
from geetkar.workflow.files import read_json, write_text

HERE = Path(__file__).parent
SHARE_SHOWN = 0.995  # of lines or songs; the few longest ones would squeeze the others
LETTERS_SHOWN = 24
REASONS = {
    "too_long": "larger than any song",
    "not_text": "holds control characters, so it is no text",
    "not_isb": "holds neither the beginning of a song nor of its words",
    "no_lyrics": "a header without words",
    "too_short": "hardly anything is left after cleaning",
}


def without_tail(counts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Counts by value up to the value that nearly all stay below."""
    total, kept = sum(count for _, count in counts), []
    for value, count in counts:
        kept.append((value, count))
        if sum(count for _, count in kept) >= SHARE_SHOWN * total:
            break
    return kept


def draw_charts(summary: dict) -> dict[str, Markup | None]:
    """The page's pictures, by name."""
    ranks, frequencies = zip(*summary["frequencies_by_rank"], strict=True)
    read, different = zip(*summary["vocabulary_growth"], strict=True)
    letters = summary["letters"][:LETTERS_SHOWN]
    years = [(int(year), count) for year, count in summary["songs_by_year"].items()]
    total = sum(count for _, count in summary["letters"])
    return {
        "years": draw_histogram(years, "Songs by year of their film", "year", "songs") if years else None,
        "words_per_line": draw_histogram(
            without_tail(summary["words_per_line_counts"]),
            "Lines by number of words",
            "words in a line",
            "lines",
        ),
        "lines_per_song": draw_histogram(
            without_tail(summary["lines_per_song_counts"]),
            "Songs by number of lines",
            "lines in a song",
            "songs",
        ),
        "frequencies": draw_lines(
            [
                Line("words of the songs", ranks, frequencies),
                Line("Zipf's law: frequency ∝ 1 / rank", ranks, [frequencies[0] / rank for rank in ranks]),
            ],
            title="Frequency of words by rank",
            x_label="rank of the word",
            y_label="how often it occurs",
            logarithmic=True,
            logarithmic_y=True,
        ),
        "growth": draw_lines(
            [Line("different words", read, different)],
            title="Different words by words read",
            x_label="words read",
            y_label="different words",
        ),
        "letters": draw_bars(
            [letter for letter, _ in letters],
            [100 * count / total for _, count in letters],
            "Share of each letter",
            "% of the letters",
        ),
    }


def draw_corpus(summary_path: str, comparison_path: str, language_check_path: str, page_path: str) -> None:
    """Draw the page from the corpus's summary, the comparison of splits and the check of languages."""
    summary = read_json(summary_path)
    page = render(
        HERE,
        "corpus.html.j2",
        summary=summary,
        comparison=read_json(comparison_path),
        language_check=read_json(language_check_path),
        rejected=sum(summary["rejected"].values()),
        charts=draw_charts(summary),
        reasons=REASONS,
        kinds=KINDS,
    )
    write_text(page_path, page)
