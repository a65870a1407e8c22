"""The versions that pages name."""

from geetkar.pages.shared.machine import SHOWN_VERSIONS, commit, pinned_versions


def test_a_page_can_be_drawn_without_git(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert commit() == "unknown"


def test_the_versions_are_those_of_the_lock_file(tmp_path):
    lines = [f"{name}=={number}.0  # via x" for number, name in enumerate(SHOWN_VERSIONS)]
    (tmp_path / "lock").write_text("\n".join([*lines, 'other==1 ; sys_platform == "win32"']))
    assert pinned_versions(tmp_path / "lock", SHOWN_VERSIONS)[SHOWN_VERSIONS[1]] == "1.0"
