"""Rule describe_corpus: the page about the corpus."""

from geetkar.files import write_text
from geetkar.reporting.charts import draw_bars
from geetkar.reporting.pages import render
from geetkar.reporting.records import read_json


def main(summary_path: str, page_path: str) -> None:
    """Draw the page from the corpus's summary."""
    summary = read_json(summary_path)
    songs = summary["songs_by_decade"]
    decades = range(min(map(int, songs)), max(map(int, songs)) + 10, 10) if songs else []
    bars = [songs.get(str(decade), 0) for decade in decades]
    chart = draw_bars([f"{decade}s" for decade in decades], bars, "Songs by decade", "songs")
    write_text(
        page_path,
        render(
            "corpus.html.j2",
            summary=summary,
            rejected=sum(summary["rejected"].values()),
            decades=chart if songs else None,
        ),
    )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.summary, snakemake.output.page)
