"""Rule draw_corpus: draw the page about the corpus."""

from geetkar.pages.corpus.draw import draw_corpus
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(summary: str, comparison: str, language_check: str, page: str, forms: str | None = None) -> None:
    """Draw the page from the corpus's summary, the comparison of splits and the check of languages.

    `forms` are the counts of forms, if the songs are in Hindi.
    """
    counted = read_json(forms) if forms else None
    write_text(page, draw_corpus(read_json(summary), read_json(comparison), read_json(language_check), counted))


if __name__ == "__main__":
    run_script(main, snakemake)
