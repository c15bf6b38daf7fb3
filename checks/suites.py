"""Great Expectations suites built from the registry: keys, required values, code lists, patterns; and column types.

Only what is tested crosses into the frame: of a key the number of its rows, of a required column whether it is
there. No name, number or address reaches Great Expectations.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from assets.registry.codes import load_codes
from assets.registry.run import Run
from assets.registry.tables import TableSpec, load_fields, load_tables
from checks.expectations import Expected, Verdict, frame, in_set, matches, not_null, validate
from checks.outcome import CheckGroup, CheckOutcome, CheckSpec, outcome

KEY_ROWS = "rows_of_key"
# The sheet is NULL for text files, the group where a village has none: equal keys may still not repeat.
NULLABLE_IN_KEY = {"sheet", "group_no"}
MEANINGS = {
    "types": "columns and types are those of the registry",
    "keys": "the key is never NULL and never repeats",
    "required": "columns that must be there are never NULL",
    "code_lists": "coded values stand in their code list",
    "patterns": "values match the pattern of their field",
}


def suite_groups() -> list[CheckGroup]:
    """One group per floor: the structure of the published tables that it makes."""
    published = [spec for spec in load_tables().values() if spec.published and spec.floor != "publish"]
    floors = dict.fromkeys(spec.floor for spec in published)
    return [_group(floor, [spec for spec in published if spec.floor == floor]) for floor in floors]


def _group(floor: str, tables: list[TableSpec]) -> CheckGroup:
    def run_checks(con: duckdb.DuckDBPyConnection, run: Run) -> list[CheckOutcome]:
        return [outcome for table in tables for outcome in check_table(con, table)]

    specs = tuple(_spec(table, family) for table in tables for family in families(table))
    return CheckGroup(f"{floor}_structure", floor, specs, run_checks)


def families(spec: TableSpec) -> list[str]:
    """The kinds of structure check that a table gets."""
    if spec.bulk:
        return ["types"]
    has = {"types": True, "keys": spec.key, "required": needed(spec), "code_lists": coded(spec)}
    return [family for family, any_column in (has | {"patterns": patterned(spec)}).items() if any_column]


def needed(spec: TableSpec) -> list[str]:
    """Columns that are never NULL, the key's apart."""
    return [c for c in spec.required if c not in spec.key]


def coded(spec: TableSpec) -> list[str]:
    """Columns whose values come from a code list."""
    return [c for c in spec.columns if load_fields()[c].codes]


def patterned(spec: TableSpec) -> list[str]:
    """Columns with a pattern; where a table describes a column anew, the field's pattern is not meant."""
    return [c for c in spec.columns if load_fields()[c].pattern and c not in spec.describe]


def check_table(con: duckdb.DuckDBPyConnection, spec: TableSpec) -> list[CheckOutcome]:
    """Structure of `<floor>.<table>`: one outcome per family. Raises CheckCrashedError."""
    outcomes = [_types(con, spec)]
    if families(spec) == ["types"]:
        return outcomes
    if outcomes[0].passed:
        data = frame(con, f"select {', '.join(_selected(spec))} from {spec.floor}.{spec.table}")
        verdicts = validate(spec.table, data, list(_expected(spec)))
        outcomes += [_family(spec, f, verdicts, len(data)) for f in families(spec) if f != "types"]
    else:
        outcomes += [_untested(spec, f) for f in families(spec) if f != "types"]
    return outcomes


def _selected(spec: TableSpec) -> Iterator[str]:
    yield "true as row_there"
    if spec.key:
        yield f"count(*) over (partition by {', '.join(spec.key)}) as {KEY_ROWS}"
    for column in (*spec.key, *needed(spec)):
        yield f"case when {column} is not null then true end as has_{column}"
    yield from dict.fromkeys([*coded(spec), *patterned(spec)])


def _expected(spec: TableSpec) -> Iterator[Expected]:
    if spec.key:
        yield in_set(KEY_ROWS, [1], "+".join(spec.key), "keys")
    for column in (c for c in spec.key if c not in NULLABLE_IN_KEY):
        yield not_null(f"has_{column}", column, "keys")
    for column in needed(spec):
        yield not_null(f"has_{column}", column, "required")
    for column in coded(spec):
        yield in_set(column, [c.code for c in load_codes()[str(load_fields()[column].codes)]], column, "code_lists")
    for column in patterned(spec):
        yield matches(column, str(load_fields()[column].pattern), column, "patterns")


def _family(spec: TableSpec, family: str, verdicts: list[Verdict], rows: int) -> CheckOutcome:
    own = [v for v in verdicts if v.expected.family == family]
    broken = {v.expected.about: v.unexpected for v in own if not v.success}
    found = ", ".join(f"{column}: {count} of {rows} rows" for column, count in broken.items())
    message = f"{spec.table} breaks “{MEANINGS[family]}”: {found}" if broken else f"{spec.table}: {MEANINGS[family]}"
    return outcome(_spec(spec, family), not broken, message, {"rows": rows, "columns": len(own), **broken})


def _types(con: duckdb.DuckDBPyConnection, spec: TableSpec) -> CheckOutcome:
    nulls = ", ".join(f'null::{load_fields()[c].type} as "{c}"' for c in spec.columns)
    expected = _columns(con, f"describe select {nulls}")
    actual = _columns(con, f"describe {spec.floor}.{spec.table}")
    lacks = ", ".join(sorted(expected.keys() - actual.keys())) or "nothing"
    surplus = ", ".join(sorted(actual.keys() - expected.keys())) or "nothing"
    other = ", ".join(sorted(c for c in expected.keys() & actual.keys() if expected[c] != actual[c])) or "nothing"
    same = list(actual.items()) == list(expected.items())
    message = f"{spec.table}: {MEANINGS['types']}"
    if not same:
        message = f"{spec.table} differs from the registry: lacks {lacks}; has besides {surplus}; other types: {other}"
    return outcome(_spec(spec, "types"), same, message, {"columns": len(actual)})


def _columns(con: duckdb.DuckDBPyConnection, describe: str) -> dict[str, str]:
    return {row[0]: row[1] for row in con.execute(describe).fetchall()}


def _untested(spec: TableSpec, family: str) -> CheckOutcome:
    return outcome(_spec(spec, family), False, f"{spec.table}: not looked at, its columns differ from the registry", {})


def _spec(spec: TableSpec, family: str) -> CheckSpec:
    return CheckSpec(family, spec.table, True, MEANINGS[family])
