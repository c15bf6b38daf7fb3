"""The 21 compared fields (seeds/004): what a source states of them, and when that agrees with the roster.

A statement is compared as far as it goes: a date of month or year precision agrees with a day inside it, a general code
(已婚) with its kinds (初婚), an address that names the village alone with any address there, an Excel number with its
certain digits. 户籍状况 and 居住状况 are relative to the village that writes them (warehouse.md, Category), and so they
are compared. The six birth fields speak of children of known parents.
"""

from __future__ import annotations

from dataclasses import dataclass

CHILD_SOURCES = ("health_births", "police_hukou", "pic_persons", "survey")
"""Who states a child's fields (contract.md section 6, child_*)."""


@dataclass(frozen=True)
class Compared:
    """One field: SQL of its text and of its agreement.

    Over a record `r` (its address keys `k`, its grid `g`) and the roster's person `p`, as `statements.KNOWN` has him.
    """

    field: str
    value: str
    agrees: str
    join: str = ""
    child: bool = False


def _same(column: str) -> str:
    return f"r.{column} = p.{column}"


def _general(column: str) -> str:
    """Codes of two digits: one that ends in 0 is the general one of its tens."""
    return f"{_same(column)} or r.{column}[1] = p.{column}[1] and (r.{column}[2] = '0' or p.{column}[2] = '0')"


def _date(column: str) -> str:
    coarser = "if('year' in (r.birth_precision, p.birth_precision), 'year', 'month')"
    return f"""if(r.birth_precision = 'day' and p.birth_precision = 'day', r.{column} = p.{column},
        date_trunc({coarser}, r.{column}) = date_trunc({coarser}, p.{column}))"""


def _address(of: str) -> str:
    """Regions by the shorter code; then the keys; outside the county, where there are none, the texts."""
    region, address, key = f"{of}_region", f"{of}_address", f"{of}_address_key"
    length = f"least(length(r.{region}), length(p.{region}))"
    return f"""coalesce(left(r.{region}, {length}) = left(p.{region}, {length}), r.{region} is null)
        and case
            when r.{address} is null then true
            when k.{key} is not null and p.{key} is not null then k.{key} = p.{key}
            when length(p.{region}) = 12 and r.{region} is not null then k.{key} is null
            else ends_with(r.{address}, p.{address}) or ends_with(p.{address}, r.{address})
        end"""


KEYS = "join standard.person_record k using (record_id)"
GRID = "left join landing.grid_list g on g.grid = r.scope"
VILLAGE = "coalesce(if(length(r.scope) = 12, r.scope, null), g.region)"
HUKOU_STATE = f"""r.hukou_state = case
        when {VILLAGE} is null or p.hukou_state = '5' then p.hukou_state
        when p.hukou_region = {VILLAGE} then '1'
        when left(p.hukou_region, 9) = left({VILLAGE}, 9) then '2'
        when left(p.hukou_region, 6) = left({VILLAGE}, 6) then '3' else '4' end"""
RESIDENCE_STATE = f"""r.residence_state = case
        when p.residence_region = coalesce({VILLAGE}, p.hukou_region) then '1'
        when p.empty_hukou in ('located', 'unlocated') then '3' else '2' end"""
RELATION = " or ".join(
    f"""r.relation = {own} or r.relation in ('01', '02') and {own} in ('01', '02')
    or r.relation[1] = {own}[1] and (r.relation[2] = '0' or {own}[2] = '0')"""
    for own in ("p.hukou_relation", "p.living_relation")
)
PLACED = "concat_ws(' ', r.{of}_region, r.{of}_address)"

FIELDS = (
    Compared("name", "r.name", "r.name_key = p.name_key"),
    Compared("sex", "r.sex", _same("sex")),
    Compared("birth_date", "r.birth_date", _date("birth_date")),
    Compared("id_number", "r.id_number", "r.id_number = p.id_number or r.id_status = 'truncated'"
             " and starts_with(p.id_number, r.id_number)"),
    Compared("marital_status", "r.marital_status", _general("marital_status")),
    Compared("hukou_state", "r.hukou_state", HUKOU_STATE, GRID),
    Compared("residence_state", "r.residence_state", RESIDENCE_STATE, GRID),
    Compared("hukou_address", PLACED.format(of="hukou"), _address("hukou"), KEYS),
    Compared("residence_address", PLACED.format(of="residence"), _address("residence"), KEYS),
    Compared("hukou_type", "r.hukou_type", _same("hukou_type")),
    Compared("ethnic_group", "r.ethnic_group", _same("ethnic_group")),
    Compared("relation", "r.relation", RELATION),
    Compared("child_name", "r.name", "r.name_key = p.name_key", child=True),
    Compared("child_birth_date", "r.birth_date", _date("birth_date"), child=True),
    Compared("child_id_number", "r.id_number", _same("id_number"), child=True),
    Compared("child_sex", "r.sex", _same("sex"), child=True),
    Compared("birth_order", "r.birth_order", _same("birth_order"), child=True),
    Compared("policy", "r.policy", _same("policy"), child=True),
    Compared("death_date", "r.death_date", _same("death_date")),
    Compared("phone", "r.phone", _same("phone")),
    Compared("children", "r.children", _same("children")),
)  # fmt: skip
