"""The threats of SECURITY.md that no other test covers, in its order: archive, model files, configuration, pages."""

import ast
import datetime
import json
import logging
import os
import re
import ssl
import struct
import subprocess
import sys
import threading
import time
from dataclasses import asdict, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from archive_site import (
    FIRST,
    LISTS,
    SONG,
    answer,
    classic,
    crawl,
    listing,
    row,
    site,
    song,
    songs_of,
    table,
    verdict_of,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from onnx import TensorProto, helper, load_model_from_string
from scrapy.exceptions import CloseSpider
from snakemake.common.configfile import load_configfile
from snakemake.exceptions import WorkflowError
from tiny_training import TINY_MODEL

from geetkar.archive.crawl import REPLICA_SITES
from geetkar.archive.song_file import SongFile
from geetkar.archive.song_folder import LARGEST_FOLDER, song_files
from geetkar.archive.song_page import isb_from_page
from geetkar.archive.spiders import LARGEST_ARCHIVE, MOST_SONGS, ClassicSpider, Ledger
from geetkar.pages.shared.rendering import SHARED, render
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import METADATA, OnnxNetwork
from geetkar.sampling.writer import Writer
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.progress import begin
from geetkar.workflow.arrays import open_array
from geetkar.workflow.configuration import complete_configuration
from geetkar.workflow.errors import InputError
from geetkar.workflow.imported_code import imported_names
from geetkar.workflow.logs import log_to
from geetkar.workflow.preflight import check_whole

ROOT = Path(__file__).parents[3]
OF_OURS = [
    *sorted((ROOT / "workflow_scripts").rglob("*.py")),
    *sorted((ROOT / "rules").glob("*.smk")),
    *sorted((ROOT / "benchmarks/scripts").rglob("*.py")),
    ROOT / "benchmarks/Snakefile",
]
CONFIGURATIONS = [ROOT / "config.yaml", *sorted((ROOT / "presets").glob("*.yaml")), ROOT / "benchmarks/recipes.yaml"]
SCHEMA = ROOT / "schemas" / "config.schema.yaml"
TERMINAL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"

# A hostile archive: addresses, certificates, endless lists, texts


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """One crawl of an archive that tries all of this at once: its verdict and its songs."""
    out = tmp_path_factory.mktemp("hostile")

    def late(handler):
        handler.date_time_string = lambda timestamp=None: "Fri, 31 Dec 9999 23:59:59 -2300"
        answer(handler, *song())

    songs = {
        "fine": song(),
        "late": late,
        "moved": (302, "", {"Location": "http://localhost:9/cisb/moved.isb"}),
    }
    addresses = [*(f"/cisb/{name}.isb" for name in songs), "http://127.0.0.2:9/inside.isb", "/cisb/%00.isb"]
    with site(classic(songs, **{FIRST: table(*map(row, addresses))})) as served:
        done = crawl(out, classic_site=served.address, missing_tolerance=0.9)
    assert done.returncode == 0, done.stderr
    return verdict_of(out), {each["song"]: each for each in songs_of(out)}


@pytest.mark.parametrize("name", ["inside", "moved"])
def test_no_page_of_the_archive_makes_the_crawl_ask_this_network(name, hostile):
    assert "is a machine of this network" in hostile[0]["missing"][name]


def test_a_date_past_all_dates_costs_no_song(hostile):
    assert "late" in hostile[1]


def test_an_id_with_a_zero_byte_is_none(hostile):
    assert hostile[0]["invalid"] == ["\0"]


@pytest.fixture
def impostor(tmp_path):
    """The address of a server on loopback whose certificate nobody vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    day = datetime.datetime(2020, 1, 1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, day, day.replace(year=2200))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "server.pem").write_bytes(private + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *arguments: None  # what it says of a client that hangs up
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_port}"
        server.shutdown()


def test_a_server_that_cannot_prove_its_name_is_not_believed(impostor, tmp_path):
    assert "certificate verify failed" in crawl(tmp_path, classic_site=impostor).stderr


def test_the_key_of_the_catalogue_follows_no_redirect(tmp_path):
    with site({}) as elsewhere:
        moved = (302, "", {"Location": f"{elsewhere.address}/rows"})
        with site({"/songs?select=*&order=id.asc": moved}) as served:
            crawl(tmp_path, {"GIITAAYAN_API_KEY": "key"}, layout="catalogue", catalogue_site=served.address)
    assert served.statuses("/songs?select=*&order=id.asc") == [302]
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("songs", "total", "message"),
    [
        (["1"], MOST_SONGS + 1, "a list of 1,000,001 songs"),
        (["1"], "9" * 5000, "no 'Total"),
        (["1", "2"], 1, "more rows than the 1 that"),
    ],
)
def test_a_list_that_promises_what_cannot_be_stops_the_crawl(songs, total, message, tmp_path):
    with site({**LISTS, FIRST: listing(*songs, total=total)}) as served:
        assert message in crawl(tmp_path, classic_site=served.address).stderr


def test_an_archive_too_large_to_hold_stops_the_crawl():
    spider = ClassicSpider(REPLICA_SITES, ledger=Ledger(characters=LARGEST_ARCHIVE))
    with pytest.raises(CloseSpider):
        spider.found(SongFile("1", "1.isb", "http://a/1", "", 200, "", "ascii", "dil"), "http://a/1")


def test_a_page_brings_in_no_file_of_this_machine(tmp_path):
    (tmp_path / "secret").write_text("secret")
    page = (
        f'<!DOCTYPE html [<!ENTITY file SYSTEM "{(tmp_path / "secret").as_uri()}">]><body>t &file; - f (1999)\n'
        "Lyrics: a | Music: b | Singer(s): c\nView in Nagari\n&file;"
    )
    assert "secret" not in isb_from_page(page)


def seconds_for_title(line):
    page = "<body>" + f"{line}\n" * 300 + "t - f (1999)\nLyrics: a | Music: b | Singer(s): c\nView in Nagari\ndil"
    started = time.process_time()
    isb_from_page(page)
    return time.process_time() - started


def test_a_hostile_title_costs_hardly_more_than_another():
    hostile, plain = " - " * 160 + " (" * 250, "a" * 980
    assert any(seconds_for_title(hostile) < 20 * max(seconds_for_title(plain), 0.01) for _ in range(3))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "songs"
    folder.mkdir()
    (folder / "1.isb.txt").write_text(SONG)
    return folder


@pytest.mark.parametrize("name", ["{config}", "\x1b[31m", "1\n2", "..\\x", "\x85", "caf\udce9", ""])
def test_a_file_whose_name_no_song_can_have_is_named(name, folder):
    (folder / f"{name}.isb.txt").write_text(SONG)
    with pytest.raises(InputError, match=re.escape(f"{name}.isb.txt".__repr__())):
        song_files(folder)


def test_a_folder_too_large_to_hold_is_refused(folder):
    with (folder / "2.isb.txt").open("wb") as file:
        file.truncate(LARGEST_FOLDER)  # takes no room on the disk
    with pytest.raises(InputError, match="more than an archive of songs has"):
        song_files(folder)


def test_what_is_no_file_is_no_song(folder):
    os.mkfifo(folder / "2.isb.txt")
    (folder / "3.isb.txt").symlink_to("/dev/zero")
    (folder / "4.isb.txt").symlink_to("4.isb.txt")
    (folder / "5.isb.txt").mkdir()
    assert [path.name for path in song_files(folder)] == ["1.isb.txt"]


@pytest.mark.parametrize("where", ["terminal", "file"])
def test_nothing_that_others_wrote_commands_the_terminal(where, tmp_path, capsys):
    with pytest.raises(SystemExit), log_to(tmp_path / "log"):
        logging.getLogger("geetkar").info("a song called %s", TERMINAL)
        raise InputError(f"a song called {TERMINAL}")
    said = capsys.readouterr().err if where == "terminal" else (tmp_path / "log").read_text()
    assert said.count("owned") == 2 and not set("\x1b\x07\x9b\u202e") & set(said)


def test_a_message_before_the_run_does_not_command_the_terminal(tmp_path):
    (tmp_path / "run.yaml").write_text('archive: {folder: "\\e[2J"}\n')
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--configfile", "run.yaml", "-n"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stderr
    assert "\\x1b[2J is not a folder" in said and "\x1b[2J" not in said


def test_no_other_rule_writes_a_table_of_songs_for_a_spreadsheet():
    """Snakemake's own benchmarks hold numbers alone."""
    rules = "".join(path.read_text() for path in (ROOT / "rules").glob("*.smk"))
    tables = re.findall(r'"([^"]+\.(?:csv|tsv|xlsx?|ods))"', rules)
    others = [table for table in tables if not re.search(rf'benchmark:\s+"{re.escape(table)}"', rules)]
    assert others == ["results/dataset/songs.csv"]


def test_what_a_spreadsheet_reads_is_written_in_one_module_alone():
    writing = re.compile(r"csv\.(writer|DictWriter)|to_csv|write_csv")
    modules = [path.name for path in OF_OURS if path.suffix == ".py" and writing.search(path.read_text())]
    assert modules == ["spreadsheet.py"]


# A hostile model file


def safetensors(header, data=b""):
    """A file in the form of safetensors."""
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(header)) + header + data


