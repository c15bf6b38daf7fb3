"""The persons of the village workbook: who is listed where, in which household, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from demo import tables
from demo.arrays import either, years_until
from demo.families import C1, C2, C3, GF, GM, SB, H, W
from demo.office import Office
from demo.registered import hukou_type
from demo.relations import head_slot, relations
from demo.sources import scopes

HEADS = (H, GF, W, GM, C1, C2, C3, SB)


def _asleep(office: Office) -> pd.DataFrame:
    """The people, with pupils who board in the village of their school (where `standing` counts them)."""
    people, boards = office.people.copy(), office.people["boarding"].to_numpy(dtype=bool)
    schools = office.world.places.units["village"].to_numpy()[people["school"].to_numpy().clip(0)]
    people["live_village"] = either(boards, schools, people["live_village"])
    people["live_dwelling"] = either(boards, -1, people["live_dwelling"])
    return people


def listed(office: Office) -> pd.DataFrame:
    """One row per person and village: those with hukou here (`home`) and those living here with hukou elsewhere."""
    office = replace(office, people=_asleep(office))
    people, shares = office.people, tables.profile()["coverage"]
    ours = (people["hukou"] == "in").to_numpy() & office.hit("ours", people.index, shares["survey_hukou"])
    home = office.with_dead(office.take(ours & office.alive()), people["hukou"] == "in")
    home["village"], home["home"] = home["hukou_village"], True
    here = (
        people["live_in"].to_numpy()
        & ((people["live_village"] != people["hukou_village"]) | (people["hukou"] == "none")).to_numpy()
    )
    here &= (
        office.known(people["live_since"])
        & office.seen()
        & office.hit("guest", people["fam"], shares["survey_migrants"])
    )
    guest = office.take(here & office.alive())
    guest["village"], guest["home"] = guest["live_village"], False
    guest["key"] = guest["key"] + (3 << 40)
    rows = pd.concat([home, guest], ignore_index=True)
    rows["here"] = (rows["live_in"] & (rows["live_village"] == rows["village"])).to_numpy()
    return office.with_twice(rows)


def households(rows: pd.DataFrame) -> pd.Series:
    """Household keys: whoever lives together is one household, named after its hukou household where it has one."""
    hukou = either(rows["hukou_hh"] >= 0, rows["hukou_hh"] * 16, rows["fam"] * 16 + 7)
    own = pd.Series(either(rows["home"], hukou, 10_000_000_000 + rows["live_hh"]), index=rows.index)
    lives = rows["here"] & (rows["live_hh"] >= 0)
    place = rows["village"].astype(np.int64) * 100_000_000_000 + rows["live_hh"]
    anchor = own[lives].groupby(place[lives]).transform("min")
    return anchor.reindex(rows.index).fillna(own).astype(np.int64)


def describe(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """State of hukou and residence, addresses, absence, children, remarks."""
    villages = office.world.places.villages
    town = villages["town"].to_numpy()
    same = rows["hukou_village"] == rows["village"]
    near = town[rows["hukou_village"].clip(lower=0)] == town[rows["village"]]
    rows["hukou_state"] = np.select(
        [rows["hukou"] == "none", rows["hukou"] == "out", same, near],
        ["户口待定", "外县", "本村", "本乡其他村"],
        "本县其他乡",
    )
    rows["residence_state"] = either(rows["here"], "在住", "外出")
    stale = office.stale(rows)
    dwelling = either(rows["here"], stale, -1)
    rows["residence_address"] = office.same_as(rows, office.address(rows, dwelling, "village"))
    in_unit = ((rows["unit"] >= 0) & rows["here"]).to_numpy()
    dormitory = scopes.units(office, rows["unit"]) + "宿舍"
    rows["residence_address"] = either(in_unit, dormitory, rows["residence_address"])
    rows["hukou_address"] = office.hukou_address(rows, "village")
    away = ~rows["here"].to_numpy()
    in_county = office.address(rows, rows["live_dwelling"], "office")
    school = scopes.units(office, rows["school"]) + "学生宿舍"
    elsewhere = either(rows["boarding"], school, either(rows["live_in"], in_county, rows["away_address"]))
    rows["away_address"] = either(away & office.does("where", rows["pid"]), elsewhere, None)
    rows["away_date"] = rows["live_since"].where(away & office.does("when", rows["pid"]))
    reason = either(rows["boarding"], "学习培训", either(rows["live_in"], "购房居住", rows["away_reason"]))
    rows["away_reason"] = either(away, reason, None)
    counted = office.people.loc[office.people["mother"] >= 0, "mother"].value_counts()
    children = counted.reindex(rows["pid"]).fillna(0).astype(int).astype(str).to_numpy()
    adult = years_until(office.last, rows["birth"]) >= 15
    rows["children"] = either(adult & (rows["sex"] == "2").to_numpy(), children, None)
    guessed = office.choice("type", rows["fam"], ["农业", "居民", "非农业"], [0.6, 0.3, 0.1])
    rows["hukou_type"] = either(office.does("type", rows["fam"]), guessed, hukou_type(office.world.draws, rows))
    rows["remark"] = either(office.does("remark", rows["key"]), "已核实", None)
    return rows


def place(office: Office, rows: pd.DataFrame) -> None:
    """Group, building and unit of the household's dwelling in the village."""
    homes = office.world.places.dwellings
    at = either(
        rows["here"] & (rows["live_dwelling"] >= 0),
        rows["live_dwelling"],
        either(rows["home"], rows["hukou_dwelling"], -1),
    )
    first = (
        pd.Series(at, index=rows.index)
        .where(at >= 0)
        .groupby(rows["hh"])
        .transform("first")
        .fillna(-1)
        .astype(int)
        .to_numpy()
    )
    found = homes.iloc[first.clip(0)]
    there = first >= 0
    group, unit = found["group"].to_numpy(), found["unit"].to_numpy()
    rows["at"] = first
    rows["group"] = either(there & (group > 0), group.astype(str).astype(object) + "组", None)
    rows["building"] = either(there, np.char.zfill(found["building"].to_numpy().astype(str), 4).astype(object), None)
    flat = unit.astype(str).astype(object) + "-" + found["room"].to_numpy().astype(str).astype(object)
    rows["dwelling_unit"] = either(there, either(unit > 0, flat, "1"), None)


def numbered(office: Office, rows: pd.DataFrame) -> None:
    """Household numbers that stay from month to month: seven digits, unique in the village."""
    rows["household_no"] = (rows["hh"] // 16 % 10_000_000).astype(str).str.zfill(7)
    slot = rows["slot"].to_numpy()
    rows["relation"] = relations(head_slot(rows["hh"].to_numpy(), slot, HEADS), slot, rows["sex"].to_numpy())
