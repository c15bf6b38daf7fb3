"""One Dagster asset per table, one step per floor: what is built when, and what the graph tells about it.

Belongs here: keys, dependencies and metadata, all derived from the registry. Not here: how a table is built
(`assets/<floor>/build.py`).
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib import import_module

import dagster as dg
import duckdb

from assets.registry.run import Run
from assets.registry.sources import load_sources
from assets.registry.tables import TableSpec, describe, load_fields, load_tables
from pipelines.masking import masked
from pipelines.resources import POOL, CountyResource
from pipelines.second_try import in_database

DEPARTMENTS = "departments"
Build = Callable[[duckdb.DuckDBPyConnection, Run], None]


@dataclass(frozen=True)
class Floor:
    """One floor of the house and the function that builds its tables."""

    name: str
    module: str
    kinds: frozenset[str]

    def build(self) -> Build:
        """Its build function, imported when the step starts: the graph loads without the engines."""
        function: Build = import_module(self.module).build
        return function


FLOORS = (
    Floor("landing", "assets.landing.intake", frozenset({"excel", "csv", "parquet"})),
    Floor("standard", "assets.standard.build", frozenset({"duckdb"})),
    Floor("linkage", "assets.linkage.build", frozenset({"duckdb", "splink"})),
    Floor("people", "assets.people.build", frozenset({"duckdb"})),
    Floor("housing", "assets.housing.build", frozenset({"duckdb"})),
    Floor("roster", "assets.roster.build", frozenset({"duckdb"})),
    Floor("quality", "assets.quality.build", frozenset({"duckdb"})),
)


def tables_of(floor: str) -> list[TableSpec]:
    """The tables that a floor makes, each after those of the same floor that it is made from."""
    made = {spec.table: spec for spec in load_tables().values() if spec.floor == floor}
    order = TopologicalSorter({name: set(spec.reads) & set(made) for name, spec in made.items()})
    return [made[name] for name in order.static_order()]


def department_specs() -> list[dg.AssetSpec]:
    """The offices' files, as the outer assets everything comes from."""
    return [
        dg.AssetSpec(
            [DEPARTMENTS, s.source], description=f"{s.label_zh} | {s.label_en}", kinds={"file"}, group_name=DEPARTMENTS
        )
        for s in load_sources().values()
    ]


def floor_asset(floor: Floor, partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """All tables of a floor as one step that yields a MaterializeResult per table."""
    tables = tables_of(floor.name)

    @dg.multi_asset(
        name=floor.name,
        specs=[_spec(table, floor) for table in tables],
        partitions_def=partitions,
        pool=POOL,
    )
    def step(context: dg.AssetExecutionContext, county: CountyResource) -> Iterator[dg.MaterializeResult]:
        """Build the floor in the month's database, then tell of each of its tables."""
        started = time.monotonic()
        run = county.run(context.partition_key)

        def build(con: duckdb.DuckDBPyConnection) -> list[dg.MaterializeResult]:
            floor.build()(con, run)
            return [_result(con, table) for table in tables]

        with masked():
            results = in_database(county, context.partition_key, build, context.log)
        context.log.info("%-9s %6.1f s", floor.name, time.monotonic() - started)
        yield from results

    return step


def key_of(table: TableSpec) -> dg.AssetKey:
    """Asset key of a table: floor, then name."""
    return dg.AssetKey([table.floor, table.table])


def _spec(table: TableSpec, floor: Floor) -> dg.AssetSpec:
    known = load_tables()
    deps = [key_of(known[name]) for name in table.reads]
    if floor.name == "landing":
        deps = [dg.AssetKey([DEPARTMENTS, source]) for source in load_sources()]
    return dg.AssetSpec(
        key_of(table),
        deps=deps,
        group_name=floor.name,
        description=f"{table.zh} | {table.en}",
        kinds=set(floor.kinds),
        metadata={
            "dagster/column_schema": column_schema(table),
            "dagster/column_lineage": column_lineage(table),
        },
    )


def column_schema(table: TableSpec) -> dg.TableSchema:
    """Columns with type and description, from the registry."""
    fields = load_fields()
    columns = [
        dg.TableColumn(
            c,
            fields[c].type,
            " | ".join(describe(table, c)),
            dg.TableColumnConstraints(nullable=c not in table.key),
        )
        for c in table.columns
    ]
    return dg.TableSchema(columns)


def column_lineage(table: TableSpec) -> dg.TableColumnLineage:
    """Which departments' columns can feed each column that has an order of authority (contract.md section 6)."""
    fields, sources = load_fields(), load_sources()
    deps = {
        column: [
            dg.TableColumnDep(dg.AssetKey([DEPARTMENTS, name]), column)
            for name in fields[column].authority
            if name in sources and any(column in layout.columns for layout in sources[name].layouts)
        ]
        for column in table.columns
    }
    return dg.TableColumnLineage({column: found for column, found in deps.items() if found})


def _result(con: duckdb.DuckDBPyConnection, table: TableSpec) -> dg.MaterializeResult:
    name = f"{table.floor}.{table.table}"
    rows = con.execute(f"select count(*) from {name}").fetchall()[0][0]
    return dg.MaterializeResult(
        asset_key=key_of(table), metadata={"dagster/partition_row_count": rows, "dagster/table_name": name}
    )
