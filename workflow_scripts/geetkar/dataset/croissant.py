"""Write the data set's metadata in Croissant (MLCommons, version 1.1), a vocabulary for JSON-LD."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow

from geetkar import __version__
from geetkar.dataset.description import Description
from geetkar.dataset.licences import croissant_licence
from geetkar.dataset.tables import columns_of

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
    "equivalentProperty": "cr:equivalentProperty",
    "isArray": "cr:isArray",
    "arrayShape": "cr:arrayShape",
}


def describe(
    description: Description,
    published: str | None,
    languages: list[str],
    files: dict[str, tuple[Path, str]],
    scripts: Sequence[str],
) -> dict:
    """Return the metadata; `files` maps each table to its Parquet file and that file's SHA-256.

    `description` is that of the configuration, completed, `published` is a day (ISO 8601), `languages` are ISO 639
    codes, and `scripts` are those of the lyrics. Null and empty fields are left out: Croissant requires a licence, an
    address and a date, but a wrong one is worse than a missing one.
    """
    licence = description.licence
    metadata = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": description.name,
        "description": description.description,
        "license": licence and croissant_licence(licence),
        "citeAs": description.citation,
        "datePublished": published,
        "version": __version__,
        "inLanguage": languages,
        "url": description.url,
        "isLiveDataset": False,
        "distribution": [_file(table, path, sha256) for table, (path, sha256) in files.items()],
        "recordSet": [_records(table, scripts) for table in files],
    }
    return {key: value for key, value in metadata.items() if value not in (None, [])}


def _file(table: str, path: Path, sha256: str) -> dict:
    return {
        "@type": "cr:FileObject",
        "@id": f"{table}.parquet",
        "name": f"{table}.parquet",
        "contentUrl": path.as_posix(),
        "encodingFormat": "application/x-parquet",
        "sha256": sha256,
    }


def _records(table: str, scripts: Sequence[str]) -> dict:
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": f"One record per song, from {table}.parquet, without `marks`, which Croissant cannot describe.",
        "field": [_field(table, *column) for column in columns_of(scripts) if column[0] != "marks"],
    }


def _data_type(kind: pyarrow.DataType) -> str:
    if pyarrow.types.is_boolean(kind):
        return "sc:Boolean"
    return "sc:Integer" if pyarrow.types.is_integer(kind) else "sc:Text"


def _field(table: str, name: str, kind: pyarrow.DataType, meaning: str) -> dict:
    source = {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": name}}
    described = {
        "@type": "cr:Field",
        "@id": f"{table}/{name}",
        "name": name,
        "description": meaning,
        "dataType": _data_type(kind),
        "source": source,
    }
    dimensions = 0
    while pyarrow.types.is_list(kind):
        kind, dimensions = kind.value_type, dimensions + 1
    if dimensions:
        described |= {"isArray": True, "arrayShape": ",".join(["-1"] * dimensions)}
    return described
