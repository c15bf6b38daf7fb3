"""The pages of a village, read back as a browser reads them."""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import duckdb
import lxml.html
import pytest

from assets.publish.maps import write
from assets.publish.maps.write import write_maps
from assets.quality.acceptance import Acceptance
from tests.publish.published import month_database
from tests.small_month import OTHER_VILLAGE, VILLAGE, put, run_of

FILE = f"{VILLAGE}_乙村_普查小区图.html"
NASTY = """<b>"东苑"&'西苑'</b>"""
Page = lxml.html.HtmlElement


def add_building(
    con: duckdb.DuckDBPyConnection,
    number: str,
    name: str = "",
    east: int | None = None,
    region: str = VILLAGE,
    **counts: int,
) -> None:
    """A building in the village's tract with vacant and occupied dwellings; drawn `east` times ten metres."""
    geometry = None
    if east is not None:
        west = 115 + east * 2e-4
        ring = [[west, 30], [west + 1e-4, 30], [west + 1e-4, 30.0001], [west, 30.0001], [west, 30]]
        geometry = json.dumps({"type": "Polygon", "coordinates": [ring]})
    put(con, "building", region=region, building_no=number, name=name, geometry=geometry)
    tract = f"{region}001"
    put(con, "building_tract", region=region, building_no=number, building_name=name, tract=tract,
        dwellings=sum(counts.values()), **{"occupied": 0, "vacant": 0} | counts)  # fmt: skip
    for state, n in counts.items():
        for i in range(n):
            key = f"{number}{name}{state}{i}"
            put(con, "dwelling", dwelling_id=key, region=region, tract=tract, building_no=number, building_name=name,
                occupancy=state, address=f"乙村{number}号")  # fmt: skip
            (line,) = con.execute(
                "select count(*) + 1 from roster.householder_roll where tract = ?", [tract]
            ).fetchall()[0]
            put(con, "householder_roll", region=region, tract=tract, building_no=number, household_no=f"{line:03d}",
                household_id=key if state == "occupied" else None, dwelling_id=key, head_name="欧阳户主",
                household_kind="family" if state == "occupied" else None, registered=0, present=0, away=0)  # fmt: skip


def county() -> duckdb.DuckDBPyConnection:
    con = month_database(run_of(Path()))
    add_building(con, "1", "乙村1号", east=0, occupied=1)
    add_building(con, "2", NASTY, east=1, occupied=2, vacant=1)
    add_building(con, "3", "欧阳户主家", east=2, occupied=1)
    add_building(con, "4", east=3)
    add_building(con, "5", "东苑", occupied=1)
    add_building(con, "6", vacant=1)
    add_building(con, "1", region=OTHER_VILLAGE, vacant=1)
    put(con, "disputed_building", region=VILLAGE, building_no="4", other_region=OTHER_VILLAGE, other_building_no="7")
    con.execute(
        "update housing.tract set dwellings = (select count(*) from housing.dwelling d where d.tract = tract.tract)"
    )
    return con


def written(folder: Path, con: duckdb.DuckDBPyConnection, acceptance: Acceptance = "provisional") -> Path:
    folder.mkdir(exist_ok=True)
    write_maps(con, run_of(folder), acceptance, folder / "maps")
    return folder / "maps"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("maps"), county())


@pytest.fixture(scope="module")
def page(folder: Path) -> Page:
    return lxml.html.fromstring((folder / FILE).read_text("utf-8"))


def tract_page(page: Page) -> Page:
    return page.xpath(f'//section[@data-tract="{VILLAGE}001"]')[0]


def listed(page: Page, tag: str) -> dict[str, list[str]]:
    """Building number -> texts of its cells."""
    rows = tract_page(page).xpath(f".//{tag}[@data-building]")
    return {row.get("data-building"): [cell.text_content().strip() for cell in row] for row in rows}


def test_a_file_per_village_and_a_page_per_tract(folder: Path, page: Page) -> None:
    assert sorted(p.name for p in folder.iterdir()) == [FILE, f"{OTHER_VILLAGE}_丙村_普查小区图.html"]
    assert [section.get("data-tract") for section in page.xpath("//section")] == [None, f"{VILLAGE}001"]


def test_every_building_stands_once_on_its_page(page: Page) -> None:
    told = Counter(row.get("data-building") for row in tract_page(page).xpath(".//*[@data-building]"))
    assert told == Counter("123456")
    shapes = tract_page(page).xpath(".//svg/path[@class]")
    assert [shape.get("class") for shape in shapes] == ["occupied", "partly", "occupied", "none claimed"]


