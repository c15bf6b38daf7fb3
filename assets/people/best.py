"""Survivorship: one best value per person and field, and every candidate with its rank and what decided.

The order is: form (a complete value before a fragment), authority of the source (contract.md section 6), the newer
evidence, how often the value is stated, the record's own id. Mentioned persons' rows are the weakest candidates.
Of whole birth dates that of the police register and that inside the person's own valid number (GB 11643: digits 7 to
14) come first, then those that two sources state.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

MENTIONED = 1000
"""Added to the authority of a row that only mentions the person (roles other than self)."""

UNLISTED = 100
"""Added to the order of a source that the registry's order of the field does not name."""


@dataclass(frozen=True)
class Survivor:
    """A field that is chosen by itself. `form` ranks the kinds of value; `takes` go with the winning record.

    `filled` names a column of `people._sighted` that stands in where no record states a value.
    """

    field: str
    form: str = "0"
    takes: tuple[str, ...] = ()
    where: str = "true"
    filled: str = ""


NUMBERED = """(r.person_no, birth_date) in (
    select person_no, try_strptime(id_number[7:14], '%Y%m%d')::date from people._best_id_number
    where id_status = 'valid'
)"""
AGREED = "count(distinct r.source) filter (self) over (partition by r.person_no, birth_date) > 1"

FIELDS = (
    Survivor("name", form="if(name_kind in ('full', 'foreign') and not contains(name_key, '＊'), 0, 1)"),
    Survivor("former_name"),
    Survivor("sex", form="if(sex in ('1', '2'), 0, 1)"),
    Survivor(
        "id_number",
        form="case when id_status in ('valid', 'upgraded', 'foreign') then 0 "
        "when id_status = 'truncated' then 1 else 2 end",
        takes=("id_status",),
        where="record_id not in (select record_id from linkage.number_mark)",
    ),
    Survivor(
        "birth_date",
        form=f"case when birth_estimated then 5 when birth_precision = 'month' then 3 when birth_precision <> 'day' "
        f"then 4 when self and r.source = 'police_hukou' or {NUMBERED} then 0 when {AGREED} then 1 else 2 end",
        takes=("birth_precision",),
    ),
    Survivor("ethnic_group"),
    Survivor("marital_status", form="if(marital_status = '90', 1, 0)"),
    Survivor("education", form="if(education = '90', 1, 0)"),
    Survivor("phone", filled="gate_phone"),
    Survivor("children"),
    Survivor("hukou_type", form="if(hukou_type = '9', 1, 0)"),
    Survivor("birth_order"),
    Survivor("policy"),
    Survivor("death_date", where="self and death_date <= (select last_day from people._moment)"),
)

CANDIDATES = """
create or replace temp table candidate as
select r.person_no, r.record_no, r.person_id, r.record_id, r.{field} as value, ({form})::tinyint as form,
    (coalesce(a.authority, {unlisted} + r.source_order) + if(r.self, 0, {mentioned}))::smallint as authority, r.as_of
from people._record r left join people._authority a on a.field = '{field}' and a.source = r.source
where r.{field} is not null and {where}
"""

CONTESTED = """
create or replace temp table stated as
with contested as (
    select person_no from candidate group by person_no having min(value) <> max(value)
)
select person_no, value, count(*)::smallint as n from candidate semi join contested using (person_no)
group by person_no, value
"""

RANKED = """
create or replace temp table ranked as
select c.*, row_number() over best as rank, case
        when row_number() over best = 1 then null
        when value = first_value(value) over best then 'agrees'
        when form <> first_value(form) over best then 'form'
        when authority <> first_value(authority) over best then 'authority'
        when as_of <> first_value(as_of) over best then 'newest'
        when coalesce(n, 0) <> first_value(coalesce(n, 0)) over best then 'most_stated'
        else 'record' end as lost_by
from candidate c left join stated using (person_no, value)
window best as (partition by person_no order by form, authority, as_of desc, n desc, record_no)
"""

VALUES = """
insert into people.person_value by name
with decided as (
    select person_no, arg_min(lost_by, rank) as rule from ranked where lost_by <> 'agrees' group by person_no
)
select person_id, '{field}' as field, record_id, rank, rank = 1 as won,
    if(rank = 1, coalesce(rule, 'unanimous'), lost_by) as rule, as_of
from ranked left join decided using (person_no)
"""

WINNERS = """
create or replace table people._best_{field} as
select w.person_no, w.record_no, w.value as {field} {takes}
from ranked w {join} where w.rank = 1
"""


def build_best(con: duckdb.DuckDBPyConnection) -> None:
    """Append every candidate to `people.person_value` and make `people._best_<field>` (person_no, record_no, field)."""
    for survivor in FIELDS:
        names = {"field": survivor.field, "form": survivor.form, "where": survivor.where}
        con.execute(CANDIDATES.format(**names, unlisted=UNLISTED, mentioned=MENTIONED))
        con.execute(CONTESTED)
        con.execute(RANKED)
        con.execute(VALUES.format(field=survivor.field))
        takes = "".join(f", r.{column}" for column in survivor.takes)
        join = "join people._record r using (record_no)" if takes else ""
        con.execute(WINNERS.format(field=survivor.field, takes=takes, join=join))
    for table in ("candidate", "stated", "ranked"):
        con.execute(f"drop table temp.{table}")
