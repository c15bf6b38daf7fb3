"""The village map as a table: one row per feature, its properties and its geometry (contract.md section 3.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn

from assets.landing.readers.decode import Hits, decoded
from assets.landing.readers.grid import Cells
from assets.landing.readers.sniff import UnreadableError
from assets.landing.readers.table import Budget, Table, Tables

BYTES = 256 << 20  # read whole, and several times as large as objects
GEOMETRY = "geometry"
DEGREES = ("CRS84", "4326", "4490")  # WGS84; CGCS2000 differs from it by centimetres
BROKEN = "the GeoJSON is broken ({}): export it again"


def open_geojson(content: bytes, hits: Hits) -> Tables:
    """A FeatureCollection as the only table of its file.

    Header, as row 0: the names of all features' properties in the order in which they first appear, then `geometry`.
    Row n is feature n; its geometry is compact JSON with the coordinates as given. Raises UnreadableError where the
    content is broken, too large or no FeatureCollection.
    """
    if len(content) > BYTES:
        raise UnreadableError(f"larger than {BYTES >> 20} MB: send the map village by village")
    text, encoding, remarks = decoded(content, hits)
    collection = _load(text)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(collection, dict) or not isinstance(features, list):
        raise UnreadableError("the content is JSON, but no FeatureCollection: export the map as GeoJSON")
    table = Table(first=0, rows=_rows([f if isinstance(f, dict) else {} for f in features]))
    return Tables([table], encoding, [*remarks, *_reference(collection)])


def _load(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UnreadableError(BROKEN.format(f"line {error.lineno}: {error.msg}")) from error
    except RecursionError as error:
        raise UnreadableError(BROKEN.format("nested too deeply")) from error
    except ValueError as error:
        raise UnreadableError(BROKEN.format("a number that is none")) from error


def _refuse(_constant: str) -> NoReturn:
    raise ValueError


def _rows(features: Sequence[Mapping[str, object]]) -> list[Cells]:
    properties = [p if isinstance(p := f.get("properties"), dict) else {} for f in features]
    names = [n for n in dict.fromkeys(name for p in properties for name in p) if n != GEOMETRY]
    rows: list[Cells] = [[*names, GEOMETRY]]
    budget = Budget()
    for feature, own in zip(features, properties, strict=True):
        rows.append([*(_cell(own.get(name)) for name in names), _json(feature.get(GEOMETRY))])
        budget.spend(len(rows[-1]) + 1)
    return rows


def _cell(value: object) -> object:
    """A property as a cell; a whole number is kept to its last digit, which no cell of a workbook is."""
    if isinstance(value, (dict, list)):
        return _json(value)
    return str(value) if type(value) is int else value


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _reference(collection: Mapping[str, object]) -> Iterator[str]:
    """A remark where the map says that its coordinates are not degrees of WGS84."""
    said = json.dumps(collection.get("crs"))
    if said != "null" and not any(name in said for name in DEGREES):
        yield "the map names another coordinate system than WGS84: its coordinates are kept as given"
