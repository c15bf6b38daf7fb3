"""Persons in one shape: `standard.person_record`, every lookup joined back to the rows."""

from __future__ import annotations

import duckdb

from assets.standard import stays
from assets.standard.codes import relation_map

# A birth date readable to the day wins; a month or year that the number bears out gains its day; else the number's;
# else the year that an age leads to (45岁 in either column), which may be years off.
BORNE_OUT = """year(b.value) = year(i.id_birth_date)
            and (b.precision = 'year' or month(b.value) = month(i.id_birth_date))"""
BIRTH = f"""case when b.precision = 'day' or i.id_birth_date is null then b.value
        when b.value is null or {BORNE_OUT} then i.id_birth_date else b.value end"""
AGED = (
    f"""if(({BIRTH}) is null, make_date(year({stays.AS_OF})::integer - coalesce(std_age(r.age), b.age), 1, 1), null)"""
)
BIRTH_PRECISION = f"""case when b.precision = 'day' or i.id_birth_date is null then b.precision
        when b.value is null or {BORNE_OUT} then 'day' else b.precision end"""
LIFE = """case when r.role <> 'self' then null
        when r.source = 'civil_deaths' or 'dead' in (status.code, benefit.code, insurance.code) then 'dead'
        when died.value is not null then 'dead'
        when status.code in ('moved_out', 'cancelled') then status.code
        when gone.value is not null then if(r.source = 'police_hukou', 'cancelled', 'moved_out')
        else status.code end"""
SEEN = """greatest(if(v.precision <> 'year', strftime(v.value, '%Y-%m'), null),
        if(paid.precision <> 'year', strftime(paid.value, '%Y-%m'), null),
        if(found.precision <> 'year', strftime(found.value, '%Y-%m'), null))"""

# A grid tells who comes from abroad in its kinds of population (contract.md section 2.5; 03 in its coding), not from
# where.
NATIONALITY = """coalesce(std_solid(r.nationality),
        if(regexp_matches(std_solid(r.population_kind), '境外|外籍|港澳台|^0?3$'), '境外', null))"""

# The source's own number; else who it is, and where nothing is a usable number the household or the address.
KEY = """coalesce(if(r.role = 'self', std_own_no(r.own_key), null), left(md5(concat_ws(chr(31), r.layout, r.role,
        coalesce(if(r.role = 'self', null, std_own_no(r.own_key)), ''), coalesce(n.name_key, n.name, ''),
        coalesce({birth}::varchar, ''), if(i.id_status in ('none', 'truncated'), coalesce(std_own_no(r.household_no),
            d.address_key, h.address_key, r.home_text, r.hukou_text, ''), i.id_number))), 24))"""

CODES = {
    "sex": "sex", "ethnic": "ethnic_group", "marital": "marital_status", "educated": "education",
    "related": "relation", "hukou_kind": "hukou_type", "household": "hukou_household_kind", "policed": "policy",
    "boards": "boarding", "status": "register_status", "benefit": "benefit_status", "insurance": "insurance_status",
}  # fmt: skip
DATES = {
    "b": "birth_date", "moved": "moved_in_date", "left_on": "away_since", "lived": "since", "died": "death_date",
    "stated": "stated_on", "gone": "cancelled_on", "v": "visit_month", "paid": "paid_month", "found": "found_on",
    "started": "started_on", "ended": "left_on", "returned": "returned_on", "entered": "entered_on",
}  # fmt: skip

HELPERS = {"_scheme": "varchar", "_hukou_agrees": "boolean", "_home_agrees": "boolean"}

