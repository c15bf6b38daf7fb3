"""A published month and its truth, small enough to count by hand."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks import accuracy

MONTH = "2026-10"

# Records 1-3 speak of A, 4-5 of B, 6 of C (dead); D is in no file. The roster holds 1, 2 and 4 as p, 3 as q, 5 as r,
# 6 as s; record 7 (t) speaks of nobody. At the gates A passed as p and as q, B as p and as nobody, D as nobody, C as s.
PUBLISHED = """
    create table record (record_id text, source text, person_id text, path text, sheet text, row int, role text);
    insert into record
        select n::text, if(n % 2 = 1, 'police_hukou', 'survey'), 'ppqprs'[n], 'a.csv', null, n, 'self'
        from range(1, 7) as number (n);
    insert into record values ('7', 'survey', 't', 'a.csv', null, 7, 'self');
    create table person (person_id text, in_roster bool, population_category text, usual_resident bool);
    insert into person values
        ('p', true, '1', true), ('q', true, '1', true), ('r', true, '2', false), ('s', true, '1', true);
    create table person_place (person_id text, region text, counted bool);
    insert into person_place values ('p', 'v1', true), ('q', 'v1', true), ('r', 'v2', true), ('s', 'v1', true);
    create table presence (path text, sheet text, first_row int, person_id text);
    insert into presence values ('g.xlsx', 'S', 2, 'p'), ('g.xlsx', 'S', 3, 'q'), ('g.xlsx', 'S', 5, 'p'),
        ('g.xlsx', 'S', 6, null), ('g.xlsx', 'S', 7, null), ('g.csv', null, 2, 's');
    create table completeness (level text, indicator text, rate double);
    insert into completeness values
        ('county', 'name', 1), ('county', 'death_date', 0.9), ('county', 'policy', null), ('village', 'sex', 0.1);
    create table run_info as select 'provisional' as acceptance;
"""
TRUTH = f"""
    create table record as
        select 'a.csv' as path, null::text as sheet, n as row, 'self' as role, 'P' || 'AAABBC'[n] as true_person,
            if(n = 4, ['twin'], []::text[]) as strata
        from range(1, 7) as number (n);
    create table person (month text, true_person text, in_roster bool, in_any_file bool, alive bool,
        usual_resident bool, counted_region text, category int);
    insert into person values
        ('{MONTH}', 'PA', true, true, true, true, 'v1', 1), ('{MONTH}', 'PB', true, true, true, false, 'v9', 2),
        ('{MONTH}', 'PC', false, true, false, false, null, null), ('{MONTH}', 'PD', true, false, true, true, 'v1', 1);
    create table presence (path text, sheet text, row int, true_person text);
    insert into presence values ('g.xlsx', 'S', 2, 'PA'), ('g.xlsx', 'S', 3, 'PA'), ('g.xlsx', 'S', 5, 'PB'),
        ('g.xlsx', 'S', 6, 'PB'), ('g.xlsx', 'S', 7, 'PD'), ('g.csv', null, 2, 'PC');
"""


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(tmp_path / "roster.duckdb")) as made:
        made.execute(PUBLISHED)
    with duckdb.connect() as made:
        made.execute(TRUTH)
        for name in ("record", "person", "presence"):
            made.execute(f"copy {name} to '{tmp_path / name}.parquet'")
    with accuracy.open_month(tmp_path / "roster.duckdb", tmp_path, MONTH) as opened:
        yield opened
