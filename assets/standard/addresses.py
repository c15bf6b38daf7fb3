"""Addresses taken apart: region, villager group, estate, road, building, unit and room.

Two passes over distinct texts: heads (what stands before the first figure) are matched by name, tails are read by
regular expressions. 3号楼2单元501, 3#2-501, 3-2-501 and 3幢2单元501室 come out alike; leading zeros fall away.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from assets.standard import text
from assets.standard.address_words import HERE, NUMERAL, in_figures, spelled, without_phone
from assets.standard.data import read
from assets.standard.gazetteer import Gazetteer

BUILDING = rf"{NUMERAL}|\d{{1,3}}[A-Za-z]|[A-Za-z]\d{{0,2}}"
GROUP = rf"^(\p{{Han}}{{0,8}}?)第?({NUMERAL})(?:村民小组|村民组|居民小组|居民组|小组|组|大队|生产队|队)(.*)$"
ROAD = r"^(\p{Han}{1,8}?(?:大道|路|街|巷|弄|胡同))(\d{1,5})(?:号院|号)([^楼].*)?$"
# 安泰花园3期, 幸福里2区南苑: the only figures in the name of an estate
ESTATE = r"[\p{Han}A-Za-z·]*?(?:\d{1,2}[期区][\p{Han}A-Za-z·]*?)?"
# Behind a building or a flat: words that say no more of where it is (老屋, 出租房, the owner).
DWELLING = (
    rf"^({ESTATE})(?:第?({BUILDING})(?:号楼|栋|幢|座|#楼|#|楼栋)|({NUMERAL})号院?|附({NUMERAL})号?)?"
    rf"(?:附(\d+)号?)?(?:({NUMERAL})(?:单元|门))?(?:(?:{NUMERAL})层)?(\d+(?:-\d+)*)?(?:室|号|房|户)?(?:\p{{Han}}{{2,8}})?$"
)
PARTS = "['estate', 'building', 'house', 'only', 'annex', 'unit', 'room']"
# What stands for building-unit-room and building-room is spelled out before it is read.
THREE_PARTS = r"^(\D*?(?:\d{1,2}[期区]\D*?)?)(\d+)(?:-|号楼|栋|幢|座|#楼|#)(\d+)-(\d+(?:-\d+)?)(?:室|号|房)?$"
TWO_PARTS = r"^(|.*[^\d元楼栋幢座号#-])(\d+)-(\d+)(?:室|号|房)?$"
COUNTY_LEVEL = (
    r"^((?:\p{Han}{2,7}?(?:省|自治区|市))?(?:\p{Han}{2,9}?(?:市|州|盟|地区))?"
    r"\p{Han}{1,8}?(?:自治县|县|旗|市|区))"
)


def build(con: duckdb.DuckDBPyConnection, texts: str, gazetteer: Gazetteer) -> None:
    """Make temp table `std_address` from `texts` (raw): one row per distinct text.

    Columns: raw, address (without blanks), points_to (`above`, `hukou`, `village`: 同上, 同户籍, 本村), region (12
    digits, or 6 where the village is not said or outside), villages VARCHAR[] (codes meant, where several are), town (9
    digits, where it is named and no village is), area (text to the county level of a place outside), group_no, estate,
    road, building_no, unit_no (unit-room), rest (text behind the region), detail (the five parts from group_no on,
    joined by chr(31)), issue.
    """
    _plain(con, texts)
    _heads(con, gazetteer)
    _tails(con)
    con.execute(f"""create or replace temp table std_address as
        with pieces as (select p.*, h.region, h.villages, h.town, substr(p.address, h.length + 1) as rest
            from std_address_plain p left join std_address_head h using (head))
        select raw, address, points_to, region, villages, town, rest, issue, t.* exclude (tail),
            if(length(region) = 12 or region = '{gazetteer.county}', null,
                nullif(regexp_extract(address, '{COUNTY_LEVEL}', 1), '')) as area,
            concat_ws(chr(31), {_joined()}) as detail
        from pieces left join std_address_tail t on t.tail = rest""")
    con.execute("drop table std_address_plain; drop table std_address_head; drop table std_address_tail")


def _joined() -> str:
    return ", ".join(f"coalesce(t.{c}, '')" for c in ("group_no", "estate", "road", "building_no", "unit_no"))


def _plain(con: duckdb.DuckDBPyConnection, texts: str) -> None:
    con.execute("create or replace temp table std_reference (text varchar, points_to varchar)")
    references = [[row["text"], row["points_to"]] for row in read("references")]
    con.executemany("insert into std_reference values (?, ?)", references)
    con.execute(f"""create or replace temp table std_address_plain as
        with solid as (select raw, std_solid(raw) as solid from {texts}),
        marked as (select raw, solid, r.points_to, {text.placeholder("address", "solid")} as fake
            from solid left join std_reference r on r.text = solid),
        judged as (select *, if(fake is null and points_to is null, {without_phone("solid")}, null) as said from marked)
        select raw, coalesce(points_to, if(regexp_matches(said, '{HERE}'), 'village', null)) as points_to,
            regexp_replace(said, '[－—–_]', '-', 'g') as address, regexp_extract(address, '^[^0-9]*') as head,
            case when fake then 'unreadable' when said <> solid then 'repaired' end as issue from judged""")


def _heads(con: duckdb.DuckDBPyConnection, gazetteer: Gazetteer) -> None:
    """Make `std_address_head` (head, length, region, villages, town) by name, each distinct head once."""
    found = con.execute("select distinct head from std_address_plain where head is not null order by head").fetchall()
    heads = [row[0] for row in found]
    said = [gazetteer.match(head) for head in heads]
    columns = {
        "head": pa.array(heads, pa.string()),
        "length": pa.array([h.length for h in said], pa.int32()),
        "region": pa.array([h.region for h in said], pa.string()),
        "villages": pa.array([list(h.villages) if len(h.villages) > 1 else None for h in said], pa.list_(pa.string())),
        "town": pa.array([h.town for h in said], pa.string()),
    }
    con.register("std_head_read", pa.table(columns))
    con.execute("create or replace temp table std_address_head as select * from std_head_read")
    con.unregister("std_head_read")


def _tails(con: duckdb.DuckDBPyConnection) -> None:
    """Make `std_address_tail` (tail, group_no, estate, road, building_no, unit_no)."""
    con.execute(rf"""create or replace temp table std_address_tail as
        with tails as (select distinct substr(address, h.length + 1) as tail
            from std_address_plain p join std_address_head h using (head)),
        bare as (select tail, {spelled("tail")} as bare from tails),
        grouped as (select *, regexp_extract(bare, '{GROUP}', ['hamlet', 'number', 'rest']) as g from bare),
        on_road as (select *, if(g.number = '', bare, g.rest) as inside,
            regexp_extract(inside, '{ROAD}', ['name', 'number', 'rest']) as r from grouped),
        located as (select *, if(r.name <> '', r.rest, inside) as place_said, {in_figures("place_said")} as place
            from on_road),
        spelled as (select *, regexp_replace(regexp_replace(place, '{THREE_PARTS}', '\1\2号楼\3单元\4'),
                '{TWO_PARTS}', '\1\2号楼\3') as place_spelled from located),
        parsed as (select *, regexp_extract(place_spelled, '{DWELLING}', {PARTS}) as d from spelled),
        weighed as (select *, concat(d.building, d.house, d.only) = '' as unbuilt, g.number <> '' and unbuilt
                and d.unit = '' and regexp_full_match(d.room, '\d{{1,3}}') as by_room from parsed)
        select tail, std_number(nullif(g.number, '')) as group_no, coalesce(nullif(d.estate, ''),
                if(unbuilt and regexp_full_match(place, '\p{{Han}}{{2,20}}'), place, null),
                nullif(g.hamlet, '')) as estate,
            nullif(r.name || if(r.rest = '' or d.only <> '', '', r.number), '') as road, {_building()} as building_no,
            {_unit("d")} as unit_no
        from weighed""")


def _building() -> str:
    """SQL: the building, else the house number; a number on a road with nothing behind it is the house itself.

    附5号 stands behind the house's number, 3组附5号 without one; a lone number behind a group is the house.
    """
    return """coalesce(std_number(nullif(d.building, '')),
        std_number(nullif(d.house, '')) || if(d.annex <> '', '附' || std_number(d.annex), ''),
        if(d.only = '', null, if(r.name = '', '', std_number(r.number)) || '附' || std_number(d.only)),
        if(r.rest = '' and r.name <> '', std_number(r.number), null), if(by_room, std_number(d.room), null))"""


def _unit(d: str) -> str:
    """SQL: unit-room, the room alone, or `unit-` where no room is written."""
    room = f"""array_to_string(list_transform(string_split(nullif({d}.room, ''), '-'), lambda x: std_number(x)), '-')"""
    return f"""case when by_room then null
        when {d}.unit <> '' then std_number({d}.unit) || '-' || coalesce({room}, '') else {room} end"""
