"""Unpack what a server sent compressed: the whole of it, or an error.

Scrapy itself unpacks as much as it can of damaged data: half a song would pass for a song. It only lends its modules,
since which of them there are depends on the version of Python.
"""

import zlib
from collections.abc import Callable

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils._compression import brotli, zstd

GZIP, RAW = 16 + zlib.MAX_WBITS, -zlib.MAX_WBITS
STEP = 64 * 1024  # bytes; asked for more at once, brotli gives up to twice as many as it should
MOST_CODINGS = 4  # on top of each other
MOST_STREAMS = 100  # one after the other; each copies what follows it


class BadCompression(Exception):  # noqa: N818 (Scrapy names it in its statistics)
    """A page whose compressed data are damaged or cut off."""


def unpacked(response: Response, largest: int) -> Response:
    """Return a response without its compression, at most `largest` bytes of it.

    Raises `BadCompression` when the data are damaged or cut off, which may be well at the next try, and `IgnoreRequest`
    when they are too large, in too many streams or compressed in a way that nothing here unpacks.
    """
    encoding = b",".join(response.headers.pop(b"Content-Encoding", [])).decode("latin-1").lower()
    codings = [coding for coding in map(str.strip, encoding.split(",")) if coding not in ("", "identity")]
    if not response.body or not codings:
        return response
    if len(codings) > MOST_CODINGS or not UNPACKERS.keys() >= set(codings):
        raise IgnoreRequest(
            f"sent as {', '.join(codings[:MOST_CODINGS])!r}, which was not asked for and cannot be unpacked "
            f"({ACCEPTED} can be): the site's owners should know"
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
        raise BadCompression(f"{coding} data that are cut off")
    return content


# Each of these returns the content and whether it came to its end; it may stop once the content is too large.


def _gunzip(data: bytes, largest: int) -> tuple[bytes, bool]:
    return _unpack_streams(lambda: zlib.decompressobj(GZIP), data, largest)


def _inflate(data: bytes, largest: int) -> tuple[bytes, bool]:
    """Unpack `deflate`, zlib's format, whose head and checksum some servers leave out."""
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
    raise IgnoreRequest(f"compressed in more than {MOST_STREAMS} streams: the site's owners should know")


UNPACKERS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _unbrotli, "zstd": _unzstd}
ACCEPTED = "gzip, deflate, br, zstd"


def too_large(largest: int) -> str:
    """Return the reason of a page that was not read to its end, in words."""
    return f"larger than {largest // 2**20} MB"
