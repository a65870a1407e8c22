"""A site on loopback with responses set by a test, and a crawl of it in a separate process."""

import gzip
import json
import logging
import math
import multiprocessing
import os
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

from geetkar.archive import crawl as archive_crawl
from geetkar.archive.sites import Archive
from geetkar.workflow.errors import InputError

# Processes are forked from one that has imported Scrapy, which takes longer than most crawls.
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["scrapy.crawler"])

SONG = "\\startsong\n\\stitle{TITLE}%\n\\film{Namuunaa}%\n#indian\nnadii ke paar\n#endindian\n"
DATE = "Sat, 01 Jan 2000 00:00:00 GMT"

ARCHIVE = {
    "layout": "classic",
    "classic_site": "",
    "catalogue_site": "",
    "files_site": "",
    "contact": "tests@example.org",
    "delay": 0,
    "missing_tolerance": 0.0,
}


def start_crawl(out, environment=None, timeout=30, **archive):
    """Start a crawl as the rule does, in a new process, since a reactor runs only once in a process."""
    process = FORKED.Process(target=run_crawl, args=(out, environment or {}, timeout, ARCHIVE | archive))
    process.start()
    return process


def run_crawl(out, environment, timeout, archive):
    """Crawl in the new process."""
    os.chdir(out)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(log_of(out), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    sys.addaudithook(reach_loopback_alone)
    logging.basicConfig(level=logging.INFO)
    archive_crawl.TIMEOUT = timeout
    folder = archive.pop("folder", None)
    try:
        archive_crawl.crawl_archive(Archive(**archive), folder, "songs.gz", "crawl.json", "cache")
    except InputError as error:
        sys.exit(f"refused: {error}")


def reach_loopback_alone(event, arguments):
    if event == "socket.connect" and not str(arguments[1][0]).startswith(("127.", "::1", "localhost", "/")):
        os._exit(99)


def log_of(out):
    return out.with_name(f"{out.name}.log")


def crawl(out, environment=None, **archive):
    """Crawl to the end; return the exit code and what the crawl logged."""
    process = start_crawl(out, environment, **archive)
    process.join(timeout=100)
    return SimpleNamespace(returncode=process.exitcode, stderr=log_of(out).read_text())


def crawled(out, environment=None, **archive):
    """Crawl to the end; fail if the crawl is refused."""
    done = crawl(out, environment, **archive)
    assert done.returncode == 0, done.stderr
    return done


def refusal(done):
    """Return the error message of a refused crawl."""
    assert done.returncode != 0
    return next(line for line in done.stderr.splitlines() if line.startswith("refused: "))


def songs_of(out):
    with gzip.open(out / "songs.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


def verdict_of(out):
    return json.loads((out / "crawl.json").read_text())


@dataclass
class Hold:
    """A site that stops responding after a number of requests."""

    after: float
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)


class Site:
    """Answers by path: a status, a body and headers; a list of such, in turn; or a function of the handler.

    A path is told up to its `&submit`: all pages of a list are one.
    """

    def __init__(self, pages, fallback=(404, "")):
        self.pages = pages
        self.fallback = fallback
        self.begun = Counter()  # requests by path
        self.asked = []  # path, moment and status of those that were answered
        self.hold = Hold(math.inf)

    def times(self, path):
        return [moment for asked, moment, _ in self.asked if asked == path]

    def statuses(self, path):
        return [status for asked, _, status in self.asked if asked == path]

    def kill(self, process, after):
        """Kill a crawl after a number of responses, while it waits for the next."""
        hold = self.hold = Hold(after)
        assert hold.reached.wait(timeout=100), "the crawl ended before it could be killed"
        process.kill()
        process.join()
        self.hold = Hold(math.inf)
        hold.released.set()


def answer(handler, status, body="", headers=None):
    body = body if isinstance(body, bytes) else body.encode()
    handler.status = status
    handler.send_response(status)
    for name, value in ({"Content-Type": "text/html", "Content-Length": len(body)} | (headers or {})).items():
        handler.send_header(name, str(value))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def site(pages, **options):
    """Serve pages on loopback; give the site with its `address`."""
    served = Site(pages, **options)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path, moment, self.status = self.path.split("&submit")[0], time.monotonic(), None
            page = served.pages.get(path, served.fallback)
            if isinstance(page, list):
                # Counted as it begins: a slow answer ends after the next one has begun.
                page = page[min(served.begun[path], len(page) - 1)]
            served.begun[path] += 1
            hold = served.hold
            if len(served.asked) >= hold.after:
                hold.reached.set()
                hold.released.wait()
            try:
                page(self) if callable(page) else answer(self, *page)
            except (BrokenPipeError, ConnectionResetError):
                self.status = "hung up"
            served.asked.append((path, moment, self.status))

        def date_time_string(self, timestamp=None):
            return DATE

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        served.address = f"http://127.0.0.1:{server.server_port}"
        yield served
        server.shutdown()


def row(address, title="t", film="f"):
    return f"<tr><td>{title}<td>{film}<td><a href=x?fileurl={address}&format=isongs-s>View</a></tr>"


def listing(*songs, total=None):
    rows = "".join(row(f"/cisb/{song}.isb") for song in songs)
    return 200, f"Total <b>{total or len(songs)}</b> songs<table>{rows}</table>"


def table(*rows):
    return 200, f"Total <b>{len(rows)}</b> songs<table>{''.join(rows)}</table>"


NOTHING = (200, "Sorry, no song found for your search!")
LISTS = {f"/search.asp?browse=stitle&s={vowel}": NOTHING for vowel in "eiou"}
FIRST = "/search.asp?browse=stitle&s=a"


def classic(songs, **pages):
    """Return the pages of a classic site with the given songs, all in one list."""
    files = {f"/cisb/{song}.isb": page for song, page in songs.items()}
    return {**LISTS, FIRST: listing(*songs), **files, **pages}


def song(title="nadii"):
    return 200, SONG.replace("TITLE", title), {"Content-Type": "text/plain"}


def make_songs(folder):
    """Return a new folder with songs of every kind."""
    folder.mkdir()
    for number in range(1, 61):  # more than a page of the classic list
        (folder / f"{number}.isb.txt").write_text(SONG.replace("TITLE", f"nadii ke paar {number}"))
    (folder / "rmim1.isb.txt").write_bytes(SONG.replace("TITLE", "caf\u00e9").encode("latin-1"))
    (folder / "70.isb.txt").write_text(SONG.replace("\\stitle{TITLE}%\n", ""))
    (folder / "71.isb.txt").write_text(SONG.replace("TITLE", "<b>'naa' & haa</b>"))
    return folder
