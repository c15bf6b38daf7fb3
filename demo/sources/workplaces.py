"""Building sites, small businesses and units that report for their own people (contract.md section 3.4)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either, years_until
from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part, split
from demo.places import COUNTY
from demo.sources import scopes

_SITES = ("二期项目部", "安置房工程", "学校扩建工程", "道路改造工程", "厂房工程")
_TRADES = ("超市", "小吃店", "理发店", "五金店", "服装店", "药房", "汽修厂", "便利店")
_SIGNS = ("旺旺", "好又多", "顺发", "老地方", "百姓", "诚信", "万家", "鸿运", "美佳", "福满堂")
_UNITS = (COUNTY + "火车站", COUNTY + "航道管理处", COUNTY + "消防救援大队", COUNTY + "高速公路养护中心")


def _works(office: Office) -> NDArray[np.object_]:
    """What grown people without employer do: site, shop, special or nothing; the same for every office."""
    people, shares = office.people, tables.profile()["community"]
    age = years_until(office.last, people["birth"])
    free = (people["employer"] < 0) & (people["teaches"] < 0) & (people["school"] < 0) & people["live_in"]
    grown = free.to_numpy() & (age >= 18) & (age < 62) & office.alive() & office.known(people["live_since"])
    luck = office.world.draws.uniform("work/other", people.index)
    site = either(people["hukou"] == "out", shares["site_migrants"], shares["site_locals"]).astype(float)
    steps = [luck < site, luck < site + shares["shops"], luck < site + shares["shops"] + shares["special"]]
    return either(grown & office.seen(), np.select(steps, ["site", "shop", "special"], ""), "").astype(object)


def _since(office: Office, rows: pd.DataFrame, longest: int) -> NDArray[np.datetime64]:
    """First day of work: up to `longest` days after they came or the county's first month, whichever is later."""
    came = np.maximum(
        rows["live_since"].to_numpy().astype("datetime64[D]"), office.world.start - np.timedelta64(300, "D")
    )
    wait = office.world.draws.integers(f"{office.source}/wait", rows["pid"], 0, longest)
    return came + wait.astype("timedelta64[D]")


def construction(office: Office) -> list[Part]:
    """Workers of building sites, a file per site; those who left stay on the list for two months, with the day."""
    rows = office.take(_works(office) == "site")
    entered = _since(office, rows, 200)
    stay = office.world.draws.integers("construction/stay", rows["pid"], 60, 600).astype("timedelta64[D]")
    left = entered + stay
    there = (entered <= office.last) & (left > office.last - np.timedelta64(60, "D"))
    rows["entered_date"] = entered
    rows["left_date"] = pd.Series(left).where(left <= office.last).to_numpy()
    rows = rows[there].reset_index(drop=True)
    if rows.empty:
        return []
    rows = copy_people(office, office.with_twice(rows))
    sites = max(2, office.world.persons // 6000)
    site = office.world.draws.integers("construction/site", rows["pid"], 0, sites)
    at = site * 5 % len(office.world.places.villages)
    kind = np.array(_SITES, dtype=object)[site % len(_SITES)]
    rows["site"] = scopes.villages(office, at) + kind + (site // len(_SITES) + 1).astype(str).astype(object) + "标段"
    road = office.world.places.villages["road"].to_numpy(dtype=object)[at]
    rows["address"] = COUNTY + scopes.towns(office, at) + road + "路"
    rows["team"] = office.choice("team", rows["fam"], ["木工班", "钢筋班", "泥工班", "架子班", "水电班"])
    rows["file"], rows["sheet"] = "在建工地务工人员名册_" + rows["site"], "Sheet1"
    return split(rows.sort_values(["file", "team", "pid", "key"]), "construction_workers", "{}")


def business(office: Office) -> list[Part]:
    """Staff of shops, by the township in which the shop lies."""
    rows = copy_people(office, office.with_twice(office.take(_works(office) == "shop")))
    if rows.empty:
        return []
    at = rows["live_village"].to_numpy()
    shop = at * 1000 + office.world.draws.integers("shop", rows["pid"], 0, 25)
    sign = office.world.draws.choice("shop/sign", shop, list(_SIGNS)) + office.world.draws.choice(
        "shop/trade", shop, list(_TRADES)
    )
    rows["shop"] = scopes.villages(office, at) + sign
    rows["address"] = (
        scopes.towns(office, at) + scopes.villages(office, at) + (shop % 97 + 1).astype(str).astype(object) + "号"
    )
    rows["sleeps_in"] = either(office.does("sleeps-in", rows["pid"]), "是", "否")
    rows["file"] = scopes.towns(office, at) + "个体工商户及私营企业从业人员"
    rows["sheet"] = "Sheet1"
    return split(rows.sort_values(["file", "shop", "pid", "key"]), "business_staff", "{}")


def special(office: Office) -> list[Part]:
    """Railway, river and other units that report for their people, a file each."""
    rows = copy_people(office, office.with_twice(office.take(_works(office) == "special")))
    if rows.empty:
        return []
    rows["unit_name"] = office.choice("unit", rows["fam"], list(_UNITS))
    rows["residence_address"] = office.address(rows, office.stale(rows), "office")
    rows["file"], rows["sheet"] = rows["unit_name"] + "人员名册", "Sheet1"
    return split(rows.sort_values(["file", "pid", "key"]), "special_units", "{}")
