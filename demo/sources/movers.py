"""外出 and 返乡: people who went away from the county and those who came back (contract.md section 3.4)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo import tables
from demo.arrays import either
from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part, split
from demo.places import COUNTY
from demo.sources import scopes
from demo.truth import bit

_FIRMS = ("电子厂", "建筑公司", "制衣厂", "物流公司", "餐饮店", "装饰公司")


def _described(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """Name, number, phone, village of the hukou, where and with whom they are or were outside."""
    rows = copy_people(office, rows.assign(copy=0))
    at = rows["hukou_village"]
    rows["hukou_place"] = scopes.towns(office, at) + scopes.old_villages(office, rows, at)
    rows["away_address"] = rows["outside"].where(office.does("told", rows["pid"]), None)
    named = office.does("employer", rows["pid"]) & rows["away_address"].notna().to_numpy()
    firm = rows["outside"].astype(str).str.slice(0, 3) + office.choice("firm", rows["pid"], list(_FIRMS))
    rows["away_unit"] = either(named, firm, None)
    return rows


def out(office: Office, first_delivery: bool) -> list[Part]:
    """People of the county who left this month, by township; at first also a table of poor families' outworkers."""
    people, shares = office.people, tables.profile()["community"]
    away = (people["hukou"] == "in").to_numpy() & ~people["live_in"].to_numpy() & office.alive()
    back = shares["backlog_months"] if first_delivery else 0
    left = away & scopes.in_month(office, people["live_since"], back)
    rows = office.take(left & office.hit("listed", people.index, shares["movers_out"]))
    rows["file"] = scopes.towns(office, rows["hukou_village"]) + "外出人员登记表_" + office.month
    if first_delivery:
        poor = office.take(away & office.hit("poor", people["fam"], shares["poor"]))
        poor["file"], poor["key"] = COUNTY + "扶贫外出人员表_" + office.month, poor["key"] + (1 << 41)
        rows = pd.concat([rows, poor], ignore_index=True)
    if rows.empty:
        return []
    rows = _described(office, rows.assign(outside=rows["away_address"]))
    rows["away_date"], rows["sheet"] = rows["live_since"], "Sheet1"
    return split(rows.sort_values(["file", "hukou_village", "pid", "key"]), "movers_out", "{}")


def back(office: Office, first_delivery: bool) -> list[Part]:
    """People of the county who came back this month, by township."""
    people, shares = office.people, tables.profile()["community"]
    home = (people["hukou"] == "in").to_numpy() & people["live_in"].to_numpy() & office.alive()
    home &= ~people["last_live_in"].to_numpy(dtype=bool) & scopes.in_month(office, people["changed"])
    rows = office.take(home & office.hit("listed", people.index, shares["movers_back"]))
    if rows.empty:
        return []
    rows = _described(office, rows.assign(outside=rows["last_away_address"]))
    gone = rows["last_live_since"].to_numpy().astype("datetime64[D]")
    told = office.does("told", rows["pid"] + 1)
    rows["away_date"], rows["back_date"] = pd.Series(gone).where(told), rows["live_since"]
    rows["file"] = scopes.towns(office, rows["hukou_village"]) + "返乡人员登记表_" + office.month
    rows["sheet"] = "Sheet1"
    return split(rows.sort_values(["file", "hukou_village", "pid"]), "movers_back", "{}")


def homeless(office: Office, first_delivery: bool) -> list[Part]:
    """无固定住所人员 found in the month: single people from elsewhere, those whom no register knows first."""
    people = office.people
    single = people["live_in"] & (people["hukou"] == "out") & (people["spouse"] < 0) & (people["age"] > 18)
    pids = np.nonzero(single.to_numpy() & office.alive())[0]
    n = max(1, round(office.world.persons * tables.profile()["community"]["homeless"]))
    luck = office.world.draws.uniform(f"homeless/{office.month}", pids) + office.seen()[pids]
    found = pids[np.argsort(luck, kind="stable")[:n]]
    if not len(found):
        return []
    rows = office.take(np.isin(np.arange(len(people)), found)).assign(copy=0)
    rows = copy_people(office, rows)
    named = office.does("named", rows["pid"])
    numbered = named & office.does("named", rows["pid"] + 1)
    rows["id_number"] = rows["id_number"].where(numbered, None)
    rows["name"] = rows["name"].where(named, "无名氏")
    rows.loc[~named, "tags"] |= bit("name_unnamed")
    days = office.world.draws.integers(f"homeless/day/{office.month}", rows["pid"], 0, 28).astype("timedelta64[D]")
    rows["found_date"] = np.datetime64(office.month, "D") + days
    spot = office.choice("spot", rows["pid"], ["汽车站", "桥下", "集贸市场", "废弃厂房"])
    rows["place"] = scopes.towns(office, rows["live_village"]) + scopes.villages(office, rows["live_village"]) + spot
    rows["estimated_age"] = (
        (rows["age"].astype(int) + office.choice("age", rows["pid"], [-5, 0, 3])).astype(int).astype(str)
    )
    rows["remark"] = office.choice("remark", rows["pid"], ["已劝返", "送救助站", None])
    rows["file"], rows["sheet"] = "无固定住所人员登记表_" + office.month, "Sheet1"
    return split(rows.sort_values("pid"), "no_fixed_abode", "{}")
