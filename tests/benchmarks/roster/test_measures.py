"""Every measure of the roster on a month small enough to count by hand."""

from collections.abc import Iterator

import duckdb
import pytest

from benchmarks.roster import Measure, open_month
from benchmarks.roster.account import account
from benchmarks.roster.homes import homes
from benchmarks.roster.indicators import indicators
from benchmarks.roster.membership import membership
from benchmarks.roster.reliability import placements, reliability

MONTH = "2026-10"

# Records 1-2 speak of A (p), 3-4 of B (q) and 5 of B again (r), 6 of C (s, dead), 7 of E (left out of the roster), 8 of
# the child K of A (k). D is in no file. A and B live together, the roster puts A with K and B alone.
PUBLISHED = f"""
    create table run_info as select '{MONTH}' as month, 'accepted' as acceptance;
    create table record as
        select n::text as record_id, 'survey' as source, 'ppqqrsek'[n] as person_id, 'a.csv' as path,
            null::text as sheet, n as row, 'self' as role, if(n = 1, 'N-A', null) as id_number,
            if(n = 1, 'valid', 'none') as id_status, if(n = 6, 'dead', null) as life_status, null::date as death_date
        from range(1, 9) as number (n);
    create table presence (path text, sheet text, first_row int, person_id text);
    create table person (person_id text, in_roster bool, population_category text, usual_resident bool, name text,
        sex text, birth_date date, id_number text, marital_status text, hukou_state text, residence_state text,
        hukou_region text, hukou_address text, residence_region text, residence_address text, hukou_type text,
        ethnic_group text, relation text, life_state text, death_date date, empty_hukou text);
    insert into person values
        ('p', true, '1', true, 'A', '1', '1980-01-01', 'N-A', '20', '1', '1', 'v1', '青岚县甲村3组12号', 'v1',
            '甲村12号', '3', '01', '02', 'alive', null, 'no'),
        ('q', true, '3', true, 'B', '2', '1981-01-01', 'N-X', '10', '3', '1', '310115', '别处1号', 'v1', '甲村13号',
            '2', '01', '10', 'alive', null, 'no'),
        ('r', true, '2', true, 'B', '2', '1981-01-01', null, null, '1', '2', 'v1', null, null, null,
            null, null, null, 'alive', null, 'unlocated'),
        ('s', false, null, false, 'C', '1', '1940-01-01', null, null, null, null, null, null, null, null, null, null,
            null, 'dead', '2026-09-02', 'no'),
        ('e', false, null, false, 'E', '1', '1990-01-01', null, null, null, null, null, null, null, null, null, null,
            null, 'alive', null, 'no'),
        ('k', true, '1', true, 'K', '1', '2020-05-05', null, null, '1', '1', 'v1', '甲村12号', 'v1', '甲村12号', '3',
            '01', '20', 'alive', null, 'no');
    alter table person add column resident_probability double;
    alter table person add column dwelling_id text;
    update person set dwelling_id = 'd1' where person_id in ('p', 'q');
    create table placement as select unnest(['p', 'q']) as person_id, 1 as rank, unnest([0.95, 0.6]) as placement_index;
    update person set resident_probability = if(person_id = 'e', 0.3, 0.995);
    create table person_place (person_id text, role text, region text, counted bool, household_id text);
    insert into person_place values ('p', 'living', 'v1', true, 'h1'), ('k', 'living', 'v1', true, 'h1'),
        ('q', 'living', 'v1', true, 'h2'), ('r', 'hukou', 'v2', true, null);
    create table household as select unnest(['h1', 'h2']) as household_id, 'family' as kind;
    create table person_child as select 'p' as person_id, 'k' as child_person_id, 'K' as child_name,
        date '2020-05-05' as child_birth_date, '1' as child_sex, null::text as child_id_number, 1 as birth_order,
        '2' as policy;
    create table dwelling (dwelling_id text, dwelling_code text, region text, estate text, building_no text,
        unit_no text, occupancy text);
    insert into dwelling values ('d1', 'c1', 'v1', null, '0012', '1', 'occupied'), ('d2', null, 'v1', null, '0013', '1',
        'vacant'), ('d3', null, 'v1', '苑', '5', '2单元301', 'unknown'), ('d4', null, 'v9', null, '1', null, 'vacant');
    create table change as select 'region' as field, null::text as before, 'v1' as after,
        unnest(['p', 'k']) as person_id;
"""
BEFORE = """
    create table person_place (person_id text, role text, region text, counted bool);
    insert into person_place values ('q', 'living', 'v1', true);
"""
TRUTH = {
    "record": """select 'a.csv' as path, null::text as sheet, n as row, 'self' as role,
        'P' || 'AABBBCEK'[n] as true_person, []::text[] as strata from range(1, 9) as number (n)""",
    "presence": "select null::text as path, null::text as sheet, 0 as row, null::text as true_person where false",
    "person": f"""
        select '{MONTH}' as month, 'P' || unnest as true_person, unnest <> 'C' as alive, 'v1' as hukou_region,
            'v1' as living_region, if(unnest = 'B', 3, if(unnest = 'C', null, 1)) as category, 'v1' as counted_region,
            unnest <> 'C' as in_roster, true as usual_resident,
            case unnest when 'A' then date '1980-01-01' when 'B' then date '1981-01-01' when 'K' then date '2020-05-05'
                else date '1940-01-01' end as birth_date,
            if(unnest = 'B', '2', '1') as sex, if(unnest = 'C', date '2026-09-02', null) as death_date,
            unnest <> 'D' as in_any_file
        from unnest(['A', 'B', 'C', 'D', 'E', 'K'])""",
    "fact": f"""
        select '{MONTH}' as month, 'P' || unnest as true_person, unnest as name, 'N-' || unnest as id_number,
            '01' as ethnic_group, '21' as marital_status, '3' as hukou_type, if(unnest = 'B', '4', '1') as hukou_state,
            '1' as residence_state, '甲村12号' as hukou_address, '甲村12号' as residence_address, '02' as relation,
            null::text as mother, if(unnest = 'K', 'PA', null) as father, 1 as birth_order, '1' as policy,
            unnest = 'E' as empty_hukou, if(unnest in ('A', 'B'), 'H1', null) as household,
            if(unnest = 'A', 'c1', 'c2') as dwelling
        from unnest(['A', 'B', 'C', 'D', 'E', 'K'])""",
    "dwelling": f"""
        select '{MONTH}' as month, *
        from (values ('c1', 'v1', null, '12', null, true), ('c2', 'v1', null, '13', null, true),
            ('c3', 'v1', '苑', '5', '2-301', false), ('c4', 'v1', null, '99', null, false))
            as t (dwelling, region, estate, building_no, unit_no, occupied)""",
}


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("month")
    for name, sql in (("roster", PUBLISHED), ("before", BEFORE)):
        with duckdb.connect(str(folder / f"{name}.duckdb")) as made:
            made.execute(sql)
    for name, sql in TRUTH.items():
        duckdb.execute(f"copy ({sql}) to '{folder / name}.parquet'")
    with open_month(folder / "roster.duckdb", folder, MONTH, folder / "before.duckdb") as opened:
        yield opened


