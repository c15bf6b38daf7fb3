"""Fields and tables described once: DDL, comments, Dagster schemas, GX suites and headers are derived from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldSpec(_Data):
    """One column name of the warehouse: the same quantity has the same name everywhere."""

    type: str
    zh: str
    en: str
    codes: str | None = Field(default=None, description="code list that its values come from")
    privacy: Literal["direct", "quasi", "key", "none"] = Field(
        default="none", description="key: an id that stands for a person, household, dwelling or record"
    )
    authority: tuple[str, ...] = Field(default=(), description="一数一源: who is believed first, best first")
    pattern: str | None = Field(default=None, description="regular expression that every value matches")


class TableSpec(_Data):
    """One table of the warehouse. `columns` are field names; `describe` overrides a field's own description."""

    table: str
    floor: str = Field(description="schema of the working database that holds it")
    zh: str
    en: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    describe: dict[str, tuple[str, str]] = {}
    published: bool = True
    analysis: bool = Field(default=True, description="shown de-identified in analysis.duckdb")
    bulk: bool = Field(default=False, description="tens of millions of rows: checked in SQL, never taken into a frame")
    state: bool = Field(default=False, description="kept as state for the next month")
    required: tuple[str, ...] = Field(default=(), description="columns that are never NULL, besides the key")
    reads: tuple[str, ...] = Field(default=(), description="tables it is made from: the edges of the asset graph")


@cache
def load_fields() -> dict[str, FieldSpec]:
    """All fields by column name."""
    fields: dict[str, FieldSpec] = {}
    for file in sorted((FOLDER / "fields").glob("*.yaml")):
        for name, spec in yaml.safe_load(file.read_text("utf-8")).items():
            if name in fields:
                raise ValueError(f"{file.name}: field {name} is described twice")
            fields[name] = FieldSpec.model_validate(spec)
    return fields


@cache
def load_tables() -> dict[str, TableSpec]:
    """All tables by name."""
    tables = {}
    for file in sorted((FOLDER / "tables").glob("*.yaml")):
        for raw in yaml.safe_load(file.read_text("utf-8")):
            spec = TableSpec.model_validate(raw)
            tables[spec.table] = spec
    return tables


def describe(spec: TableSpec, column: str) -> tuple[str, str]:
    """Chinese and English description of a column of a table."""
    field = load_fields()[column]
    return spec.describe.get(column, (field.zh, field.en))


def ddl(spec: TableSpec) -> str:
    """The column list of a table: `name TYPE, …`."""
    fields = load_fields()
    return ", ".join(f'"{c}" {fields[c].type}' for c in spec.columns)


def create(spec: TableSpec, schema: str) -> list[str]:
    """The statement that makes an empty table, and the statements of its comments as one text."""
    name = f"{schema}.{spec.table}"
    comments = [comment(f'column {name}."{c}"', *describe(spec, c)) for c in spec.columns]
    told = "; ".join([comment(f"table {name}", spec.zh, spec.en), *comments])
    return [f"create or replace table {name} ({ddl(spec)})", told]


def comment(target: str, zh: str, en: str) -> str:
    """`comment on` statement; `target` is as in `column roster.person.name`."""
    text = f"{zh} | {en}".replace("'", "''")
    return f"comment on {target} is '{text}'"
