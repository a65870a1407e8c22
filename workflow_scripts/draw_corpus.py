"""Rule draw_corpus: draw the page about the corpus."""

from geetkar.pages.corpus.draw import draw_corpus
from geetkar.pages.corpus.named_songs import read_titles
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    summary: str,
    comparison: str,
    language_check: str,
    songs: str,
    splits: str,
    page: str,
    forms: str | None = None,
    spellings: str | None = None,
) -> None:
    """Draw the page from the corpus's summary, the comparison of splits, the check of languages, and the songs' titles.

    `forms` are the counts of forms and `spellings` those of ITRANS, if the songs are in Hindi.
    """
    drawn = draw_corpus(
        read_json(summary),
        read_json(comparison),
        read_json(language_check),
        read_titles(songs, splits),
        read_json(forms) if forms else None,
        read_spellings(spellings) if spellings else None,
    )
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
