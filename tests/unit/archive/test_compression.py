"""Compressed pages are unpacked; damaged, endless and unsupported ones are refused."""

import gzip
import zlib

import pytest
from archive_site import (
    FIRST,
    classic,
    crawl,
    crawled,
    refusal,
    site,
    song,
    songs_of,
)
from faulty_pages import LISTED, MEGABYTE, PACKED, TEXT, bare_deflate, packed
from processor_time import seconds_of
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils._compression import brotli, zstd

from geetkar.archive.compression import ACCEPTED, UNPACKERS, BadCompression, unpacked

PACKERS = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("GZip", lambda content: gzip.compress(content[:20]) + gzip.compress(content[20:])),
    ("deflate", zlib.compress),
    ("deflate", bare_deflate),
    ("br", brotli.compress),
    ("zstd", zstd.compress),
    ("zstd", lambda content: zstd.compress(content[:20]) + zstd.compress(content[20:])),
    ("gzip, br", lambda content: brotli.compress(gzip.compress(content))),
    ("identity", bytes),
]
EACH_PACKER = pytest.mark.parametrize(("coding", "pack"), PACKERS)
EACH_REAL_PACKER = pytest.mark.parametrize(("coding", "pack"), PACKERS[:-1])


def sent(body, coding):
    return Response("http://a/1.isb", headers={"Content-Encoding": coding}, body=body)


@EACH_PACKER
def test_a_page_is_unpacked(coding, pack):
    assert unpacked(sent(pack(TEXT.encode()), coding), MEGABYTE).body == TEXT.encode()


@EACH_REAL_PACKER
def test_a_truncated_page_is_damaged(coding, pack):
    with pytest.raises(BadCompression):
        unpacked(sent(pack(TEXT.encode())[:-3], coding), MEGABYTE)


@EACH_REAL_PACKER
def test_a_page_that_is_not_compressed_as_declared_is_damaged(coding, pack):
    with pytest.raises(BadCompression):
        unpacked(sent(TEXT.encode(), coding), MEGABYTE)


@EACH_REAL_PACKER
def test_data_after_the_end_of_a_compressed_page_are_damage(coding, pack):
    with pytest.raises(BadCompression):
        unpacked(sent(pack(TEXT.encode()) + b"nadii", coding), MEGABYTE)


@EACH_REAL_PACKER
def test_a_page_of_the_largest_size_is_accepted(coding, pack):
    assert len(unpacked(sent(pack(bytes(MEGABYTE)), coding), MEGABYTE).body) == MEGABYTE


@EACH_REAL_PACKER
def test_a_decompression_bomb_is_not_requested_again(coding, pack):
    with pytest.raises(IgnoreRequest, match="larger than 1 MB"):
        unpacked(sent(pack(bytes(50 * MEGABYTE)), coding), MEGABYTE)


@pytest.mark.parametrize("coding", ["compress", "gzip, exi", ", ".join(["gzip"] * 5)])
def test_an_unsupported_compression_is_named(coding):
    with pytest.raises(IgnoreRequest, match=f"compressed as '{coding[:20]}"):
        unpacked(sent(PACKED, coding), MEGABYTE)


def test_a_page_of_endless_streams_is_refused_quickly():
    page = sent(gzip.compress(b"") * 400_000, "gzip")

    def refuse():
        with pytest.raises(IgnoreRequest, match="more than 100 streams"):
            unpacked(page, MEGABYTE)

    assert seconds_of(refuse) < 1


def test_every_requested_compression_is_supported():
    assert {*ACCEPTED.split(", "), "x-gzip"} == UNPACKERS.keys()


@pytest.mark.parametrize(("coding", "pack"), [("br", brotli.compress), ("deflate", bare_deflate)])
def test_a_list_that_is_compressed_without_a_request_is_read(coding, pack, tmp_path):
    page = packed(pack(LISTED.encode()), coding)
    with site(classic({"1": song()}, **{FIRST: page})) as served:
        crawled(tmp_path, classic_site=served.address)
    assert [record["song"] for record in songs_of(tmp_path)] == ["1"]


def test_a_list_that_cannot_be_unpacked_stops_the_crawl_at_once(tmp_path):
    with site(classic({"1": song()}, **{FIRST: packed(LISTED, "compress")})) as served:
        assert "compressed as 'compress'" in refusal(crawl(tmp_path, classic_site=served.address))
    assert len(served.times(FIRST)) == 1
