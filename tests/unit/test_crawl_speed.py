"""The spider beside one that parses nothing, on a folder of made-up songs."""

import pytest
from archive_site import SONG

from geetkar.archive.crawl_speed import measure_crawl_speed


@pytest.fixture(scope="module")
def speed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("songs")
    for number in range(2000):
        text = SONG.replace("TITLE", f"nadii ke paar {number}").replace("paar\n", "paar\n" * 20)
        (folder / f"{number}.isb.txt").write_text(text)
    return measure_crawl_speed(folder)


def test_the_bare_crawl_asks_for_every_song(speed):
    assert speed["bare"]["pages"] == 2000


def test_the_real_crawl_asks_for_the_lists_too(speed):
    # 40 pages of each of a, e and i, one of u, the answer that o finds nothing, and robots.txt.
    assert speed["real"]["pages"] == 2000 + 3 * 40 + 3


def test_the_real_crawl_is_at_most_a_fifth_slower(speed):
    assert speed["ratio"] >= 0.8
