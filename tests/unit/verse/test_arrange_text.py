"""The rule that arranges a text, without Snakemake."""

import pandas as pd
import pytest

import arrange_text
from geetkar.corpus.tables import SONG_INDEX, write_table
from geetkar.verse.arrangement import CODES, codes_of, plan_text, restore
from geetkar.verse.plan_tables import write_plans
from geetkar.verse.spellings import Spellings
from geetkar.workflow.errors import InputError

TEXTS = {"train": "naav chalii\nshaam Dhalii\n\n\ndiip jale\n", "val": "raat Dhalii\n", "test": "din aayaa\n"}
SPELLINGS = Spellings("itrans")


@pytest.fixture
def files(tmp_path):
    """Return the paths of some texts, their index and their plans."""
    paths = {split: tmp_path / f"{split}.txt" for split in TEXTS}
    songs = []
    for split, path in paths.items():
        path.write_text(TEXTS[split])
        start = 0
        for song in TEXTS[split].rstrip("\n").split("\n\n\n"):
            songs.append((f"{split}{len(songs)}", split, start, start + len(song)))
            start += len(song) + 3
    index = pd.DataFrame(songs, columns=SONG_INDEX.names)
    paths |= {"song_index": tmp_path / "song_index.parquet", "plans": tmp_path / "plans.parquet"}
    write_table(paths["song_index"], index, SONG_INDEX)
    write_plans(paths["plans"], {split: paths[split] for split in TEXTS}, index, SPELLINGS)
    return paths


def arranged(files, arrangement, split):
    target = files["plans"].with_name("arranged.txt")
    plans = [files["plans"]] if "planned" in arrangement else []
    arrange_text.main(arrangement, split, files[split], files["song_index"], plans, target)
    return target.read_text()


@pytest.mark.parametrize("split", TEXTS)
def test_the_lines_of_a_split_have_their_own_plans(split, files):
    lines = [line for line in arranged(files, "backward_planned", split).split("\n") if line]
    plans = [codes_of(line) for line in plan_text(TEXTS[split], SPELLINGS.sounds)]
    assert [line[:4] for line in lines] == plans


@pytest.mark.parametrize("arrangement", ["backward", "planned"])
def test_an_arrangement_of_one_kind_leaves_the_other_out(arrangement, files):
    text = arranged(files, arrangement, "train")
    assert bool(set(text) & set(CODES)) == (arrangement == "planned")
    assert restore(text, "forward") == (TEXTS["train"] if arrangement == "planned" else text)


def test_plans_of_other_songs_are_refused(files):
    files["val"].write_text("raat Dhalii\ndin aayaa\n")
    with pytest.raises(InputError, match=r"val\.txt has other songs than .*plans\.parquet: .*; delete the latter"):
        arranged(files, "planned", "val")
