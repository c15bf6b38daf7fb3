"""The village map as a table."""

from __future__ import annotations

import json
from itertools import chain

import pytest

from assets.landing.readers import geojson
from assets.landing.readers.books import no_hits, open_book
from assets.landing.readers.grid import Grid
from assets.landing.readers.sniff import Form, UnreadableError
from tests.landing.conftest import Parse

POINT = {"type": "Point", "coordinates": [115.4321, 30.2345678]}
RING = [[[115.1, 30.1], [115.2, 30.1], [115.2, 30.25], [115.1, 30.1]]]


def feature(geometry: object = None, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: object, **more: object) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": features}, ensure_ascii=False)


def grid(content: bytes) -> Grid:
    book = open_book(Form.GEOJSON, content)
    assert book.sheets == (None,)
    return book.grid(None)


def rows(content: bytes) -> list[tuple[int, list[object]]]:
    chunks = list(grid(content).chunks)
    return list(zip(chain(*(c.numbers for c in chunks)), chain(*(c.rows for c in chunks)), strict=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_feature_is_a_row_and_its_properties_are_columns(encoding: str) -> None:
    map_of = collection(
        feature(POINT, building_no="0001", region=421126100001, name="甲楼", floors=3),
        feature({"type": "Polygon", "coordinates": RING}, building_no="0002", use="住宅", floors=None),
    )
    found = rows(map_of.encode(encoding))
    assert found[0] == (0, ["building_no", "region", "name", "floors", "use", "geometry"])
    assert found[1] == (
        1,
        ["0001", "421126100001", "甲楼", "3", None, '{"type":"Point","coordinates":[115.4321,30.2345678]}'],
    )
    assert found[2][:1] == (2,)
    assert found[2][1][:5] == ["0002", None, None, None, "住宅"]
    assert json.loads(found[2][1][5])["coordinates"] == RING


def test_features_without_properties_or_geometry_keep_their_place() -> None:
    content = collection(feature(POINT, name="甲"), {"type": "Feature"}, None, feature(None, name={"zh": "乙"}))
    found = rows(content.encode())
    assert [number for number, _ in found] == [0, 1, 2, 3, 4]
    assert found[2:] == [(2, [None, None]), (3, [None, None]), (4, ['{"zh":"乙"}', None])]


def test_whole_numbers_keep_every_digit(parse: Parse, stored) -> None:
    buildings = [feature(POINT, building_no=370281100001000123 + i, region=421126100001, floors=2.5) for i in (0, 1)]
    parse("village_map", "a.geojson", collection(*buildings).encode())
    assert [(r["building_no"], r["region"], r["floors"]) for r in stored()] == [
        ("370281100001000123", "421126100001", "2.5"),
        ("370281100001000124", "421126100001", "2.5"),
    ]


def test_another_coordinate_system_is_said() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
    assert "another coordinate system" in grid(collection(feature(POINT), crs=crs).encode()).remarks[0]
    crs["properties"] = {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}
    assert grid(collection(feature(POINT), crs=crs).encode()).remarks == []


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (collection(feature(POINT))[:-20], "line 1"),
        (collection(feature(POINT)).replace("115.4321", "NaN"), "a number that is none"),
        ('{"features":' + "[" * 100_000, "nested too deeply"),
        ('{"type": "Feature", "geometry": null}', "no FeatureCollection"),
        ("[{}]", "no FeatureCollection"),
        ('{"features": {}}', "no FeatureCollection"),
    ],
    ids=["cut off", "NaN", "deep", "one feature", "list", "object"],
)
def test_what_is_broken_is_said_in_one_line(content: str, cause: str) -> None:
    with pytest.raises(UnreadableError, match=cause) as caught:
        open_book(Form.GEOJSON, content.encode())
    assert "\n" not in str(caught.value)


def test_a_map_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson, "BYTES", 100)
    with pytest.raises(UnreadableError, match="village by village"):
        geojson.open_geojson(collection(feature(POINT, name="甲")).encode(), no_hits)


@pytest.mark.parametrize(("name", "encoding"), [("a.geojson", "utf-8-sig"), ("a.json", "gb18030"), ("a.txt", "utf-8")])
def test_buildings_are_rows_of_the_village_map(parse: Parse, stored, name: str, encoding: str) -> None:
    buildings = [feature(POINT, building_no=f"{i:04}", region="421126100001", name="甲楼", floors=i) for i in (1, 2)]
    (account,) = parse("village_map", name, collection(*buildings).encode(encoding))
    assert (account.status, account.sheet, account.header_row, account.encoding) == ("read", None, 0, encoding)
    assert (account.rows, account.accepted, account.skips["header"]) == (3, 2, 1)
    assert [(r["row"], r["building_no"], r["floors"]) for r in stored()] == [(1, "0001", "1"), (2, "0002", "2")]
    assert json.loads(stored()[0]["geometry"]) == POINT


def test_a_broken_map_is_one_failed_line(parse: Parse) -> None:
    (account,) = parse("village_map", "a.geojson", collection(feature(POINT)).encode()[:-9])
    assert (account.status, account.rows) == ("failed", 0)
    assert "broken" in account.message