TENSOR = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}
LYING_FILES = {
    "no end": struct.pack("<Q", 2**63) + b"{}",
    "deep header": safetensors(b"[" * 100_000),
    "no offsets": safetensors({"w": {**TENSOR, "data_offsets": []}}, bytes(16)),
    "offsets of text": safetensors({"w": {**TENSOR, "data_offsets": ["0", "16"]}}, bytes(16)),
    "pickle": b"\x80\x04cos\nsystem\n(S'true'\ntR.",
}


@pytest.mark.parametrize("content", LYING_FILES.values(), ids=LYING_FILES)
@pytest.mark.parametrize("look", [check_whole, Writer.load])
def test_a_checkpoint_whose_header_lies_is_refused(look, content, tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(content)
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        look(tmp_path / "weights.safetensors")


@pytest.mark.parametrize("shape", [[10**12], [2**62, 4], [-4]])
def test_a_tensor_larger_than_its_data_is_refused(shape, tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(safetensors({"w": {**TENSOR, "shape": shape}}, bytes(16)))
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        Writer.load(tmp_path / "weights.safetensors")


@pytest.fixture
def module(tiny_model, vocabulary):
    return begin(tiny_model, vocabulary).network


@pytest.mark.parametrize(
    "lie",
    [{"layers": 10**9}, {"hidden": 10**12}, {"cell": "../x"}, {"cell": None}, {"layers": "2"}],
    ids=str,
)
def test_a_checkpoint_whose_model_lies_is_refused(lie, module, tiny_model, vocabulary, tmp_path):
    path = tmp_path / "weights.safetensors"
    save_tensors(path, module.state_dict(), Origin(replace(tiny_model, **lie), vocabulary.units, 1))
    with pytest.raises(InputError, match=r"not those of the model|something else|cannot be read as"):
        Writer.load(path)


@pytest.fixture
def exported(module, tiny_model, vocabulary):
    return load_model_from_string(convert_to_onnx(module.state_dict(), Origin(tiny_model, vocabulary.units, 1)))


def load(network, tmp_path):
    path = tmp_path / "network.onnx"
    path.write_bytes(network.SerializeToString())
    return OnnxNetwork(path)


@pytest.mark.parametrize("place", ["secret.bin", "../secret.bin", "/etc/passwd"])
def test_a_network_that_reads_other_files_is_refused(place, exported, tmp_path):
    weights = exported.graph.initializer[0]
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value=place)
    with pytest.raises(InputError, match=rf"weights in other files: {re.escape(weights.name)}"):
        load(exported, tmp_path)


@pytest.mark.parametrize("operator", ["Loop", "Scan", "If", "ConstantOfShape"])
def test_a_network_of_foreign_operators_is_refused(operator, exported, tmp_path):
    exported.graph.node.append(helper.make_node(operator, ["units"], ["more"]))
    with pytest.raises(InputError, match=f"operators that none has: {operator}"):
        load(exported, tmp_path)


def test_a_network_that_defines_an_operator_is_refused(exported, tmp_path):
    body = [helper.make_node("Loop", ["x"], ["y"])]
    exported.functions.append(helper.make_function("own", "Add", ["x"], ["y"], body, [helper.make_opsetid("", 17)]))
    with pytest.raises(InputError, match="is no network of this project"):
        load(exported, tmp_path)


@pytest.mark.parametrize(
    "lie", [{"units": ["a"]}, {"units": [1] * 20}, {"model": asdict(replace(TINY_MODEL, cell="rnn", layers=9))}]
)
def test_a_network_whose_metadata_lies_is_refused(lie, exported, tmp_path):
    (stored,) = exported.metadata_props
    stored.value = json.dumps(json.loads(stored.value) | lie)
    assert stored.key == METADATA
    with pytest.raises(InputError, match="something else than its metadata says"):
        load(exported, tmp_path)


def test_an_array_of_pickles_is_refused(tmp_path):
    np.save(tmp_path / "train.npy", np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(InputError, match="is not an array of numbers"):
        open_array(tmp_path / "train.npy")


UNPACKERS = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "zipfile", "tarfile", "torch.load"}


@pytest.mark.parametrize("path", [path for path in OF_OURS if path.suffix == ".py"], ids=lambda path: path.name)
def test_no_script_unpickles_or_opens_archives_of_files(path):
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)}
    assert not UNPACKERS & {*imported_names(path), *calls}


