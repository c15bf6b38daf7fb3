"""What the nine tables count is what person_place counts, tracts add up, and a workbook that comes back is read."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from assets.landing import intake
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from tests.landing.files import put, text
from tests.people.county import A, B
from tests.publish.county import NAMES, county, written

PERSONS = ("家庭户个人信息表", "集体户个人信息表", "空挂户表")
LINE = dict[str, Any]


@dataclass(frozen=True)
class Books:
    folder: Path
    con: duckdb.DuckDBPyConnection

    def files(self, region: str, *, tracts: bool = False) -> list[Path]:
        place = f"{region}_*/普查小区/*_一套表.xlsx" if tracts else f"{region}_*/*_一套表.xlsx"
        return sorted(self.folder.glob(place))

    def lines(self, region: str, sheet: str, *, tracts: bool = False) -> list[LINE]:
        """The lines of a table that say something, of the village's book or of those of all its tracts."""
        return [line for file in self.files(region, tracts=tracts) for line in lines(file, sheet)]


def lines(file: Path, sheet: str) -> list[LINE]:
    page = openpyxl.load_workbook(file)[sheet]
    head, *rows = page.iter_rows(min_row=int(page.print_title_rows.split("$")[-1]), values_only=True)
    named = ["名称" if place == 0 and text is None else text for place, text in enumerate(head)]
    return [dict(zip(named, row, strict=True)) for row in rows if any(value is not None for value in row[1:])]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("books")
    return Books(folder / "workbooks", written(county(folder / "county"), folder / "workbooks"))


def names(found: list[LINE]) -> Counter[str]:
    return Counter(line["姓名"] for line in found)


def test_everybody_stands_on_the_table_of_his_kind(books: Books) -> None:
    found = {sheet: names(books.lines(A, sheet)) for sheet in PERSONS}
    assert found == {
        "家庭户个人信息表": Counter(NAMES[p] for p in "abcfm"),
        "集体户个人信息表": Counter([NAMES["k"]]),
        "空挂户表": Counter([NAMES["e"]]),
    }
    assert names(books.lines(B, PERSONS[0])) == Counter(NAMES[p] for p in "df")


@pytest.mark.parametrize("tracts", [False, True], ids=["village", "tracts"])
@pytest.mark.parametrize("region", [A, B])
def test_the_totals_are_those_of_person_place(books: Books, region: str, *, tracts: bool) -> None:
    listed = """
        select count(distinct person_id), count(*) filter (role = 'hukou'), count(*) filter (role = 'living'),
            count(*) filter (role = 'hukou' and category = '2'), count(*) filter (counted)
        from roster.person_place where region = ? and category is not null
    """
    persons, registered, present, away, counted = books.con.execute(listed, [region]).fetchall()[0]
    assert sum(len(books.lines(region, sheet, tracts=tracts)) for sheet in PERSONS) == persons
    for sheet in ("户表", "户主姓名底册"):
        homes = [line for line in books.lines(region, sheet, tracts=tracts) if line.get("序号") or line["户别"]]
        sums = [sum(line[head] for line in homes) for head in ("户籍人数", "现住人数", "外出人数")]
        assert sums == [registered, present, away], sheet
    groups = [line for line in books.lines(region, "分小组人口汇总表", tracts=tracts) if line["名称"] == "合计"]
    assert [sum(line[head] for line in groups) for head in ("户籍人数", "现住人数")] == [registered, present]
    categories = [head for head in groups[0] if head in ("户在人在", "户在人不在", "人在户不在", "户口待定")]
    assert sum(line[head] for line in groups for head in categories) == counted
    empty = "select count(*) from housing.dwelling where region = ? and occupancy = 'vacant'"
    assert [(len(books.lines(region, "空宅表", tracts=tracts)),)] == books.con.execute(empty, [region]).fetchall()


