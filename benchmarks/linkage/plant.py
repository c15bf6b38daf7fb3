"""The planted cases written into a county's deliveries, as rows of `landing.<layout>` before they are standardized.

A new person's rows are his body's rows with another name, number, birth date and, but for twins, phone. Their numbers
are cut, wrong or missing as the body's are, and one row of each, not of the police, has none at all.
"""

from __future__ import annotations

import shutil

import duckdb

from assets.registry.rules import Rules
from assets.registry.run import Run
from assets.registry.sources import Layout, load_layouts
from assets.standard import build as standard
from benchmarks.linkage import cases
from benchmarks.linkage.county import MEMORY, MONTH, County

FIRST_ROW = 10_000_000
"""Row number of the first planted row; no sheet is as long."""

_COPIED = f"""
    create or replace temp table copied as
    with offered as (
        select planted.*, said.path, said.sheet, said.row, layout, id_status,
            row_number() over (partition by member order by starts_with(source, 'police_') or id_status = 'none',
                md5(record_id)) = 1 as loose
        from planted join said on said.true_person = body
        where layout <> 'self_declarations' and id_status <> 'foreign')
    select *, {FIRST_ROW} + row_number() over (order by path, sheet, row, member) as new_row from offered
"""
_ID_NUMBER = """
    case when loose or copied.id_status = 'none' then null
        when copied.id_status = 'truncated' then left(number, 1) || '.' || substr(number, 2, 14) || 'E+17'
        when copied.id_status = 'upgraded' and substr(number, 7, 2) = '19'
            then left(number, 6) || substr(number, 9, 9)
        when copied.id_status = 'invalid' then left(number, 16) || ((substr(number, 17, 1)::integer + 1) % 10)
            || right(number, 1)
        else number end
"""
_TRUTH = """
    copy (
        with told as (select * from read_parquet($truth))
        select told.* replace (if(lent.host is null, strata, list_append(strata, 'borrowed_number')) as strata)
        from told left join lent on lent.path = told.path and lent.sheet is not distinct from told.sheet
            and lent.row = told.row and told.role = 'self'
        union all by name
        select told.* replace (new_row as row, if(told.role = 'self', member, true_person) as true_person,
            if(told.role = 'self', ['planted_' || kind], []::varchar[]) as strata)
        from told join copied on copied.path = told.path and copied.sheet is not distinct from told.sheet
            and copied.row = told.row
    ) to '{target}'
"""


def plant(base: County, each: int) -> County:
    """A copy of the county with so many cases of each kind; `planted` and `lent` stand in its schema `planted`."""
    county = County(base.persons, base.seed, base.folder / f"planted-{each}")
    county.database.parent.mkdir(parents=True, exist_ok=True)
    county.truth.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(base.database, county.database)
    with duckdb.connect(str(county.database), config={"memory_limit": MEMORY}) as con:
        cases.choose(con, base, each)
        con.execute(_COPIED)
        con.execute(_TRUTH.format(target=county.truth), {"truth": str(base.truth)})
        for _, layout in load_layouts().values():
            if layout.produces == "person" and "name" in layout.columns:
                _write(con, layout)
        con.execute("create or replace schema planted")
        for table in ("planted", "lent"):
            con.execute(f"create table planted.{table} as from {table}")
        standard.build(con, Run(MONTH, base.workspace, Rules()))
    return county


def _write(con: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    said = {name: sql for name, sql in _said(layout).items() if name in layout.columns}
    changed = ", ".join(f'{sql} as "{name}"' for name, sql in said.items())
    table = f"landing.{layout.layout}"
    if "id_number" in layout.columns:
        con.execute(f"""
            update {table} as written set id_number = number from lent
            where lent.path = written.path and lent.sheet is not distinct from written.sheet and lent.row = written.row
        """)
    con.execute(f"""
        insert into {table} by name
        select written.* replace (new_row as row, {changed})
        from {table} as written join copied on copied.layout = written.layout and copied.path = written.path
            and copied.sheet is not distinct from written.sheet and copied.row = written.row
        order by new_row
    """)


def _said(layout: Layout) -> dict[str, str]:
    """What the copied row says instead; a row's own key becomes a new one, kin are those of twins only."""
    kin = [name for name in layout.columns if name.split("_")[0] in ("mother", "father", "guardian", "child")]
    keys = {name: f"if(written.\"{name}\" is null, null, 'Q' || new_row)" for name in layout.record_key}
    return {
        **{name: f"if(kind = 'twin', written.\"{name}\", null)" for name in kin},
        **keys,
        "name": "copied.name",
        "former_name": "null",
        "id_number": _ID_NUMBER,
        "birth_date": "if(written.birth_date is null, null, strftime(strptime(copied.birth, '%Y%m%d'), '%Y-%m-%d'))",
        "phone": "if(kind = 'twin' or written.phone is null, written.phone, copied.phone)",
        "relation": "case kind when 'father_son' then '子' when 'homonym' then '其他' else written.relation end",
    }