def test_what_the_map_lacks_is_listed_with_its_address(page: Page) -> None:
    gaps = listed(page, "tr")
    assert gaps["5"] == ["□", "5 东苑", "1/1/0", "007", "乙村5号", "漏绘，有人居住"]
    assert gaps["6"][-1] == "图上没有，未见有人居住"


def test_a_building_drawn_in_the_wrong_place_does_not_shrink_the_map(tmp_path: Path) -> None:
    con = county()
    add_building(con, "8", east=3000, occupied=1)
    page = lxml.html.fromstring((written(tmp_path, con) / FILE).read_text("utf-8"))
    assert listed(page, "tr")["8"][-1] == "图上位置偏远，请核实"
    assert "1:500" in tract_page(page).xpath('.//*[@class="bar"]')[0].text_content()


def test_counts_and_household_numbers_are_those_of_the_tables(page: Page) -> None:
    drawn = listed(page, "p")
    assert drawn["2"] == ["2", NASTY, "3/2/1", "003–005"]
    assert drawn["4"] == ["4", "争议：丙村7号", "0/0/0", ""]
    sums = re.findall(r"\d+", tract_page(page).xpath('.//p[@class="sums"]')[0].text_content())
    assert sums == ["6", "4", "2", "7", "6", "2", "1"]


def test_no_resident_is_named_and_the_staff_are(folder: Path) -> None:
    texts = [p.read_text("utf-8") for p in folder.iterdir()]
    assert not [text for text in texts if "欧阳" in text]
    assert all("丁某" in text for text in texts)


def test_a_name_with_markup_stays_a_text_and_nothing_is_loaded(folder: Path, page: Page) -> None:
    text = (folder / FILE).read_text("utf-8")
    assert NASTY in tract_page(page).text_content()
    assert not page.xpath("//b[text()='\"东苑\"']")
    assert not re.search(r"https?:|//|<script|<img|@import|src=", text)


def test_a_village_without_a_map_is_planned_by_numbers(folder: Path) -> None:
    other = lxml.html.fromstring((folder / f"{OTHER_VILLAGE}_丙村_普查小区图.html").read_text("utf-8"))
    assert "本村无平面图，按建筑物编号排列" in other.text_content()
    assert [box.get("class") for box in other.xpath("//div[@data-building]")] == ["vacant"]


def test_what_has_no_building_is_said(tmp_path: Path) -> None:
    con = county()
    put(con, "dwelling", dwelling_id="loose", region=VILLAGE, tract=f"{VILLAGE}001", occupancy="vacant")
    con.execute("update roster.householder_roll set household_id = 'h1' where household_no = '001'")
    text = (written(tmp_path, con) / FILE).read_text("utf-8")
    assert "另有无建筑物编号的住房 1 套；住处不明或住房无编号的户 1 户（户编号 001）" in text


def test_a_tract_without_any_known_building_has_a_page_and_a_virtual_one_a_line(tmp_path: Path) -> None:
    con = county()
    for number, kind in (("002", "drawn"), ("901", "virtual")):
        put(con, "tract", tract=f"{VILLAGE}{number}", region=VILLAGE, kind=kind, dwellings=1)
    put(con, "dwelling", dwelling_id="loose", region=VILLAGE, tract=f"{VILLAGE}002", occupancy="vacant")
    page = lxml.html.fromstring((written(tmp_path, con) / FILE).read_text("utf-8"))
    pages = [section.get("data-tract") for section in page.xpath("//section[@data-tract]")]
    assert pages == [f"{VILLAGE}001", f"{VILLAGE}002"]
    lines = {row.get("data-tract"): row[-1].text for row in page.xpath("//tr[@data-tract]")}
    assert list(lines) == [*pages, f"{VILLAGE}901"]
    assert lines[f"{VILLAGE}901"] == "虚拟小区，无图"


@pytest.mark.parametrize(("acceptance", "says"), [("provisional", True), ("accepted", False)])
def test_a_provisional_month_is_marked_on_every_page(tmp_path: Path, acceptance: Acceptance, says: bool) -> None:
    page = lxml.html.fromstring((written(tmp_path, county(), acceptance) / FILE).read_text("utf-8"))
    marks = [section.xpath('.//p[@class="marks"]')[0].text_content() for section in page.xpath("//section")]
    assert [("未达标" in mark) for mark in marks] == [says] * len(marks)
    assert all("注意保密" in mark for mark in marks)
    assert len(page.xpath("//footer")) == len(marks)


def test_the_same_rows_give_the_same_bytes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hashes(where: Path) -> list[str]:
        return [hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(where.iterdir())]

    monkeypatch.setattr(write, "PARALLEL_FROM", 0)
    assert hashes(written(tmp_path, county())) == hashes(folder)
