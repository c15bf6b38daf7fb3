"""A small county from files to two published months, run as a clerk runs it; the simulator's truth is the oracle."""

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import lxml.html
import pytest
from python_calamine import CalamineWorkbook

from benchmarks import accuracy
from demo.__main__ import main as simulate
from pipelines.runner import MonthOutcome, run_months
from pipelines.settings import PROJECT, load_settings
from pipelines.summary import status_lines

MONTHS = ["2026-08", "2026-09"]


@dataclass(frozen=True)
class County:
    home: Path
    outcomes: list[MonthOutcome]

    def published(self, month: str) -> Path:
        return self.home / "data" / "warehouse" / "published" / month

    def roster(self, month: str) -> Path:
        return self.published(month) / "restricted" / "roster.duckdb"

    def manifest(self, month: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.published(month) / "restricted" / "manifest.json").read_text("utf-8"))
        return found

    def ask(self, month: str, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.roster(month)), read_only=True) as con:
            return con.execute(sql).fetchall()


def settle(home: Path, engine: str = "") -> Path:
    home.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", home)
    (home / "renpu.toml").write_text(engine, "utf-8")
    return home


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    home = settle(tmp_path_factory.mktemp("county") / "a", "[engine]\nthreads = 2\n")
    options = ["--persons", "500", "--months", "2", "--seed", "107", "--first-month", MONTHS[0]]
    simulate([*options, "--out", str(home / "data")])
    return County(home, list(run_months(home, MONTHS)))


@dataclass(frozen=True)
class Again(County):
    older: list[str]
    """What `renpu status` says when only the older month has been run again."""


@pytest.fixture(scope="module")
def again(county: County, tmp_path_factory: pytest.TempPathFactory) -> Again:
    """The published county in another place, without its working files; both months are run again with one thread."""
    home = settle(tmp_path_factory.mktemp("county") / "b", "[engine]\nthreads = 1\n")
    shutil.copytree(county.home / "data", home / "data", symlinks=True)
    shutil.rmtree(home / "data" / "warehouse" / "work")
    months = run_months(home, MONTHS)
    first = next(months)
    older = list(status_lines(load_settings(home)))
    return Again(home, [first, *months], older)


def test_both_months_are_published(county: County) -> None:
    assert [(o.month, o.success, o.problems) for o in county.outcomes] == [(m, True, ()) for m in MONTHS]
    assert (county.home / "data" / "warehouse" / "current").resolve().name == MONTHS[-1]


def test_the_maps_show_every_building_and_count_as_the_tables_do(county: County) -> None:
    shown, counted = Counter(), {}
    for file in sorted((county.published(MONTHS[-1]) / "restricted" / "maps").iterdir()):
        for page in lxml.html.fromstring(file.read_text("utf-8")).xpath("//section[@data-tract]"):
            tract = page.get("data-tract")
            shown.update((tract, row.get("data-building")) for row in page.xpath(".//*[@data-building]"))
            counted[tract] = tuple(map(int, page.xpath('.//p[@class="sums"]/b/text()')))
    buildings = county.ask(MONTHS[-1], "select tract, building_no, count(*) from building_tract group by all")
    assert shown == Counter({(tract, number): n for tract, number, n in buildings})
    told = """
        select tract, (select count(*) from building_tract b where b.tract = t.tract),
            (select count(*) from dwelling d where d.tract = t.tract),
            (select count(*) from householder_roll r where r.tract = t.tract and household_id is not null),
            (select count(*) from dwelling d where d.tract = t.tract and occupancy = 'vacant'),
            (select max(persons) from tract_staff s where s.tract = t.tract)
        from tract t where kind <> 'virtual'
    """
    assert counted == {tract: tuple(counts) for tract, *counts in county.ask(MONTHS[-1], told)}


@pytest.mark.parametrize("month", MONTHS)
def test_the_roster_is_true(county: County, month: str) -> None:
    con = accuracy.open_month(county.roster(month), county.home / "data" / "demo" / "truth", month)
    pairs, persons = accuracy.linkage(con)[0], accuracy.roster(con)
    assert pairs.precision >= 0.997
    assert pairs.recall >= 0.99
    assert persons["category_right"] >= 0.96


@pytest.mark.parametrize("month", MONTHS)
def test_every_row_is_accounted_for(county: County, month: str) -> None:
    assert county.ask(month, "select path from source_file where rows <> accepted + rejected + skipped") == []
    truth = county.home / "data" / "demo" / "truth" / "record.parquet"
    lost = f"""
        select count(*) from read_parquet('{truth}') as true_record
        where true_record.month = '{month}' and role = 'self' and not exists (
            select 1 from record
            where record.role = 'self' and (record.path, record.row) = (true_record.path, true_record.row)
            and record.sheet is not distinct from true_record.sheet)
    """
    assert county.ask(month, lost) == [(0,)]


