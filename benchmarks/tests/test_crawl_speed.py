"""The spider compared with one that parses nothing, on a folder of made-up songs."""

from pathlib import Path

import pytest
from archive_site import SONG

from benchmarking import crawl_speed

ROOT = Path(__file__).parents[2]
SONGS, SONGS_A_PAGE = 100, 50


@pytest.fixture(scope="module")
def speed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("songs")
    for number in range(SONGS):
        text = SONG.replace("TITLE", f"nadii ke paar {number}").replace("paar\n", "paar\n" * 20)
        (folder / f"{number}.isb.txt").write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crawl_speed, "RUNS", 1)
        return crawl_speed.measure_crawl_speed(folder)


def test_the_bare_crawl_fetches_every_song(speed):
    assert speed["bare"]["pages"] == SONGS


def test_the_real_crawl_also_fetches_the_lists(speed):
    # The pages of each of a, e and i, one of u, the answer that o finds nothing, and robots.txt.
    assert speed["real"]["pages"] == SONGS + 3 * SONGS // SONGS_A_PAGE + 3


def test_archives_of_three_sizes_are_crawled(monkeypatch):
    files = [str(path) for path in sorted(ROOT.glob("demo_archive/*.isb.txt"))[:3]]
    monkeypatch.setattr(crawl_speed, "measure_crawl", lambda folder: {"seconds": len(list(Path(folder).iterdir()))})
    growth = crawl_speed.measure_growth(files, 20)
    assert growth["amounts"] == growth["seconds"] == [2, 6, 20]
