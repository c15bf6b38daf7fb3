"""A certificate without a name, and a bare name at the same home that nobody else of the village bears: one child.

Certificates are made out before a child is named; a ledger writes the name down later, and often nothing else. So who
was born in the last twelve months and has no name is the one row of the home that has a name of a parent's surname and
neither number nor birth date, in a list whose people are known elsewhere as a rule: nobody of that name is known there.
"""

from __future__ import annotations

import duckdb

from assets.linkage import sole

MONTHS = 12
"""Months after birth in which a certificate may lack the name (contract.md section 2.7); so many by decision 78."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Raise these pairs in `linkage._edge` to `sole.BITS`, and add those that are not in it."""
    con.execute(f"""
        create or replace temp table unnamed as
        select distinct member.entity, parent.surname, own.sex
        from linkage._entity as own join linkage._member as member on member.entity = own.entity
        join linkage._row using (profile) join standard.person_record as said on said.rowid = place
        join standard.person_record as parent on parent.of_record_id = said.record_id
        where own.name is null and own.is_self and said.source = 'health_births'
            and parent.role in ('mother', 'father') and parent.surname is not null
            and own.birth >= (select strftime(max(month || '-01')::date - interval {MONTHS} month, '%Y%m%d')
                from standard.person_record)
    """)
    if con.execute("from unnamed limit 1").fetchall():
        sole.raise_links(con, {"newborn": _named_later()})
    con.execute("drop table unnamed")


def _named_later() -> str:
    return f"""
        with home as (from linkage._place where kind in ('dwelling', 'household')),
        met as (
            select distinct own.entity, child.entity as person, own.full_name
            from unnamed as child join home as theirs on theirs.entity = child.entity
            join home as beside on beside.kind = theirs.kind and beside.value = theirs.value
            join linkage._entity as own on own.entity = beside.entity
            where own.is_self and own.surname = child.surname and length(own.full_name) >= 2
                and own.birth is null and coalesce(own.number, own.number_head) is null
                and coalesce(own.sex = child.sex, true) and list_has_any(own.sources, ({sole.known()}))),
        bearer as (
            select entity, full_name as name from linkage._entity
            union select entity, other from linkage._entity where other is not null),
        borne as (
            select met.entity from met join bearer on bearer.name = full_name and bearer.entity <> met.entity
            join linkage._place as own on own.entity = met.entity
            join linkage._place as other on other.entity = bearer.entity and other.value = own.value
            where own.kind = 'village' and other.kind = 'village'),
        alone as (select entity, person from met where entity not in (from borne))
        select entity, min(person) as person from alone
        where person in (select person from alone group by person having count(distinct entity) = 1)
        group by entity having count(distinct person) = 1
    """
