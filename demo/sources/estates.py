"""Estates as the housing office (住建) and the property managers (物业) list them (contract.md section 3.4)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo import tables
from demo.arrays import either
from demo.copying import copy_people
from demo.draws import name_id
from demo.office import Office
from demo.parts import Part, split
from demo.sources import scopes


def _flats(office: Office) -> pd.DataFrame:
    """The flats of estates, with `at`, their position among the dwellings."""
    homes = office.world.places.dwellings
    return homes.assign(at=np.arange(len(homes)))[homes["community"]].reset_index(drop=True)


def buildings(office: Office) -> list[Part]:
    """住建: a row per building of an estate, by township."""
    groups = _flats(office).groupby(["village", "estate", "building"], sort=True)
    rows = groups.agg(
        units=("unit", "max"), floors=("room", "max"), flats=("at", "size"), at=("at", "min")
    ).reset_index()
    rows = rows[office.hit("listed", rows["at"], tables.profile()["community"]["housing_buildings"])]
    if rows.empty:
        return []
    estate = np.array([name_id(e) for e in rows["estate"]])
    rows["house_kind"] = office.choice("kind", estate, ["商品房", "公租房", "安置房"], [0.75, 0.1, 0.15])
    day = office.world.draws.integers("housing/finished", estate, 0, 20 * 365)
    rows["finished_date"] = np.datetime64("2004-03-01") + (day + rows["building"].to_numpy() * 30).astype(
        "timedelta64[D]"
    )
    rows["region"] = office.region(rows["village"])
    rows["floors"] = rows["floors"] // 100
    for column in ("units", "floors", "flats"):
        rows[column] = rows[column].astype(str)
    rows["building"] = (
        rows["building"].astype(str) + office.choice("word", [office.world.draws.seed], ["号楼", "栋", ""])[0]
    )
    rows["key"], rows["tags"], rows["pid"] = rows["at"] + (8 << 40), 0, -1
    rows["file"], rows["sheet"] = scopes.towns(office, rows["village"]) + "住宅小区楼栋信息", "Sheet1"
    return split(rows, "housing_estates", "{}")


def flats(office: Office) -> list[Part]:
    """物业: a row per flat with its owner and who lives there, a sheet per estate, by township."""
    people, shares = office.people, tables.profile()["community"]
    rows = _flats(office)
    managed = office.hit("managed", np.array([name_id(e) for e in rows["estate"]]), shares["property_estates"])
    rows = rows[managed & office.hit("listed", rows["at"], shares["property_flats"])].reset_index(drop=True)
    if rows.empty:
        return []
    grown = people[office.alive() & office.seen() & (people["age"] > 22)].sort_values("birth").reset_index(names="pid")
    for role, column in (("owner", "hukou_dwelling"), ("head", "live_dwelling")):
        first = grown[grown[column] >= 0].drop_duplicates(column).set_index(column)["pid"]
        pid = first.reindex(rows["at"]).fillna(-1).astype(int).to_numpy()
        known = copy_people(office, office.take(np.isin(np.arange(len(people)), pid)).assign(copy=0))
        found = known.set_index("pid").reindex(pid)
        rows[f"{role}_pid"], rows[f"{role}_tags"] = pid, found["tags"].fillna(0).to_numpy().astype(np.int64)
        rows[f"{role}_name"], rows[f"{role}_phone"] = found["name"].to_numpy(), found["phone"].to_numpy()
    lived = people[people["live_in"] & (people["live_dwelling"] >= 0) & office.alive() & office.seen()]
    count = np.bincount(lived["live_dwelling"].to_numpy(), minlength=len(office.world.places.dwellings))[rows["at"]]
    rented = office.does("rented", rows["at"])
    rows["occupancy"] = either(count > 0, either(rented, "出租", "自住"), "空置")
    rows["persons"] = either(count > 0, count.astype(str).astype(object), None)
    rows["resident_name"] = rows["head_name"]
    phone = rows["head_phone"].where(rows["head_phone"].notna(), rows["owner_phone"])
    rows["phone"] = phone.where(office.does("phone", rows["at"]), None)
    for column in ("building", "unit", "room"):
        rows[column] = rows[column].astype(str)
    rows["key"], rows["tags"], rows["pid"] = rows["at"] + (9 << 40), 0, -1
    rows["file"], rows["sheet"] = scopes.towns(office, rows["village"]) + "物业住户名册", rows["estate"]
    return split(rows.sort_values(["file", "estate", "at"]), "property_lists", "{}")
