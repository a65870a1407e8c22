r"""Serve a folder of ISB files on loopback as the archive's site, in its two layouts.

    python -m geetkar.archive.replica demo_archive --port 8000

The server is also a proxy: the crawl requests `http://replica.localhost/…` through it, so that the addresses in the
results do not depend on the port.
"""

import argparse
import contextlib
import html
import json
import math
import re
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from geetkar.songs.encodings import decode
from geetkar.songs.source_files import isb_files

SITE = "http://replica.localhost"
SONGS_PER_PAGE = 50
# The replica's time is fixed, so that two crawls of a folder give the same bytes.
DATE = "Sat, 01 Jan 2000 00:00:00 GMT"

CATALOGUE = "/rest/v1/songs"
FILES = "/v9y/giit/master/docs/"
CLASSIC_FILES = "/rmim/giitaayan/cisb/"


@dataclass(frozen=True)
class ListedSong:
    """A song as the lists show it: its id, its header fields, and the bytes of its file."""

    song: str
    fields: dict[str, str]
    content: bytes


def read_songs(folder: str | Path) -> dict[str, ListedSong]:
    """Return the songs of a folder by id, without links that lead out of the folder."""
    root = Path(folder).resolve()
    files = (file for file in isb_files(folder) if file.path.resolve().is_relative_to(root))
    songs = (_listed(file.song, file.path.read_bytes()) for file in files)
    return {song.song: song for song in songs}


def _listed(song: str, content: bytes) -> ListedSong:
    _, head = decode(content[:4096])
    fields = dict(re.findall(r"^\\(\w+)\{([^}\n]*)", head, re.MULTILINE))
    if not re.search("[aeiou]", fields.get("stitle", ""), re.IGNORECASE):
        fields["stitle"] = "untitled"  # without a vowel, no search would list it
    return ListedSong(song, fields, content)


