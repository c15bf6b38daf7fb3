"""What `renpu status` and `make demo` print: one screen, counts only, no personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb

from assets.registry.month import Month
from assets.roster.change_account import INTO, OUT_OF
from pipelines.missing import missing_lines
from pipelines.month_database import NoAccountError, month_tables
from pipelines.settings import Settings

CORRECTIONS_IN = ("added", "merged_in", "split_in")
CORRECTIONS_OUT = ("removed", "merged_out")
CATEGORIES = "count(*) filter (population_category = '{}')"


def published_months(settings: Settings) -> list[str]:
    """Months that have a published roster, in order."""
    folder = settings.workspace.warehouse / "published"
    return (
        sorted(p.name for p in folder.iterdir() if roster_file(settings, p.name).is_file()) if folder.is_dir() else []
    )


def roster_file(settings: Settings, month: str) -> Path:
    """The restricted database of a published month."""
    return settings.workspace.published(Month(month)) / "restricted" / "roster.duckdb"


def status_lines(settings: Settings) -> Iterator[str]:
    """One line per delivered or published month, and what did not come in the newest one."""
    published = set(published_months(settings))
    current = settings.workspace.warehouse / "current"
    newest = current.resolve().name if current.is_symlink() else None
    for month in sorted(published | set(settings.delivered_months())):
        marks = [_facts(settings, month) if month in published else "delivered, not run"]
        if (settings.workspace.published(Month(month)) / "stale").exists():
            marks.append("stale: an earlier month was run again; renpu run --from it")
        if month == newest:
            marks.append("← current")
        yield f"{month}  {'  '.join(marks)}"
    if published:
        yield from missing_of(settings, max(published))
    if not published and not settings.delivered_months():
        yield f"nothing delivered in {settings.paths.raw}/ yet; `renpu demo` makes a county to try"


def missing_of(settings: Settings, month: str) -> Iterator[str]:
    """What did not come in a month that was run, indented under its line; nothing where its tables cannot be read."""
    try:
        with month_tables(settings, month) as tables:
            yield from [f"   {line}" for line in missing_lines(tables.con, month)]
    except NoAccountError:
        return


def _facts(settings: Settings, month: str) -> str:
    sql = """
        select r.revision, r.acceptance, (select count(*) from person where in_roster) as in_roster from run_info r
    """
    with duckdb.connect(str(roster_file(settings, month)), read_only=True) as con:
        revision, acceptance, in_roster = con.execute(sql).fetchall()[0]
    return f"published  revision {revision}  {acceptance:<11}  {in_roster:>9,} persons in the roster"


def month_lines(settings: Settings, month: str) -> Iterator[str]:
    """One month's roster in a few lines: files, persons, categories, 加减乘除 and the account of changes."""
    with duckdb.connect(str(roster_file(settings, month)), read_only=True) as con:
        files, rows, rejected = con.execute(
            "select count(distinct path), sum(rows), sum(rejected) from source_file"
        ).fetchall()[0]
        categories = ", ".join(CATEGORIES.format(c) for c in "1234")
        persons, usual, *four = con.execute(
            f"select count(*), count(*) filter (usual_resident), {categories} from person where in_roster"
        ).fetchall()[0]
        below = con.execute(
            "select count(*) from completeness where level = 'county' and rate < ?",
            [settings.quality.completeness_minimum],
        ).fetchall()[0][0]
        revision, acceptance = con.execute("select revision, acceptance from run_info").fetchall()[0]
        cycle = [*cycle_lines(con)]
    yield f"{month}  revision {revision}, {acceptance}" + (f" ({below} indicators below 95 %)" if below else "")
    yield f"   files {files:,}, rows {rows:,}, rejected {rejected:,}"
    yield f"   in the roster {persons:,}; usual residents {usual:,}"
    yield "   户在人在 {:,}  户在人不在 {:,}  人在户不在 {:,}  户口待定 {:,}".format(*four)
    yield from (f"   {line}" for line in cycle)


def cycle_lines(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """加减乘除 of a published month (seeds/000), and its account: counts of `monthly_cycle` and `change_account`."""
    n = Counter(dict(con.execute("select cycle_measure, sum(items)::integer from monthly_cycle group by 1").fetchall()))
    yield (
        f"加 名单 {n['listed']:,} 行  减 同一人 {n['same_person']:,} 行、不在册 {n['left_out']:,} 人、"
        f"退回 {n['rejected']:,} 行、单位重复 {n['unit_repeat']:,} 行  乘 部门补充 {n['filled']:,} 项  "
        f"除 底册 {n['roll_line']:,} 行、普查小区 {n['tract']:,} 个"
    )
    columns = ("opening", *INTO, *OUT_OF, "closing")
    sums = ", ".join(f"coalesce(sum({c}), 0)::integer" for c in columns)
    told = con.execute(f"select {sums} from change_account where level = 'county'").fetchall()[0]
    line = dict(zip(columns, told, strict=True))
    rest = sum(line[c] for c in CORRECTIONS_IN) - sum(line[c] for c in CORRECTIONS_OUT)
    yield (
        f"期初 {line['opening']:,} ＋出生 {line['births']:,} ＋迁入 {line['move_in']:,} －死亡 {line['deaths']:,} "
        f"－迁出 {line['move_out']:,} {'＋' if rest >= 0 else '－'}更正 {abs(rest):,} ＝期末 {line['closing']:,}"
        f"（县内移动 {line['within_in']:,}）"
    )


def demo_lines(settings: Settings) -> Iterator[str]:
    """The demo county's months, how true the newest one is, and where to look."""
    from benchmarks.accuracy.goals import headline

    months = published_months(settings)
    for month in months:
        yield from month_lines(settings, month)
    truth = settings.workspace.raw.parent / "demo" / "truth"
    if months and truth.is_dir():
        yield f"Against the simulator's truth, {months[-1]}"
        yield from (f"   {line}" for line in headline(roster_file(settings, months[-1]), truth, months[-1]))
    yield "Open"
    yield from path_lines(settings)


def path_lines(settings: Settings) -> Iterator[str]:
    """Where to look next."""
    warehouse = settings.paths.warehouse
    yield f"   roster (restricted)   {warehouse}/roster.duckdb"
    yield f"   analysis (no names)   {warehouse}/analysis.duckdb"
    yield f"   workbooks             {warehouse}/current/restricted/workbooks/"
    yield f"   maps of tracts        {warehouse}/current/restricted/maps/"
    yield "   Dagster UI            make ui → http://127.0.0.1:3000"