def test_an_unchanged_record_keeps_its_person(county: County) -> None:
    """Or goes where the redirect of his id leads, or was split off in view of everybody."""
    moved = f"""
        with before as (
            select distinct source, source_record_key, coalesce(redirect.person_id, had.person_id) as person_id
            from membership as had left join person_redirect as redirect on redirect.old_person_id = had.person_id
            where valid_from = '{MONTHS[0]}' and valid_to is not null)
        select count(*) from before join membership as now using (source, source_record_key)
        where now.valid_to is null and now.person_id <> before.person_id
            and not exists (select 1 from change where kind = 'split'
                and change.person_id in (before.person_id, now.person_id))
    """
    assert county.ask(MONTHS[1], moved) == [(0,)]


def test_a_month_taken_back_to_its_beginning_is_the_month_before(county: County) -> None:
    """But for what has no date, was dated before and came late, or corrects a category."""
    with duckdb.connect(str(county.roster(MONTHS[1])), read_only=True) as con:
        con.execute(f"attach '{county.roster(MONTHS[0])}' as earlier (read_only)")
        told = con.execute(f"""
            with dated as (
                select person_id, bool_and(event_date >= '{MONTHS[1]}-01') as dated from change
                where field = 'region' group by person_id
            ), late as (select person_id from dated where not coalesce(dated, false))
            select count(*), count(*) filter (b.region is distinct from n.region),
                count(*) filter (n.undone is not null)
            from (from earlier.person_place where counted) b
                full join roster_as_of('{MONTHS[1]}-01') n using (person_id)
            where person_id not in (from late)
        """).fetchall()
    ((persons, wrong, undone),) = told
    assert persons > 400
    assert undone > 0
    assert wrong == 0


@pytest.mark.parametrize("month", MONTHS)
def test_same_files_same_tables(county: County, again: Again, month: str) -> None:
    """Whatever the place, the number of threads, or how often: only `run_info` may differ."""
    assert [o.success for o in again.outcomes] == [True, True]
    assert again.manifest(month)["run_info"]["revision"] == 2
    assert again.manifest(month)["tables"] == county.manifest(month)["tables"]


def test_an_older_month_run_again_moves_nothing_back(again: Again) -> None:
    """The later one is current and stale until it has been run again, too."""
    older, later = again.older[:2]
    assert ("stale" in older, "stale" in later, "current" in later) == (False, True, True)
    assert (again.home / "data" / "warehouse" / "current").resolve().name == MONTHS[1]
    assert not (again.published(MONTHS[1]) / "stale").exists()


@pytest.mark.parametrize("tracts", [False, True], ids=["village", "tracts"])
def test_the_nine_tables_count_what_person_place_counts(county: County, *, tracts: bool) -> None:
    """Listed, registered, present and away of every village, from its workbook and from those of its tracts."""
    found: Counter[tuple[str, str]] = Counter()
    for file in (county.published(MONTHS[1]) / "restricted" / "workbooks").rglob("*_一套表.xlsx"):
        if (file.parent.name == "普查小区") is tracts:
            book = CalamineWorkbook.from_path(file)
            for name in ("家庭户个人信息表", "集体户个人信息表", "空挂户表"):
                found[file.name[:12], "listed"] += sum(any(row[1:]) for row in _below(book, name)[1:])
            head, *homes = _below(book, "户表")
            for measure, column in (("registered", "户籍人数"), ("present", "现住人数"), ("away", "外出人数")):
                found[file.name[:12], measure] += sum(int(row[head.index(column)] or 0) for row in homes)
    counted = county.ask(MONTHS[1], """
        select region, count(distinct person_id), count(*) filter (role = 'hukou'), count(*) filter (role = 'living'),
            count(*) filter (role = 'hukou' and category = '2')
        from person_place where category is not null and length(region) = 12 group by region
    """)  # fmt: skip
    measures = ("listed", "registered", "present", "away")
    assert +found == +Counter({(r, m): n for r, *sums in counted for m, n in zip(measures, sums, strict=True)})


def _below(book: CalamineWorkbook, sheet: str) -> list[list[Any]]:
    """The head row of an entry table and the rows below it."""
    rows = book.get_sheet_by_name(sheet).to_python()
    return rows[next(place for place, row in enumerate(rows) if row[0] == "序号") :]


def test_nothing_personal_leaves_the_warehouse(county: County, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither Dagster's own files nor a published file's name holds a name, number or phone of the roster."""
    known = county.ask(
        MONTHS[1], "select id_number, phone from person where id_number is not null order by person_id limit 400"
    )
    secrets = {text for row in known for text in row if text and len(text) >= 11}
    dagster = b"".join(p.read_bytes() for p in (county.home / ".dagster").rglob("*") if p.is_file())
    assert [s for s in secrets if s.encode() in dagster] == []
    names = " ".join(str(p) for p in (county.home / "data" / "warehouse").rglob("*"))
    assert [s for s in secrets if s in names] == []
    printed = "".join(capfd.readouterr())
    assert [s for s in secrets if s in printed] == []
