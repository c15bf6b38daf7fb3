"""Two numbers written with 18 digits whose check digits are right are two persons; the exceptions of design.md step 3.

Where name, birth date, sex and a household, dwelling or phone all agree, and only one of the two numbers is known to
the police, or the police know neither and two departments know only one, the other is a wrong number, however many
copied it: linked, and marked. Where the police know both, or nobody prefers one, it looks like one person with two
hukou and is somebody's task, and so is a third number beside two such. Of several better known ones the best known has
it. A number that a spreadsheet cut is known to whoever stated it, if the name leaves one whole number for it and no
birth date speaks against it.
"""

from __future__ import annotations

import duckdb

DEPARTMENTS = {
    "police_hukou": "police", "police_migrants": "police", "social_insurance": "social", "medical_insurance": "medical",
    "grid_persons": "grid", "grid_dwellings": "grid", "education_students": "education",
    "education_staff": "education", "health_births": "health", "health_women": "health", "pic_persons": "health",
    "civil_deaths": "civil",
}  # fmt: skip
"""The seven departments by source; what communities keep themselves is a ledger."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._wrong_number` (entity with it, entity of the person) and `linkage._two_numbers` (l, r), l < r."""
    con.execute("create or replace table linkage._department (source varchar, department varchar)")
    con.executemany("insert into linkage._department values (?, ?)", list(DEPARTMENTS.items()))
    _alike(con)
    con.execute("""
        create or replace table linkage._better as
        with better as (
            select if(known_l > known_r, r, l) as entity, if(known_l > known_r, l, r) as person,
                greatest(known_l, known_r) as known
            from linkage._alike where known_l <> known_r)
        select entity, person from better qualify known = max(known) over (partition by entity)
    """)
    con.execute("""
        create or replace table linkage._wrong_number as
        select entity, min(person) as person from linkage._better group by entity having count(*) = 1
    """)
    con.execute("""
        create or replace table linkage._two_numbers as
        select l, r from linkage._alike where known_l = known_r
        union
        select least(entity, person), greatest(entity, person) from linkage._better
        anti join linkage._wrong_number using (entity)
        order by l, r
    """)
    con.execute("drop table linkage._better")
    con.execute("drop table linkage._alike")
    con.execute("drop table linkage._department")


def rank(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._lesser` (number, better) of `linkage._two_numbers`: the one that fewer sources know yields.

    Both are one person by all but the number, so they are no rivals for a row that has none.
    """
    con.execute("""
        create or replace table linkage._lesser as
        with pair as (select l, r from linkage._two_numbers union all select r, l from linkage._two_numbers)
        select distinct lesser.number, better.number as better
        from pair join linkage._entity as a on a.entity = l join linkage._entity as b on b.entity = r
        join linkage._number_of as lesser on lesser.entity = l join linkage._number_of as better on better.entity = r
        where lesser.number <> better.number and (len(a.sources), r) < (len(b.sources), l)
    """)


def _alike(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._alike as
        with numbered as (
            select entity, full_name, sex from linkage._entity
            where written18 is not null and full_name is not null),
        cut as (
            select min(whole.entity) as entity, any_value(cut.sources) as sources
            from linkage._entity as cut join linkage._entity as whole on whole.full_name = cut.full_name
                and cut.number_head in (whole.number_head, whole.number_rounded)
            where cut.number is null and whole.written18 is not null and coalesce(cut.birth = whole.birth, true)
            group by cut.entity having count(*) = 1),
        stated as (
            select entity, unnest(sources) as source from linkage._entity where written18 is not null
            union all select entity, unnest(sources) from cut),
        known as (
            select entity, case when bool_or(department = 'police') then 2
                when count(distinct department) >= 2 then 1 else 0 end as known
            from stated left join linkage._department using (source) group by entity),
        born as (
            select entity, birth from linkage._entity where length(birth) = 8
            union select entity, unnest(births) from linkage._entity where written18 is not null),
        found as (select entity, kind, value from linkage._place where kind in ('household', 'dwelling', 'phone'))
        select distinct l.entity as l, r.entity as r, kl.known as known_l, kr.known as known_r
        from numbered as l join numbered as r on l.full_name = r.full_name and l.sex = r.sex and l.entity < r.entity
        join born as bl on bl.entity = l.entity join born as br on br.entity = r.entity and bl.birth = br.birth
        join found as fl on fl.entity = l.entity
        join found as fr on fr.entity = r.entity and fl.kind = fr.kind and fl.value = fr.value
        join known as kl on kl.entity = l.entity join known as kr on kr.entity = r.entity
    """)
