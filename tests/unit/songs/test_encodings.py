"""The encodings of song files."""

import codecs

import pytest

from geetkar.songs.encodings import decode, encoding_of

ENCODED = [
    (b"dil", "ascii"),
    ("दिल".encode(), "utf-8"),
    ("दिल".encode("utf-8-sig"), "utf-8-sig"),
    ("दिल".encode("utf-16"), "utf-16"),
    (codecs.BOM_UTF16_BE + "दिल".encode("utf-16-be"), "utf-16"),
    (b"caf\xe9", "latin-1"),
    (b"\x93dil\x94", "windows-1252"),
    (b"\x93dil\x81", "latin-1"),
    (b"\xff\xfed", "latin-1"),
    ("nadii ke paar".encode("utf-16-le"), "utf-16-le"),
    ("nadii ke paar".encode("utf-16-be"), "utf-16-be"),
    ("नदी के पार\nकोई है".encode("utf-16-le"), "utf-16-le"),
    (b"nadii ke\x00paar, nadii ke paar, nadii ke paar", "ascii"),
    (b"\x00\x00\x00\x00", "ascii"),
]


@pytest.mark.parametrize(("content", "encoding"), ENCODED)
def test_the_encoding_is_recognized(content, encoding):
    assert decode(content)[0] == encoding


@pytest.mark.parametrize(("content", "encoding"), [*ENCODED, (b"", "ascii")])
def test_the_encoding_is_recognized_in_blocks(content, encoding):
    blocks = [content[:16], *(content[place : place + 1] for place in range(16, len(content)))]
    assert encoding_of(blocks) == encoding


@pytest.mark.parametrize("content", [content for content, _ in ENCODED])
def test_a_byte_order_mark_is_removed(content):
    assert "\ufeff" not in decode(content)[1]
