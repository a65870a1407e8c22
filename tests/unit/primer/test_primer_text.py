"""The primer's text and the code that it shows."""

import re
from pathlib import Path

import pytest

from geetkar.primer import (
    lstm_cell,
    next_character,
    pixel_prediction,
    sections,
    small_network,
    song_memory,
    words_as_numbers,
)

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "workflow_scripts/geetkar/primer/primer.html.j2"


def test_no_number_on_the_page_is_written_by_hand():
    text = re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", TEMPLATE.read_text(encoding="utf-8").split("{% block main %}")[1]
    )
    typed = set(re.findall(r"\d[\d.,]*\d", text))
    assert typed <= {"1997"}  # a year


@pytest.mark.parametrize(
    "module", [small_network, pixel_prediction, lstm_cell, words_as_numbers, next_character, song_memory]
)
def test_a_section_shows_the_code_that_ran(module):
    source = sections.source_of(module)
    assert (ROOT / source["file"]).read_text(encoding="utf-8") == source["text"]
