from __future__ import annotations

from pathlib import Path

import pytest

from assets.landing import manifest
from assets.landing.manifest import (
    NO_CONTENT,
    UNREADABLE,
    counties,
    delivered,
    manifest_hash,
    months_between,
    months_in,
    reference_files,
)
from assets.registry.month import Month
from tests.landing.files import put


def test_months_after_the_previous_one_up_to_this_one(tmp_path: Path) -> None:
    for name in ("2026-07", "2026-08", "2026-10", "2026-11", "reference", "2026-13", "旧"):
        (tmp_path / name).mkdir()
    assert months_between(tmp_path, Month("2026-07"), Month("2026-10")) == ["2026-08", "2026-10"]
    assert months_between(tmp_path, None, Month("2026-08")) == ["2026-07", "2026-08"]
    assert months_between(tmp_path / "nothing", None, Month("2026-08")) == []


def test_files_by_their_source(tmp_path: Path) -> None:
    put(tmp_path, "2026-10/survey/漕河镇/a.xlsx", b"1")
    put(tmp_path, "2026-10/b.xlsx", b"2")
    put(tmp_path, "2026-10/survey/.DS_Store", b"3")
    found = [(d.month, d.source, d.path) for d in delivered(tmp_path, ["2026-10"])]
    assert found == [("2026-10", "survey", "2026-10/survey/漕河镇/a.xlsx"), ("2026-10", "unknown", "2026-10/b.xlsx")]


def test_the_manifest_hash_follows_names_and_contents(tmp_path: Path) -> None:
    put(tmp_path, "2026-10/survey/a.csv", b"1")
    first = manifest_hash(tmp_path, "2026-10")
    assert manifest_hash(tmp_path, "2026-10") == first
    put(tmp_path, "2026-10/survey/a.csv", b"12")
    second = manifest_hash(tmp_path, "2026-10")
    put(tmp_path, "2026-10/survey/b.csv", b"1")
    third = manifest_hash(tmp_path, "2026-10")
    put(tmp_path, "reference/regions.csv", b"1")
    assert len({first, second, third, manifest_hash(tmp_path, "2026-10"), manifest_hash(tmp_path, "2026-11")}) == 5


def test_several_counties_in_one_drop_folder(tmp_path: Path) -> None:
    for path in (
        "2026-10/survey/a.csv", "421126/2026-10/survey/b.csv", "421126/2026-11/c.csv", "421127/2026-09/survey/d.csv",
        "reference/regions.csv", "421126/reference/grids.csv", "421127/reference/regions.csv", "000000/x.csv",
    ):  # fmt: skip
        put(tmp_path, path, path.encode())
    assert counties(tmp_path) == ["421126", "421127"]
    assert months_in(tmp_path) == ["2026-10"]
    assert months_in(tmp_path, "421126") == ["2026-10", "2026-11"]
    assert months_between(tmp_path, Month("2026-10"), Month("2026-12"), "421126") == ["2026-11"]
    found = [(d.month, d.source, d.path) for d in delivered(tmp_path, ["2026-10", "2026-11"], "421126")]
    assert found == [
        ("2026-10", "survey", "2026-10/survey/a.csv"),
        ("2026-10", "survey", "421126/2026-10/survey/b.csv"),
        ("2026-11", "unknown", "421126/2026-11/c.csv"),
    ]
    reference = [d.path for d in reference_files(tmp_path, Month("2026-10"), "421126")]
    assert reference == ["reference/regions.csv", "421126/reference/grids.csv"]


def test_the_manifest_hash_follows_the_county(tmp_path: Path) -> None:
    put(tmp_path, "2026-10/survey/a.csv", b"1")
    plain = manifest_hash(tmp_path, "2026-10", "421126")
    put(tmp_path, "421127/2026-10/survey/a.csv", b"1")
    assert manifest_hash(tmp_path, "2026-10", "421126") == plain
    put(tmp_path, "421126/2026-10/survey/a.csv", b"1")
    assert manifest_hash(tmp_path, "2026-10", "421126") != plain
    assert manifest_hash(tmp_path, "2026-10") == plain


@pytest.mark.parametrize("link", ["2026-10", "reference", "421126"])
def test_a_link_in_the_place_of_a_folder_is_reported_and_not_followed(tmp_path: Path, link: str) -> None:
    raw, elsewhere = tmp_path / "raw", tmp_path / "elsewhere"
    put(raw, "2026-09/survey/a.csv", b"1")
    put(elsewhere, "survey/secret.csv", b"2")
    put(elsewhere, "2026-10/survey/secret.csv", b"3")
    (raw / link).symlink_to(elsewhere)
    months = months_in(raw, "421126")
    assert months == ["2026-09"] if link == "reference" else ["2026-09", "2026-10"]
    found = [*delivered(raw, ["2026-10"], "421126"), *reference_files(raw, Month("2026-10"), "421126")]
    expected = "421126/2026-10" if link == "421126" else link
    assert [(d.path, d.sha256) for d in found] == [(expected, NO_CONTENT)]
    before = manifest_hash(raw, "2026-10", "421126")
    put(elsewhere, "survey/secret.csv", b"4")
    assert manifest_hash(raw, "2026-10", "421126") == before


def test_the_drop_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "disk", "2026-10/survey/a.csv", b"1")
    (tmp_path / "raw").symlink_to(tmp_path / "disk")
    assert [d.source for d in delivered(tmp_path / "raw", ["2026-10"])] == ["survey"]


def test_a_file_that_is_gone_or_forbidden_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path, "2026-10/survey/a.csv", b"1")
    (given,) = delivered(tmp_path, ["2026-10"])

    def forbidden(*_: object) -> str:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(manifest, "_content_hash", forbidden)
        assert given.sha256 == UNREADABLE
        assert manifest_hash(tmp_path, "2026-10")
    assert given.sha256 != UNREADABLE
    file.unlink()
    assert given.sha256 == UNREADABLE


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "2026-10/survey/a.csv", b"1")
    closed = put(tmp_path, "2026-10/police/b.csv", b"1").parent
    scandir = manifest.os.scandir

    def forbidden(folder: Path) -> object:
        if Path(folder) == closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(manifest.os, "scandir", forbidden)
    found = {d.path: d.sha256 == NO_CONTENT for d in delivered(tmp_path, ["2026-10"])}
    assert found == {"2026-10/police": True, "2026-10/survey/a.csv": False}