def test_who_is_away_is_told_with_where_and_since_when(books: Books) -> None:
    away = next(line for line in books.lines(A, PERSONS[0]) if line["姓名"] == NAMES["c"])
    told = (away["户籍状况"], away["居住状况"], away["现居住地址"], away["离开日期"])
    assert told == ("本村(居)", "外出", None, "2025-01-01")
    guest = next(line for line in books.lines(A, PERSONS[0]) if line["姓名"] == NAMES["m"])
    assert (guest["户籍状况"], guest["居住状况"], guest["户籍地址"]) == ("外县", "在住", "某省某市")


def test_what_we_add_to_remarks_does_not_pile_up(books: Books) -> None:
    (empty,) = books.lines(A, "空挂户表")
    assert (empty["空挂原因"], empty["备注"]) == ("无房", "常回来【空挂，查无下落】")


def test_a_household_has_one_head(books: Books) -> None:
    heads = Counter(line["户编号"] for line in books.lines(A, PERSONS[0]) if line["与户主关系"] == "户主")
    assert heads
    assert set(heads.values()) == {1}


def test_what_the_village_told_of_homes_is_not_asked_again(books: Books) -> None:
    assert [(line["建筑物编号"], line["空置原因"]) for line in books.lines(A, "空宅表")] == [("3", "房屋破旧")]
    assert [(line["小区名称"], line["物业公司"]) for line in books.lines(A, "楼盘小区信息表")] == [("某苑", "=物业")]


def landed(folder: Path, files: list[Path], month: str = "2026-09") -> duckdb.DuckDBPyConnection:
    """The landing floor of a month to which workbooks come back; its state is kept for the next."""
    raw, workspace = folder / "raw", Workspace(folder / "raw", folder / "warehouse")
    regions = [["code", "name", "level", "parent"], *([v, "某村", "village", v[:9] + "000"] for v in (A, B))]
    put(raw, "reference/regions.csv", text(regions))
    (raw / month / "survey").mkdir(parents=True)
    for file in files:
        shutil.copy(file, raw / month / "survey")
    con, key = duckdb.connect(), Month(month)
    intake.build(con, Run(key, workspace, Rules(), workspace.state_before(key)))
    workspace.state(key).mkdir(parents=True)
    con.execute(f"copy landing.landing_delivery to '{workspace.state(key)}/landing_delivery.parquet'")
    return con


@pytest.mark.parametrize("tracts", [False, True], ids=["village", "tracts"])
def test_a_workbook_that_comes_back_is_read_as_the_survey(books: Books, tmp_path: Path, *, tracts: bool) -> None:
    files = [file for region in (A, B) for file in books.files(region, tracts=tracts)]
    con = landed(tmp_path, files)
    sheets = con.execute("select sheet, layout, status, rejected, superseded from landing.source_file "
        "where source = 'survey'").fetchall()  # fmt: skip
    assert {status for _, layout, status, *_ in sheets if layout is None} == {"output"}
    assert {status for _, layout, status, *_ in sheets if layout} <= {"read", "empty"}
    assert len([1 for _, layout, *_ in sheets if layout]) == 6 * len(files)
    assert sum(rejected + superseded for *_, rejected, superseded in sheets) == 0
    layouts = ("survey_family", "survey_collective", "survey_empty_hukou")
    back = " union all ".join(f"select scope, household_no, name, id_number from landing.{x}" for x in layouts)
    listed = """
        select distinct l.region, substr(r.tract, 13) || '-' || r.household_no, p.name, p.id_number
        from roster.person_place l
            join roster.person p using (person_id)
            join housing.person_home h using (person_id, role)
            join roster.householder_roll r on r.region = l.region
                and r.household_id = coalesce(h.listed_household_id, h.household_id)
        where l.category is not null and length(l.region) = 12 order by all
    """
    assert sorted(con.execute(back).fetchall()) == sorted(books.con.execute(listed).fetchall())
    homes = "select scope, household_no from landing.survey_household order by all"
    roll = """select region, substr(tract, 13) || '-' || household_no from roster.householder_roll
        where household_kind is not null order by all"""
    assert con.execute(homes).fetchall() == books.con.execute(roll).fetchall()


