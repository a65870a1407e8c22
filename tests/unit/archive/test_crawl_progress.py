"""The line that shows how far a crawl is."""

from geetkar.archive.progress import progress
from geetkar.archive.spiders import Ledger


def test_progress_shows_the_lists_first():
    assert progress(Ledger(pages=2, expected_pages=8), rate=1.5) == "2 of 8 pages of the lists, 1.5 pages/s"


def test_progress_shows_songs_and_time_left():
    ledger = Ledger(listed={number: {} for number in "12345"}, fetched={"1": ""}, missing={"2": ""})
    assert progress(ledger, rate=0.5) == "2 of 5 listed songs, 0.5 pages/s, 0:00:06 left"
