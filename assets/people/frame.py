"""The working frame of the floor: the month's persons and records, numbered, and the rules as one row.

Numbers instead of hashes keep the rankings of this floor small; they mean nothing outside one run.
"""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.sources import load_layouts, load_sources
from assets.registry.tables import ddl, load_fields, load_tables

UNKNOWN_SOURCE = 999

MOMENT = """
create or replace table people._moment as
select ?::date as last_day, ?::integer as threshold_days, ?::integer as usual_days, ?::varchar as usual_rule,
    ?::varchar as multi_home, coalesce(
    nullif(?, ''),
    (select min(left(code, 6)) from landing.region where level = 'county'),
    (select mode(left(hukou_region, 6) order by hukou_region) from linkage.record
        where length(hukou_region) = 12 and not pending)
) as county
"""

SOURCES = """
create or replace table people._source as
select unnest(?) as source, unnest(?)::smallint as source_order, unnest(?)::varchar as scope_kind
"""
STAYS = "create or replace table people._stay as select unnest(?) as layout, unnest(?)::varchar as stay"
AUTHORITIES = """
create or replace table people._authority as
select unnest(?) as field, unnest(?) as source, unnest(?)::smallint as authority
"""

PERSONS = """
create or replace table people._person as
select row_number() over (order by person_id)::integer as person_no, person_id
from (
    select person_id from linkage.record
    union
    select person_id from previous.person
    where person_id not in (select old_person_id from linkage.person_redirect)
)
"""

NUMBERS = """
create or replace table people._number as
select record_id, row_number() over (order by record_id)::integer as record_no from linkage.record
"""

# Absence counts inside a delivered scope only (contract.md section 1): one that is carried forward speaks until then.
DELIVERED = """
create or replace table people._delivered as
select source, scope as region, last_day(max(delivered_month || '-01')::date) as until
from landing.source_scope where scope_kind = 'village' group by source, scope
"""

# What waits for review only mentions its person, and only where no other record speaks of him.
RECORDS = """
create or replace table people._record as
select p.person_no, n.record_no,
    coalesce(s.source_order, ?)::smallint as source_order, r.role = 'self' and not r.pending as self, l.stay,
    case when s.scope_kind = 'village' and length(r.scope) = 12 then r.scope when s.scope_kind = 'grid' then g.region
        end as village,
    r.* exclude (path, sheet, row, surname, name_pinyin, link_method, link_probability)
from linkage.record r
    join people._person p using (person_id)
    join people._number n using (record_id)
    left join people._source s using (source)
    left join people._stay l using (layout)
    left join landing.grid_list g on g.grid = r.scope
where not r.pending or person_id not in (select person_id from linkage.record where not pending)
"""


def build_frame(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `people._moment` (one row), `_source`, `_authority`, `_delivered`, `_person` and `_record`.

    `_delivered`: source x village, `until`: end of the month that the rows in force were delivered for. `_record`:
    linkage.record, numbered.
    """
    run.load_previous(con, "person", ddl(load_tables()["person"]))
    con.execute("create schema if not exists people")
    rules = run.rules.residence
    moment = [run.month.last_day, rules.threshold_days, rules.usual_days, rules.usual_rule, rules.multi_home]
    con.execute(MOMENT, [*moment, run.rules.county.code])
    _orders(con)
    con.execute(DELIVERED)
    con.execute(PERSONS)
    con.execute(NUMBERS)
    con.execute(RECORDS, [UNKNOWN_SOURCE])


def _orders(con: duckdb.DuckDBPyConnection) -> None:
    """The order of the sources, the stay that a list means, and whom each field believes (contract.md section 6)."""
    sources, layouts = load_sources().values(), load_layouts().values()
    ranks = [(name, source, i) for name, f in load_fields().items() for i, source in enumerate(f.authority)]
    for statement, lists in (
        (SOURCES, [(s.source, s.order, s.scope_kind) for s in sources]),
        (STAYS, [(layout.layout, layout.stay) for _, layout in layouts]),
        (AUTHORITIES, ranks),
    ):
        con.execute(statement, [list(column) for column in zip(*lists, strict=True)])


def drop_frame(con: duckdb.DuckDBPyConnection) -> None:
    """Drop every helper table of the floor (their names begin with an underscore)."""
    helpers = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'people' and starts_with(table_name, '_')"
    ).fetchall()
    for (name,) in helpers:
        con.execute(f'drop table people."{name}"')