# A hostile configuration


@pytest.mark.parametrize("tag", ["object/apply:os.getcwd []", "object/new:os.system [id]", "module:os"])
def test_a_configuration_calls_and_imports_nothing(tag, tmp_path):
    (tmp_path / "run.yaml").write_text(f"models: !!python/{tag}\n")
    with pytest.raises(WorkflowError):
        load_configfile(tmp_path / "run.yaml")


def test_a_configuration_that_names_a_function_is_refused(tmp_path):
    """Snakemake lets a file name what Python has loaded; the schema wants text, numbers and lists of them."""
    (tmp_path / "run.yaml").write_text("models: !!python/name:os.system\n")
    with pytest.raises(InputError, match="config key `models`"):
        complete_configuration(load_configfile(tmp_path / "run.yaml"), SCHEMA)


@pytest.mark.parametrize("path", OF_OURS, ids=lambda path: path.name)
def test_yaml_is_read_safely(path):
    assert not re.search(r"yaml\.(unsafe_|full_)?load(_all)?\(", path.read_text())


@pytest.mark.parametrize("path", CONFIGURATIONS, ids=lambda path: path.name)
def test_no_configuration_of_ours_is_a_program(path):
    assert "__use_yte__" not in path.read_text()


@pytest.mark.parametrize("key", ["classic_site", "catalogue_site", "files_site"])
def test_an_archive_is_on_the_web(key):
    model = {"name": "a", "checkpoints": [1]}
    with pytest.raises(InputError, match=rf"archive\.{key}"):
        complete_configuration({"models": [model], "archive": {key: "file:///etc"}}, SCHEMA)