@pytest.fixture(scope="module")
def measures(con: duckdb.DuckDBPyConnection) -> dict[str, Measure]:
    found = [*membership(con), *indicators(con, MONTH), *homes(con), *account(con)]
    return {m.name: m for m in found}


def test_members(measures: dict[str, Measure]) -> None:
    assert measures["wrongly left out"].counted == "1 of 4"
    assert measures["wrongly kept, of the roster"].counted == "0 no members and 1 counted twice of 4"
    assert measures["villages within ±max(1 %, 3)"].value == 1.0
    assert measures["villages within ±max(3 %, 5)"].counted == "worst off by 1"


def test_categories(measures: dict[str, Measure]) -> None:
    assert measures["category of the counted place right"].value == 0.75
    assert (measures["recall of category 1"].counted, measures["recall of category 3"].value) == ("2 of 3", 1.0)
    assert measures["empty hukou, F1"].counted == "1 true, 1 said, 0 both"


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        ("name", "3 of 4"),
        ("marital_status", "1 of 3"),
        ("hukou_state", "2 of 4"),
        ("hukou_address", "2 of 4"),
        ("residence_address", "2 of 4"),
        ("relation", "1 of 4"),
        ("child_name", "1 of 1"),
        ("child_id_number", "0 of 1"),
        ("policy", "0 of 1"),
        ("death_date", "1 of 1"),
        ("id_number where some file states it", "1 of 1"),
        ("the dead whom some file calls dead known to be dead", "1 of 1"),
        ("the dead in any file known to be dead", "1 of 1"),
    ],
)
def test_indicators(measures: dict[str, Measure], indicator: str, told: str) -> None:
    assert measures[indicator].counted == told


def test_homes(measures: dict[str, Measure]) -> None:
    occupancy = measures["occupancy of dwellings right"]
    assert occupancy.counted == "1 of 3; 1 in no truth, 0 twice, 1 not in the frame"
    assert measures["living household pairs, F1"].counted == "1 true, 1 said, 0 both"
    assert measures["of these in family households, F1"].counted == "1 true, 1 said, 0 both"


def test_the_account_is_open_for_whoever_moved_without_a_row(measures: dict[str, Measure]) -> None:
    assert measures["persons × villages whose account does not close"].counted == "1"


def test_probabilities_are_set_beside_what_is_true(con: duckdb.DuckDBPyConnection) -> None:
    found = {name: (persons, said, true) for name, persons, said, true, _ in reliability(con)}
    assert found["from 0.2"] == (1, 0.3, 0.0)
    assert found["from 0.99"] == pytest.approx((3, 0.995, 0.0))


def test_the_placement_index_is_set_beside_the_true_dwelling(con: duckdb.DuckDBPyConnection) -> None:
    found = {name: (persons, said, true) for name, persons, said, true, _ in placements(con)}
    assert found["from 0.95"] == pytest.approx((1, 0.95, 1.0))
    assert found["from 0.5"] == pytest.approx((1, 0.6, 0.0))
