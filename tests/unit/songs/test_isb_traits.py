import pytest

from geetkar.songs.isb_traits import is_isb


@pytest.mark.parametrize(
    "text",
    [
        "\\startsong\n",
        "\\StartSong\n",
        "  #indian\n",
        "nadii\r\n#indian\r\n",
        "nadii\r#indian\r",
        "#INDIAN\n",
        "#startsong\nnadii",
        "#marathi\nnadii\n#endmarathi",
    ],
)
def test_a_text_with_a_marker_is_isb(text):
    assert is_isb(text)


@pytest.mark.parametrize(
    "text", ["", "nadii ke paar", "# A song\nnadii", "#chorus\nnadii", "come, #indian summer", "#indians"]
)
def test_any_other_text_is_not_isb(text):
    assert not is_isb(text)