# Pages opened from disk

PAGES = [page for folder in ("workflow_scripts", "benchmarks") for page in sorted((ROOT / folder).rglob("*.html.j2"))]


@pytest.mark.parametrize("allowed", ["default-src 'none'", "base-uri 'none'", "form-action 'none'"])
def test_a_page_may_load_nothing_and_send_nothing(allowed):
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', render(SHARED, "base.html.j2"))
    assert allowed in policy.split("; ")


def test_a_page_without_scripts_may_run_none():
    assert "script-src" not in render(SHARED, "base.html.j2")


def test_a_script_may_run_by_its_hash_alone(tmp_path):
    (tmp_path / "a.js").write_text("1;")
    (allowed,) = re.findall('script-src ([^;"]+)', render(tmp_path, "base.html.j2", scripts=["a.js"]))
    assert re.fullmatch("'sha256-[A-Za-z0-9+/]{43}='", allowed)


@pytest.mark.parametrize("path", [path for path in PAGES if path.name not in ("base.html.j2", "parts.html.j2")])
def test_every_page_has_the_policy(path):
    assert path.read_text().startswith('{% extends "base.html.j2" %}')


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_template_turns_escaping_off(path):
    assert not re.search(r"\|\s*safe\b|autoescape|Markup|\bon\w+=|javascript:", path.read_text())


def test_markup_is_made_in_four_modules_alone():
    """Of charts, scripts, JSON, code spans and Markdown, each of which escapes or holds nothing that others wrote."""
    makers = {path.name for path in OF_OURS if "Markup(" in path.read_text()}
    assert makers == {"charts.py", "rendering.py", "wording.py", "draw.py"}


SCRIPTS = sorted((ROOT / "workflow_scripts" / "geetkar").rglob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_a_page_makes_markup_or_code_of_text(path):
    makers = r"(inner|outer|Adjacent)HTML|document\.write|DOMParser|\beval\(|new Function|ContextualFragment"
    assert not re.search(makers, path.read_text())


# The list itself


def named_tests():
    """Each test that SECURITY.md names: file and function."""
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text())


def test_the_list_of_threats_names_tests():
    assert len(named_tests()) > 30


@pytest.mark.parametrize(("file", "name"), named_tests())
def test_every_test_that_the_list_of_threats_names_exists(file, name):
    functions = {node.name for node in ast.parse((ROOT / file).read_text()).body if isinstance(node, ast.FunctionDef)}
    assert name in functions


def test_every_test_of_this_file_is_named_in_the_list_of_threats():
    own = {node.name for node in ast.parse(Path(__file__).read_text()).body if isinstance(node, ast.FunctionDef)}
    named = {name for file, name in named_tests() if file.endswith("test_security.py")}
    of_the_list = {name for name in own if "list_of_threats" in name}
    assert {name for name in own if name.startswith("test_")} - of_the_list == named