SELECT = f"""
select r.record_id, r.month, r.source, r.layout, r.path, r.sheet, r.row, r.role,
    if(r.role = 'self', null, r.self_id) as of_record_id, {KEY.format(birth=BIRTH)} as source_record_key, r.scope,
    {stays.AS_OF} as as_of, r.pending,
    n.name, n.name_key, n.surname, n.given, n.name_pinyin, n.surname_pinyin, n.given_pinyin, n.name_kind,
    f.name as former_name, f.name_key as former_name_key,
    coalesce(sex.code, i.id_sex, if(r.role = 'self', null, implied.sex)) as sex,
    coalesce({BIRTH}, {AGED}) as birth_date, coalesce({BIRTH_PRECISION}, if({AGED} is null, null, 'year'))
        as birth_precision, {AGED} is not null as birth_estimated, std_solid(r.document_kind) as document_kind,
    i.id_number, coalesce(i.id_status, 'none') as id_status, i.id_birth_date, i.id_sex,
    ethnic.code as ethnic_group, {NATIONALITY} as nationality, marital.code as marital_status,
    educated.code as education, t.phone,
    case r.role when 'self' then related.code when 'head' then '02' end as relation, std_count(r.children) as children,
    hukou_kind.code as hukou_type, r.hukou_code as hukou_state, h.region as hukou_region,
    r.hukou_text as hukou_address, h.address_key as hukou_address_key, household.code as hukou_household_kind,
    moved.value as moved_in_date, std_solid(r.moved_in_from) as moved_in_from,
    coalesce(r.state_code, {stays.STATE}) as residence_state,
    d.region as residence_region, r.home_text as residence_address, d.address_key as residence_address_key,
    r.away_text as away_address, r.away_place as away_region, {stays.AWAY_SINCE} as away_since,
    coalesce(lived.value, {stays.SINCE}) as since,
    coalesce(r.own_group, d.group_no, h.group_no, std_group_of(r.household_no)) as group_no,
    coalesce(r.own_estate, d.estate, h.estate) as estate,
    coalesce(r.own_building, d.building_no, h.building_no) as building_no,
    if(r.own_building is not null, r.own_unit, if(d.building_no is not null, d.unit_no, h.unit_no)) as unit_no,
    std_solid(r.dwelling_code) as dwelling_code, std_solid(r.grid) as grid, std_own_no(r.household_no) as household_no,
    std_solid(coalesce(r.unit_name, r.employer)) as unit_name, boards.code = 'true' as boarding,
    coalesce(r.stay = 'hukou_only', false) as empty_hukou_listed, {LIFE} as life_status, died.value as death_date,
    {SEEN} as seen_month, std_count(r.birth_order) as birth_order, policed.code as policy,
    upper(std_solid(r.certificate_no)) as certificate_no,
    std_solid(r.purpose) as purpose, entered.value as entered_on,
    std_solid(r.insurance_kind) as _scheme, r.hukou_agrees as _hukou_agrees, r.home_agrees as _home_agrees
from std_placed r
    left join std_name n on n.raw = r.name
    left join std_name f on f.raw = r.former_name
    left join std_name_number own on own.raw = r.name
    left join std_id i on i.raw = coalesce(r.id_number, own.number)
    left join std_phone t on t.raw = r.phone
    left join std_spot h on h.spot = r.hukou_spot
    left join std_spot d on d.spot = r.home_spot
    {{joins}}
    left join std_relation_sex implied on implied.code = related.code
where r.role = 'self' or n.name is not null or i.id_number is not null
"""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `standard.person_record`: one row per person that a row in force speaks of.

    A mention whose name and number both turn out to be placeholders speaks of nobody. Three columns are there for the
    steps that follow (keys, issues) and fall away with `finish`.
    """
    for column, kind in HELPERS.items():
        con.execute(f"alter table standard.person_record add column {column} {kind}")
    con.execute("create or replace temp table std_relation_sex (code varchar, sex varchar)")
    con.executemany("insert into std_relation_sex values (?, ?)", [list(p) for p in relation_map("sex").items()])
    con.execute(f"insert into standard.person_record by name {SELECT.format(joins=_joins())}")


def finish(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the helper columns."""
    for column in HELPERS:
        con.execute(f"alter table standard.person_record drop column {column}")


def _joins() -> str:
    codes = [
        f"left join std_code {a} on {a}.layout = r.layout and {a}.field = '{c}' and {a}.raw = r.{c}"
        for a, c in CODES.items()
    ]
    return "\n    ".join([*codes, *(f"left join std_date {a} on {a}.raw = r.{c}" for a, c in DATES.items())])
