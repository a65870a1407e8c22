"""The jobs that text files and tables need, and what a change of them or of their keys reruns."""

import shutil

import pytest
import reruns
from small_project import EVERYTHING, create_project

PARSED = "results/corpus/songs.parquet"
VERSES = [
    "nadii kinaare diip jale\nraat suhaanii naav chale",
    "koyal bole bagiyaa me.n\nchaa.Nd khilaa nadiyaa me.n",
]
PARSING = {"parse_songs": [""]}


def parsed(project, songs):
    """Configure a project and parse its songs; return the project."""
    project.configure(songs=songs)
    project.run_to_the_end(PARSED)
    return project


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """A project that has parsed a folder of texts."""
    project = create_project(tmp_path_factory.mktemp("texts"))
    (project.folder / "texts/more").mkdir(parents=True)
    for name, verse in zip(("1.txt", "more/1.txt"), VERSES, strict=True):
        (project.folder / "texts" / name).write_text(verse)
    return parsed(project, {"folder": "texts"})


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """A project that has parsed a table."""
    project = create_project(tmp_path_factory.mktemp("table"))
    rows = "".join(f'"{verse}",naav,diip\n' for verse in VERSES)
    (project.folder / "songs.csv").write_text(f"lyrics,title,name\n{rows}")
    return parsed(project, {"files": ["songs.csv"]})


@pytest.mark.parametrize("kind", ["texts", "table"])
def test_songs_that_are_read_where_they_are_need_no_crawl(kind, request):
    planned = request.getfixturevalue(kind).planned(*EVERYTHING)
    assert planned == reruns.all_but("crawl_archive", "parse_songs")


@pytest.mark.parametrize("kind", ["texts", "table"])
def test_parsed_songs_are_not_parsed_again(kind, request):
    assert request.getfixturevalue(kind).planned(PARSED) == {}


@pytest.mark.parametrize(
    ("kind", "keys", "jobs"),
    [
        ("texts", {"separator": "---"}, PARSING),
        ("texts", {"script": "itrans"}, PARSING),
        ("texts", {"columns": {"title": "name"}}, {}),
        ("texts", {"format": "text"}, {}),
        ("table", {"separator": "---"}, {}),
        ("table", {"columns": {"title": "name"}}, PARSING),
        ("table", {"format": "table", "columns": {"title": None}}, {}),
    ],
)
def test_only_the_keys_of_their_format_parse_songs_again(kind, keys, jobs, request):
    project = request.getfixturevalue(kind)
    source = {"texts": {"folder": "texts"}, "table": {"files": ["songs.csv"]}}[kind]
    project.configure(songs={**source, **keys})
    planned = project.planned(PARSED)
    project.configure(songs=source)
    assert planned == jobs


def add(folder):
    (folder / "2.txt").write_text("lahar lahar naav chale")


def change(folder):
    (folder / "1.txt").write_text("lahar lahar naav chale")


def remove(folder):
    (folder / "more/1.txt").unlink()


def rename(folder):
    (folder / "1.txt").rename(folder / "2.txt")


@pytest.mark.parametrize("edit", [add, change, remove, rename])
def test_a_folder_of_texts_is_parsed_again_when_a_file_is_new_or_changed_or_gone(edit, texts, tmp_path):
    kept = shutil.copytree(texts.folder / "texts", tmp_path / "kept")
    edit(texts.folder / "texts")
    planned = texts.planned(PARSED)
    shutil.rmtree(texts.folder / "texts")
    shutil.copytree(kept, texts.folder / "texts")
    assert planned == PARSING and texts.planned(PARSED) == {}


def test_a_moved_project_parses_nothing_again(texts, tmp_path):
    kept, texts.folder = texts.folder, shutil.copytree(texts.folder, tmp_path / "moved", symlinks=True)
    planned = texts.planned(PARSED)
    texts.folder = kept
    assert planned == {}


def test_a_crawl_of_texts_is_refused(texts):
    done = texts.run("results/archive/crawl.json")
    assert "the songs are read where they are, without a crawl" in done.stdout
