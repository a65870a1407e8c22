"""Rule draw_audit: draw the page on which a reader compares song files with the text that was read from them."""

from geetkar.pages.audit.draw import draw_audit
from geetkar.workflow.files import read_lines, write_text
from geetkar.workflow.scripts import run_script


def main(audit: str, page: str) -> None:
    """Draw the page from the rows of the audit."""
    write_text(page, draw_audit(read_lines(audit)))


if __name__ == "__main__":
    run_script(main, snakemake)
