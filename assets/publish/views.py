"""Views of the published databases: coded fields with their labels, and candidate values spelled out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import duckdb

from assets.registry.codes import load_codes
from assets.registry.indicators import load_indicators
from assets.registry.tables import TableSpec, comment, create, load_fields, load_tables

INDICATOR = "indicator"
# One who is away lives where the row says that he went.
AWAY = "coalesce(case when record.residence_state in ('2', '3') then {away} end, {here}, {away})"
ELSEWHERE = {
    "residence_address": AWAY.format(here="record.residence_address", away="record.away_address"),
    "residence_region": AWAY.format(here="record.residence_region", away="record.away_region"),
}


def write_code_list(con: duckdb.DuckDBPyConnection) -> None:
    """Make `publish.code_list`: every code of every coded column, named by the column, and the core indicators."""
    for statement in create(load_tables()["code_list"], "publish"):
        con.execute(statement)
    coded = {name: spec.codes for name, spec in load_fields().items() if spec.codes}
    rows = [(name, c.code, c.label_zh, c.label_en) for name, codes in coded.items() for c in load_codes()[codes]]
    rows += [(INDICATOR, i.indicator, i.zh, i.en) for i in load_indicators()]
    columns = [list(column) for column in zip(*rows, strict=True)]
    con.execute("insert into publish.code_list select unnest(?), unnest(?), unnest(?), unnest(?)", columns)


def labelled_views(schema: str, tables: Iterable[tuple[TableSpec, Sequence[str]]]) -> Iterator[str]:
    """Statements for `<table>_labelled` of every table that shows coded columns; tables come with their columns."""
    for spec, columns in tables:
        coded = [c for c in columns if c == INDICATOR or (c in load_fields() and load_fields()[c].codes)]
        if coded:
            yield _labelled(f"{schema}.{spec.table}", f"{schema}.code_list", columns, coded)
            yield comment(f"view {schema}.{spec.table}_labelled", f"{spec.zh}（带标签）", f"{spec.en}, with labels")


def _labelled(table: str, code_list: str, columns: Sequence[str], coded: Sequence[str]) -> str:
    """After every coded column come `<column>_label` (Chinese) and `<column>_label_en`."""
    shown = [_shown(column, column in coded) for column in columns]
    joins = [
        f"left join {code_list} {column}_code "
        f"on {column}_code.field = '{column}' and {column}_code.code = data.\"{column}\""
        for column in coded
    ]
    return f"create view {table}_labelled as select {', '.join(shown)} from {table} data {' '.join(joins)}"


def _shown(column: str, is_coded: bool) -> str:
    labels = f", {column}_code.label_zh as {column}_label, {column}_code.label_en as {column}_label_en"
    return f'data."{column}"{labels if is_coded else ""}'


def value_text_view(schema: str) -> Iterator[str]:
    """Statements for `person_value_text`: what each candidate record states, and where that record stands."""
    fields = [c for c in load_tables()["record"].columns if load_fields()[c].authority]
    values = {field: f"record.{field}::varchar" for field in fields} | ELSEWHERE
    cases = " ".join(f"when '{field}' then {value}" for field, value in values.items())
    yield f"""
        create view {schema}.person_value_text as
        select
            candidate.person_id, candidate.field, candidate.rank, candidate.won,
            case candidate.field {cases} end as value,
            candidate.rule, candidate.as_of, record.source, record.month, record.path, record.sheet, record.row,
            record.role, candidate.record_id
        from {schema}.person_value candidate
        join {schema}.record record on record.record_id = candidate.record_id
    """
    yield comment(
        f"view {schema}.person_value_text",
        "每人每字段的候选值原文及出处",
        "candidate values spelled out, and where they stand",
    )
