r"""Recognize ISB files by their markers.

The crawl checks a folder of song files with this before the first job, and the parser rejects other files. The module
is not in the package of the parser, so that a change of the parser does not crawl again.
"""

import re

# `#end` covers the markers of all languages, such as `#marathi … #endmarathi`. A lone `#word` is no evidence: in other
# files, it is a heading.
MARKER = re.compile(r"\\startsong\b|(?:^|\r)[ \t]*+#(?:indian|startsong|end[a-z]+)\b", re.IGNORECASE | re.MULTILINE)


def is_isb(text: str) -> bool:
    r"""Return whether a text, or its beginning, has a marker of a song (`\startsong`) or of its words (`#indian`)."""
    return MARKER.search(text) is not None
