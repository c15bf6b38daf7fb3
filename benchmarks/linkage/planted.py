"""Planted cases, linked by ours and by plain Splink: false merges, and how many of the recoverable records are found.

A case is merged falsely if a record of one of its persons stands in one cluster with a record of anybody else. A record
without usable number (or with a lent one) is recoverable if its name and birth date, or its name and household, agree
with exactly one true person; it is found if it stands where most other records of that person stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.linkage import model
from benchmarks import interval
from benchmarks.linkage import judge, machine, plain
from benchmarks.linkage.county import County
from benchmarks.linkage.plant import plant
from benchmarks.linkage.planted_reasons import reasons
from benchmarks.markdown import table

CASES = 1_000
"""Cases of each kind."""
FEWEST_AROUND = 50
"""Persons of the county for each of them, so that a small county stays a county."""

_MEMBERS = """
    create or replace temp table member as
    select kind, host as "case", unnest([host, member, body]) as true_person from month.planted.planted
    union select 'borrowed', host, unnest([host, lender]) from month.planted.lent
"""
_MERGES = """
    with mixed as (select person_id from cell group by person_id having count(*) > 1),
    held as (
        select distinct kind, "case", person_id, true_person
        from member join cell using (true_person) where person_id in (from mixed)),
    by_case as (
        select kind, "case", max(own) > 1 as each_other
        from (select kind, "case", person_id, count(*) as own from held group by all) group by all)
    select kind, count(distinct "case"), coalesce(any_value(merged), 0), coalesce(any_value(each_other), 0)
    from member left join (
        select kind, count(*) as merged, count(*) filter (each_other) as each_other from by_case group by kind)
        using (kind)
    group by kind order by kind
"""

# A record's household: what it names itself, and what those name who share that with it.
_KEYS = """
    create or replace temp table household_key as
    with named as (
        select record_id, unnest([source || '|' || scope || '|' || household_no, residence_address_key,
            hukou_address_key]) as key, residence_address_key, hukou_address_key
        from standard.person_record where role = 'self')
    select distinct told.record_id, true_person, key
    from named join judged as told using (record_id)
    where key is not null and not ends_with(key, '||')
    qualify count(distinct true_person) over (partition by key) <= 25
"""
_NAMED = """
    create or replace temp table named as
    select true_person, mode(name_key order by name_key) as name,
        mode(coalesce(id_birth_date, birth_date) order by birth_date) as birth
    from judged join standard.person_record using (record_id) group by true_person
"""
_RECOVERABLE = f"""
    create or replace temp table recoverable as
    with hard as (
        select distinct member.kind, "case", record_id, told.true_person, said.name_key, said.birth_date
        from member join judged as told using (true_person) join standard.person_record as said using (record_id)
        where (member.kind = 'borrowed' and list_contains(strata, 'borrowed_number'))
            or (member.kind <> 'borrowed' and list_contains(strata, '{judge.OPEN}'))),
    by_birth as (
        select record_id, count(*) as n, bool_or(named.true_person = hard.true_person) as right_one
        from hard join named on named.name = name_key and named.birth = birth_date group by record_id),
    around as (
        select hard.record_id, key from hard join household_key using (record_id)
        union
        select hard.record_id, far.key from hard join household_key as own using (record_id)
        join household_key as near on near.key = own.key and near.true_person <> hard.true_person
        join household_key as far on far.true_person = near.true_person),
    by_home as (
        select around.record_id, count(distinct named.true_person) as n,
            bool_or(named.true_person = hard.true_person) as right_one
        from around join hard using (record_id) join household_key as held
            on held.key = around.key and held.record_id <> around.record_id
        join named on named.true_person = held.true_person and named.name = name_key group by around.record_id)
    select hard.* from hard left join by_birth using (record_id) left join by_home using (record_id)
    where coalesce(by_birth.n = 1 and by_birth.right_one, false) or coalesce(by_home.n = 1 and by_home.right_one, false)
"""
# Where a recoverable record stands, and where most other records of its person do.
_PLACED = """
    create or replace temp table placed as
    select * from (
        select recoverable.kind, record_id, told.person_id, (
            select arg_max(other.person_id, (n, other.person_id)) from (
                select person_id, count(*) as n from judged as j
                where j.true_person = told.true_person and j.record_id <> told.record_id group by person_id) as other)
            as home
        from recoverable join judged as told using (record_id))
    where home is not null
"""
_FOUND = "select kind, count(*), count(*) filter (person_id = home) from placed group by kind order by kind"


@dataclass(frozen=True)
class Account:
    """One kind of case under one linkage; `together`: false merges of the case's own persons with each other."""

    linkage: str
    kind: str
    cases: int
    merged: int
    together: int
    recoverable: int
    found: int

    @property
    def row(self) -> tuple[str | int | float | None, ...]:
        """The line of the table."""
        share = self.found / self.recoverable if self.recoverable else None
        merged = (self.cases, self.merged, self.together, interval.shown(self.merged, self.cases))
        return self.linkage, self.kind, *merged, self.recoverable, self.found, share


def report(county: County) -> None:
    """Plant, link both ways and print both accounts."""
    planted = plant(county, min(CASES, county.persons // FEWEST_AROUND))
    with machine.opened(planted) as con:
        machine.link(con, machine.first_month(Path("nowhere")))
        lines = account(con, planted, "ours", "linkage.record")
        wrong = reasons(con)
    with machine.opened(planted) as con:
        plain.link(con, model.load(county.persons))
        lines += account(con, planted, "plain Splink", "linkage.plain")
    merges = "planted, merged falsely, with each other, 95 % interval"
    table(f"linkage, cases of, {merges}, recoverable records, found, share", [line.row for line in lines])
    table("with ours, cases of, reason, records", wrong)


def account(con: duckdb.DuckDBPyConnection, county: County, name: str, records: str) -> list[Account]:
    """The account of every kind for this table of records with person_id."""
    judge.tell(con, county.truth, records)
    for statement in (_MEMBERS, _KEYS, _NAMED, _RECOVERABLE, _PLACED):
        con.execute(statement)
    found = {kind: (n, right) for kind, n, right in con.execute(_FOUND).fetchall()}
    return [
        Account(name, kind, cases, merged, together, *found.get(kind, (0, 0)))
        for kind, cases, merged, together in con.execute(_MERGES).fetchall()
    ]
