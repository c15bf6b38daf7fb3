"""`landing.presence`: who was seen at a gate or checkpoint on which day (contract.md 3.2 and 3.3).

Gate rows come by tens of millions, and only this aggregate of them goes on: no table holds the rows themselves. Grain:
file and sheet x name, ID number and phone as written x place x day. Columns: month (of the delivery), source, path,
sheet, first_row, last_row, n_rows (rows of the sheet that it stands for), name, id_number, phone, place (its code, else
its name), day (NULL where none can be read). The sum of n_rows is the number of accepted rows of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from assets.landing.dates import day_of
from assets.landing.delivery import Sheet
from assets.landing.keys import copies_of, stored_columns
from assets.registry.month import Month
from assets.registry.run import Run
from assets.registry.sources import Layout, load_layouts

TABLE = """
    create or replace table landing.presence (month varchar, source varchar, path varchar, sheet varchar,
        first_row bigint, last_row bigint, n_rows bigint, name varchar, id_number varchar, phone varchar,
        place varchar, day date)
"""

ROWS = """
    insert into landing.presence by name
    with grouped as (
        select s.sheet_id, min(r.row) as first_row, max(r.row) as last_row, count(*) as n_rows, {who},
            nullif(trim({places}), '') as place, d.day
        from read_parquet(?, union_by_name = true, filename = true) r
        join landing._sheet s on s.copy = r.filename
        left join temp._moment d on d.text = {written}
        group by all
    )
    select s.month, s.source, s.path, s.sheet, g.* exclude (sheet_id)
    from grouped g join landing._sheet s using (sheet_id)
"""

# The day of a moment, without its time, so that the distinct texts are few whatever a gate writes: 2026-10-03 08:05,
# 2026年10月3日8时5分, 20261003080512, 46298.3, seconds or milliseconds since 1970. What says no day is NULL.
DAY = r"""case
    when regexp_full_match({written}, '20\d{{10}}(\d\d)?') then left({written}, 8)
    when regexp_full_match({written}, '1\d{{9}}(\d{{3}})?') then {clock}::date::varchar
    else nullif(regexp_extract({written},
        '^((?:20)?\d\d[-./\\年]\d{{1,2}}[-./\\月]\d{{1,2}}|20\d{{6}}|[3-7]\d{{4}})(?:\D|$)', 1), '')
    end"""
WRITTEN = r"""regexp_replace(translate({column}, '０１２３４５６７８９－／．', '0123456789-/.'),
    '^[\s''"=\x{{200b}}\x{{feff}}\x{{3000}}]+|[\s''"]+$', '', 'g')"""
# Rows are only cut at the first blank or T behind a digit, which no day holds; each different rest is read once.
FRONT = "if(left({column}, 1) between '0' and '9', split_part(split_part({column}, ' ', 1), 'T', 1), {column})"
CLOCK = "make_timestamp((rpad({written}, 13, '0')::bigint + 8 * 3600000) * 1000)"  # of China

REMARKS = """
    with stood as (
        select path, sheet, sum(n_rows) as undated from landing.presence where day is null group by all
    ), told as (
        select f.path, f.sheet, f.month < $first as outdated, undated
        from landing.source_file f
        left join stood s on s.path = f.path and s.sheet is not distinct from f.sheet
        where f.status = 'read' and list_contains($layouts, f.layout)
    )
    update landing.source_file f set
        status = if(outdated, 'outdated', f.status),
        message = nullif(concat_ws('; ', f.message, undated || ' rows without a day that can be read',
            if(outdated, 'older than the months of presence that count (presence_months)', null)), '')
    from told t where t.path = f.path and t.sheet is not distinct from f.sheet and (outdated or undated > 0)
"""


def in_window(sheets: Sequence[Sheet], run: Run) -> list[Sheet]:
    """The sheets without those of gate rows that are older than `presence_months`."""
    seen = _layouts()
    months = run.rules.landing.presence_months
    return [s for s in sheets if s.account.layout not in seen or run.month.months_since(Month(s.month)) < months]


def write_presence(con: duckdb.DuckDBPyConnection) -> None:
    """Make `landing.presence` from the parsed rows in force, one statement per layout."""
    con.execute(TABLE)
    for layout in _layouts().values():
        copies = copies_of(con, layout)
        if copies:
            _aggregate(con, layout, copies)


def remark(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Tell in `landing.source_file` which sheets are too old to count, and how many rows have no day."""
    seen = sorted(_layouts())
    oldest = run.month.first_day.year * 12 + run.month.first_day.month - run.rules.landing.presence_months
    first = f"{oldest // 12:04}-{oldest % 12 + 1:02}"
    con.execute(REMARKS, {"first": first, "layouts": seen})


def _layouts() -> dict[str, Layout]:
    return {name: layout for name, (_, layout) in load_layouts().items() if layout.produces == "presence"}


def _aggregate(con: duckdb.DuckDBPyConnection, layout: Layout, copies: list[str]) -> None:
    held = stored_columns(con, copies)
    written = FRONT.format(column=_first(held, "date", "time"))
    who = ", ".join(f'r."{c}"' if c in held else f'null::varchar as "{c}"' for c in ("name", "id_number", "phone"))
    _read_days(con, written, copies)
    con.execute(ROWS.format(who=who, places=_first(held, "place_code", "place"), written=written), [copies])
    con.execute("drop table temp._moment")


def day_expression(column: str) -> str:
    """SQL: the day that a text says, shortened to at most twelve characters that `day_of` reads."""
    written = WRITTEN.format(column=column)
    return DAY.format(written=written, clock=CLOCK.format(written=written))


def _first(held: set[str], *columns: str) -> str:
    """SQL: the first of the columns that is written."""
    written = [f'r."{c}"' for c in columns if c in held]
    return f"coalesce({', '.join([*written, 'null::varchar'])})"


def _read_days(con: duckdb.DuckDBPyConnection, written: str, copies: list[str]) -> None:
    """Make `temp._moment`: every distinct text of a moment, as rows are cut, with the day that it says."""
    moment = f"""
        with told as (select distinct {written} as text from read_parquet(?, union_by_name = true) r)
        select text, {day_expression("text")} as shortened from told where text is not null
    """
    con.execute(f"create or replace temp table _shortened as {moment}", [copies])
    found = con.execute("select distinct shortened from _shortened order by all").fetchall()
    texts = [text for (text,) in found if text]
    days = pa.table({"shortened": pa.array(texts, pa.string()), "day": pa.array(map(day_of, texts), pa.date32())})
    con.register("_day", days)
    con.execute("create or replace temp table _moment as select text, day from _shortened join _day using (shortened)")
    con.unregister("_day")
    con.execute("drop table temp._shortened")
