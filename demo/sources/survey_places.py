"""The sheets of the village workbook that are not about family members: units, households, empty homes, estates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo.arrays import either
from demo.dwellings import FLATS_PER_BUILDING
from demo.office import Office
from demo.sources import scopes


def collective(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """集体户: people in dormitories and homes, pupils who board."""
    unit = either(rows["boarding"], rows["school"], rows["unit"])
    rows = rows.assign(unit_name=scopes.units(office, unit), household_no=(9000 + unit.astype(int)).astype(str))
    return rows.assign(
        dormitory=(rows["pid"] % 6 + 1).astype(str) + "舍" + (rows["pid"] % 40 + 101).astype(str), relation="99"
    )


def households(family: pd.DataFrame) -> pd.DataFrame:
    """户表: one row per household with its head (who is only mentioned) and counts."""
    order = family.assign(is_head=family["relation"] != "02").sort_values(["village", "hh", "is_head", "key"])
    heads = order.drop_duplicates(["village", "hh"]).copy()
    counted = family.assign(away=~family["here"].astype(bool)).groupby(["village", "hh"])
    index = pd.MultiIndex.from_frame(heads[["village", "hh"]])
    for column, source in (("registered", "home"), ("present", "here"), ("away", "away")):
        heads[column] = counted[source].sum().reindex(index).astype(int).astype(str).to_numpy()
    heads = _with_second_homes(heads)
    heads["head_phone"], heads["household_kind"] = heads["phone"], "家庭户"
    heads["head_pid"], heads["head_tags"], heads["pid"] = heads["pid"], heads["tags"], -1
    return heads


def _with_second_homes(heads: pd.DataFrame) -> pd.DataFrame:
    """Families with two homes have a row for each, and the head's name is written 张三 1 and 张三 2."""
    several = heads["hh"] % 67 == 0
    rows = [heads[~several].assign(head_name=heads["name"], house_serial=None)]
    for serial in ("1", "2"):
        name = heads["name"].astype(str) + f" {serial}"
        rows.append(heads[several].assign(head_name=name, house_serial=serial))
    rows[2][["group", "building", "dwelling_unit"]] = None
    return pd.concat(rows).sort_values(["village", "hh", "house_serial"], kind="stable")


def vacant(office: Office) -> pd.DataFrame:
    """空宅表: dwellings in which nobody lives, with the owner where known."""
    homes, people = office.world.places.dwellings, office.people
    alive = people["death"].isna()
    lived = np.unique(people.loc[alive & (people["live_dwelling"] >= 0), "live_dwelling"])
    rows = pd.DataFrame({"at": np.setdiff1d(np.arange(len(homes)), lived)})
    rows = rows[office.does("vacant", rows["at"])].reset_index(drop=True)
    found = homes.iloc[rows["at"]]
    owners = people[alive & (people["hukou_dwelling"] >= 0) & (people["age"] > 25)].sort_values("birth")
    owners = owners.drop_duplicates("hukou_dwelling")
    owner = (
        pd.Series(owners.index, index=owners["hukou_dwelling"]).reindex(rows["at"]).fillna(-1).astype(int).to_numpy()
    )
    names = people["name"].to_numpy(dtype=object)
    rows["village"], rows["building"] = (
        found["village"].to_numpy(),
        found["building"].astype(str).str.zfill(4).to_numpy(),
    )
    flat = found["unit"].astype(str) + "-" + found["room"].astype(str)
    rows["dwelling_unit"] = either(found["unit"] > 0, flat, "1")
    rows["address"] = office.address(rows.assign(key=rows["at"]), rows["at"], "village")
    rows["owner_name"] = either(owner >= 0, names[owner.clip(0)], None)
    rows["owner_pid"], rows["pid"], rows["key"], rows["tags"] = owner, -1, rows["at"] + (6 << 40), 0
    rows["owner_tags"] = either(owner >= 0, people["tags"].to_numpy()[owner.clip(0)], 0)
    rows["reason"] = office.choice("vacant/reason", rows["at"], ["外出务工", "另有住房", "待售", "房屋破旧", None])
    return rows


def empty(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """空挂户表: hukou here, no home here, living elsewhere."""
    reason = office.choice("empty/reason", rows["fam"], ["无房", "拆迁", "挂靠亲属", "人员下落不明", "单位集体户遗留"])
    return rows.assign(reason=reason)


def estates(office: Office) -> pd.DataFrame:
    """楼盘小区信息表: the estates of a community with buildings, flats and how many are lived in."""
    homes, people = office.world.places.dwellings, office.people
    lived = np.bincount(
        people.loc[people["death"].isna() & (people["live_dwelling"] >= 0), "live_dwelling"], minlength=len(homes)
    )
    flats = homes[homes["community"]].assign(lived=lived[homes["community"].to_numpy()] > 0)
    if flats.empty:
        return pd.DataFrame({"village": [], "key": [], "tags": []})
    rows = (
        flats.groupby(["village", "estate", "road"], sort=True)
        .agg(buildings=("building", "nunique"), flats=("slot", "size"), lived_in=("lived", "sum"))
        .reset_index()
    )
    rows["units"] = np.ceil(rows["flats"] / (FLATS_PER_BUILDING / 3)).astype(int)
    rows["address"] = rows["road"]
    for column in ("buildings", "flats", "lived_in", "units"):
        rows[column] = rows[column].astype(str)
    rows["manager"] = rows["estate"] + "物业服务中心"
    return rows.assign(key=np.arange(len(rows)) + (7 << 40), tags=0, pid=-1)