def survey_in_force(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """The persons of the survey in force: village, household number, name."""
    layouts = ("survey_family", "survey_collective", "survey_empty_hukou")
    sheets = " union all ".join(f"select scope, household_no, name from landing.{x}" for x in layouts)
    return sorted(con.execute(sheets).fetchall())


@pytest.mark.parametrize("tracts", [False, True], ids=["after the village's", "after those of all tracts"])
def test_a_tract_s_workbook_that_comes_alone_replaces_that_tract(books: Books, tmp_path: Path, *, tracts: bool) -> None:
    landed(tmp_path, [file for region in (A, B) for file in books.files(region, tracts=tracts)])
    before = [file for file in books.files(A, tracts=True) if lines(file, PERSONS[0])]
    assert len(before) > 1
    con = landed(tmp_path, before[:1], "2026-10")
    told = survey_in_force(con)
    assert told == survey_in_force(landed(tmp_path / "whole", books.files(A) + books.files(B)))
    delivered = con.execute("select distinct scope, age_months from landing.source_scope where rows > 0 order by all")
    assert delivered.fetchall() == [(A, 0), (A, 1), (B, 1)]
    assert con.execute("select count(*) from landing.scope_shrink").fetchall() == [(0,)]


def test_a_tract_s_workbook_alone_names_its_village(books: Books, tmp_path: Path) -> None:
    file = next(file for file in books.files(A, tracts=True) if lines(file, PERSONS[0]))
    con = landed(tmp_path, [file])
    assert {scope for scope, *_ in survey_in_force(con)} == {A}
    assert con.execute("select distinct scope from landing.source_scope").fetchall() == [(A,)]


def test_the_police_list_holds_every_hukou_household_of_the_village(books: Books) -> None:
    (file,) = books.folder.glob(f"{A}_*/*_户籍核对本.xlsx")
    found = lines(file, "户籍人口核对表")
    persons = {line["姓名"]: line for line in found if line["姓名"]}
    assert set(persons) == {NAMES[p] for p in "abcef"}
    assert [line["户号"] for line in found if line["姓名"] in (NAMES["a"], NAMES["b"], NAMES["c"])] == ["1", None, None]
    assert persons[NAMES["a"]]["人口类别"] == "户在人在"
    assert (persons[NAMES["f"]]["人口类别"], persons[NAMES["f"]]["现住何处（据本月资料）"]) == ("户在人不在", f"{B}1号")
    assert persons[NAMES["e"]]["空挂情况"] == "空挂（查无下落）"
    assert persons[NAMES["a"]]["空挂情况"] is None
    assert all(line["核对结果"] is line["修改内容"] is line["普查员签名"] is None for line in found)


def test_the_police_list_names_the_enumerator_of_every_group(books: Books) -> None:
    (file,) = books.folder.glob(f"{A}_*/*_户籍核对本.xlsx")
    page = openpyxl.load_workbook(file)["户籍人口核对表"]
    sections = [str(row[0]) for row in page.iter_rows(values_only=True) if str(row[0]).startswith("普查小区 ")]
    assert sum(int(section.split()[-2]) for section in sections) == 5
    assert all("普查员：" in section for section in sections)
    assert len(page.row_breaks.brk) == len({section.split()[1] for section in sections}) - 1


def test_what_is_handed_out_adds_up_and_comes_back_as_a_list_of_changes(books: Books) -> None:
    (file,) = books.folder.glob(f"{A}_*/*_户籍核对本.xlsx")
    *handed, total = lines(file, "分发反馈登记表")
    assert (total["户数"], total["人数"]) == (3, 5)
    assert sum(line["人数"] for line in handed) == 5
    changes = openpyxl.load_workbook(file)["修改清单"]
    heads = [cell.value for cell in changes[int(changes.print_title_rows.split("$")[-1])]]
    assert {"公民身份号码", "修改项目", "原登记内容", "应改为", "普查员", "日期"} <= set(heads)
    answers = openpyxl.load_workbook(file)["户籍人口核对表"].data_validations.dataValidation
    assert [rule.formula1 for rule in answers] == ['"相符,更正,迁出,死亡,重复,查无此人,空挂"']
