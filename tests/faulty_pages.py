"""A song's text and a list as faulty servers send them, compressed or not."""

import gzip
import zlib

from archive_site import listing, song

MEGABYTE = 2**20
TEXT = song()[1]
PACKED = gzip.compress(TEXT.encode())
LISTED = listing("1")[1]


def packed(body, coding="gzip", status=200):
    return status, body, {"Content-Type": "text/plain", "Content-Encoding": coding}


def bare_deflate(content):
    """Compress as some servers do for `deflate`: without zlib's header and checksum."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()