class ReplicaHandler(BaseHTTPRequestHandler):
    """Answer for both layouts, from files that were read when the server started."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # send header and body together: separately, the body waits for the header's acknowledgement
    songs: dict[str, ListedSong]
    searches: dict[str, list[ListedSong]]  # results by text, kept for further pages

    def do_GET(self) -> None:
        """Answer a request for a path, or for an absolute address, as a proxy gets it."""
        address = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        pages: dict[str, Callable] = {
            "/robots.txt": self._robots,
            "/search.asp": self._search,
            "/viewisbsong.asp": self._song_page,
            CATALOGUE: self._catalogue,
        }
        if address.path in pages:
            pages[address.path](query)
        elif address.path.startswith((CLASSIC_FILES, FILES)):
            name = address.path.rsplit("/", 1)[1]
            self._file(name.removesuffix(".isb.txt").removesuffix(".isb"))
        else:
            self._answer(b"not found", status=404)

    def _robots(self, _query: dict[str, str]) -> None:
        self._answer(b"User-agent: *\nAllow: /\n", "text/plain")

    def _search(self, query: dict[str, str]) -> None:
        """Answer with a page of the songs whose title contains a text, as the classic site lists them."""
        text, number = query.get("s", "").lower(), int(query.get("PageNo", "1"))
        if text not in self.searches:
            self.searches[text] = [song for song in self.songs.values() if text in song.fields["stitle"].lower()]
        found = self.searches[text]
        if not found:
            self._answer_page("Sorry, no song found for your search!")
            return
        rows = "".join(map(_row, found[(number - 1) * SONGS_PER_PAGE : number * SONGS_PER_PAGE]))
        pages = math.ceil(len(found) / SONGS_PER_PAGE)
        self._answer_page(
            f"Total <b>{len(found)}</b> songs, page {number} of {pages}"
            f"<TABLE border=1 width=100%><TR><TH>Song<TH>Film<TH>Lyrics</TR>{rows}</TABLE>"
        )

    def _song_page(self, query: dict[str, str]) -> None:
        song = self.songs.get(query.get("id", ""))
        if song is None:
            self._answer(b"not found", status=404)
            return
        fields = {name: html.escape(value) for name, value in song.fields.items()}
        _, text = decode(song.content)
        body = text.split("#indian", 1)[-1].split("#endindian", 1)[0]
        self._answer_page(
            "<H3>giitaayan An Interface to ISB</H3>\n"
            f"{fields.get('stitle', '')} - {fields.get('film', '')} ({fields.get('year', '')})<BR>\n"
            f"Lyrics: {fields.get('lyrics', '')} | Music: {fields.get('music', '')} | "
            f"Singer(s): {fields.get('singer', '')}<BR>\n"
            f"<A HREF={_transliterator(song.song)}>View in Nagari (Hindi)</A><BR>\n"
            + html.escape(body).replace("\n", "<BR>\n")
        )

    def _catalogue(self, _query: dict[str, str]) -> None:
        """Answer with the rows of the Range header, as PostgREST does."""
        requested = re.fullmatch(r"(\d+)-(\d+)", self.headers.get("Range", ""))
        first, last = map(int, requested.groups()) if requested else (0, len(self.songs) - 1)
        rows = [_catalogue_row(number, song) for number, song in enumerate(self.songs.values(), start=1)]
        page = rows[first : last + 1]
        self._answer(
            json.dumps(page).encode(),
            "application/json",
            206 if len(page) < len(rows) else 200,
            {"Content-Range": f"{first}-{first + len(page) - 1}/{len(rows)}"},
        )

    def _file(self, song: str) -> None:
        if song in self.songs:
            self._answer(self.songs[song].content, "text/plain")
        else:
            self._answer(b"not found", status=404)

    def _answer_page(self, body: str) -> None:
        page = f"<HTML><HEAD><TITLE>giitaayan</TITLE></HEAD><Body bgcolor=white>{body}</BODY></HTML>"
        self._answer(page.encode("latin-1", "replace"), "text/html")

    def _answer(
        self, body: bytes, kind: str = "text/plain", status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": len(body), **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the fixed date for the Date header."""
        return DATE

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the crawler logs what it fetches."""


def _transliterator(song: str) -> str:
    file = f"{SITE}{CLASSIC_FILES}{quote(song)}.isb"
    return f"{SITE}/cgi-bin/webitrans.pl?fileurl={file}&format=isongs-s"


def _row(song: ListedSong) -> str:
    """Return a row of the classic list, with upper-case tags and unquoted attributes as on the site."""
    title, film = (html.escape(song.fields.get(name, "")) for name in ("stitle", "film"))
    return (
        f"<TR><TD><A HREF=viewisbsong.asp?id={quote(song.song)}>{title}</a><Td>{film}"
        f"<TD><A href={_transliterator(song.song)}>View</A></TR>\n"
    )


def _catalogue_row(number: int, song: ListedSong) -> dict:
    fields = song.fields
    return {
        "id": number,
        "isb_number": song.song,
        "song_title": fields.get("stitle"),
        "song_code": None,
        "album": fields.get("film"),
        "year": fields.get("year"),
        "lyricist": fields.get("lyrics"),
        "composer": fields.get("music"),
        "singer": fields.get("singer"),
        "musicians": None,
        "picturized_on": fields.get("starring"),
        "category": None,
        "transcribed_by": None,
        "created_at": None,
    }


@contextlib.contextmanager
def serve_replica(folder: str | Path, port: int = 0) -> Generator[int]:
    """Serve a folder on loopback while the block runs; give the port."""
    handler = type("FolderHandler", (ReplicaHandler,), {"songs": read_songs(folder), "searches": {}})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Serve a folder of ISB files as the archive's site.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    with serve_replica(arguments.folder, arguments.port) as listening:
        print(f"http://127.0.0.1:{listening}/search.asp?browse=stitle&s=a (press Ctrl-C to stop)")
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
