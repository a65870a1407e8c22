"""Unpack compressed responses completely, or raise an error.

Scrapy itself unpacks as much as it can of damaged data, so half a song would pass for a song. Only its imports are used
here, since the modules for brotli and zstd depend on the version of Python.
"""

import zlib
from collections.abc import Callable

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils._compression import brotli, zstd

GZIP, RAW = 16 + zlib.MAX_WBITS, -zlib.MAX_WBITS
STEP = 64 * 1024  # bytes; with a larger limit, brotli returns up to twice as many
MOST_CODINGS = 4  # applied to the same data
MOST_STREAMS = 100  # in a row; each copies the data after it


class BadCompression(Exception):  # noqa: N818 (Scrapy names it in its statistics)
    """A page whose compressed data are damaged or truncated."""


def unpacked(response: Response, largest: int) -> Response:
    """Return a response with its body unpacked.

    Raise `BadCompression` when the data are damaged or truncated, so that the request can be repeated. Raise
    `IgnoreRequest` when the body has more than `largest` bytes or too many streams, or its coding is not supported.
    """
    encoding = b",".join(response.headers.pop(b"Content-Encoding", [])).decode("latin-1").lower()
    codings = [coding for coding in map(str.strip, encoding.split(",")) if coding not in ("", "identity")]
    if not response.body or not codings:
        return response
    if len(codings) > MOST_CODINGS or not UNPACKERS.keys() >= set(codings):
        raise IgnoreRequest(
            f"compressed as {', '.join(codings[:MOST_CODINGS])!r}, which was not requested and is not supported "
            f"(supported: {ACCEPTED}); report it to the site's owners"
        )
    body = response.body
    for coding in reversed(codings):
        body = _unpack(coding, body, largest)
    return response.replace(body=body)


def _unpack(coding: str, data: bytes, largest: int) -> bytes:
    try:
        content, whole = UNPACKERS[coding](data, largest)
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise BadCompression(f"damaged {coding} data ({error})") from error
    if len(content) > largest:
        raise IgnoreRequest(too_large(largest))
    if not whole:
        raise BadCompression(f"truncated {coding} data")
    return content


# Each of these returns the content and whether it is complete. It may stop as soon as the content is too large.


def _gunzip(data: bytes, largest: int) -> tuple[bytes, bool]:
    return _unpack_streams(lambda: zlib.decompressobj(GZIP), data, largest)


def _inflate(data: bytes, largest: int) -> tuple[bytes, bool]:
    """Unpack `deflate`: zlib's format, whose header and checksum some servers leave out."""
    try:
        return _unpack_streams(zlib.decompressobj, data, largest)
    except zlib.error:
        return _unpack_streams(lambda: zlib.decompressobj(RAW), data, largest)


def _unzstd(data: bytes, largest: int) -> tuple[bytes, bool]:
    return _unpack_streams(zstd.ZstdDecompressor, data, largest)


def _unbrotli(data: bytes, largest: int) -> tuple[bytes, bool]:
    unpacker = brotli.Decompressor()
    content = bytearray(unpacker.process(data, output_buffer_limit=STEP))
    while not unpacker.is_finished() and len(content) <= largest:
        step = unpacker.process(b"", output_buffer_limit=STEP)
        if not step:
            break
        content += step
    return bytes(content), unpacker.is_finished()


def _unpack_streams(new_unpacker: Callable, data: bytes, largest: int) -> tuple[bytes, bool]:
    content = b""
    for _ in range(MOST_STREAMS):
        unpacker = new_unpacker()
        content += unpacker.decompress(data, largest + 1 - len(content))
        data = unpacker.unused_data
        if not data or len(content) > largest:
            return content, unpacker.eof
    raise IgnoreRequest(f"compressed in more than {MOST_STREAMS} streams; report it to the site's owners")


UNPACKERS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _unbrotli, "zstd": _unzstd}
ACCEPTED = "gzip, deflate, br, zstd"


def too_large(largest: int) -> str:
    """Return the reason why a page was not read to its end."""
    return f"larger than {largest // 2**20} MB"
