"""Rule describe_corpus: the page about the corpus."""

from geetkar.files import write_text
from geetkar.reporting.charts import draw_bars
from geetkar.reporting.pages import render
from geetkar.reporting.records import read_json


def main(summary_path: str, page_path: str) -> None:
    """Draw the page from the corpus's summary."""
    summary = read_json(summary_path)
    decades = summary["songs_by_decade"]
    chart = draw_bars(
        [f"{decade}s" for decade in decades], list(decades.values()), "Songs by decade", "songs"
    )
    write_text(
        page_path,
        render(
            "corpus.html.j2",
            summary=summary,
            rejected=sum(summary["rejected"].values()),
            decades=chart if decades else None,
        ),
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.summary, snakemake.output.page)
