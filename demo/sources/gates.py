"""卡口: what guards write down by hand about those who pass (contract.md section 3.2)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import identity, tables
from demo.arrays import either, texts
from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part, split
from demo.places import CITY, COUNTY
from demo.sources import scopes
from demo.truth import bit

GATES = ("东门", "南门")
_ROADS = ("高速青岚出口", "国道收费站", "火车站", "长途汽车站")
_GUARDS = ("张建", "王勇", "李军", "刘斌", "陈涛")


def passing(office: Office, share: float) -> pd.DataFrame:
    """Living people of the county's dwellings who pass in the month, known or not: one to three rows each.

    Every row is written anew, so its faults are its own.
    """
    people, draws = office.people, office.world.draws
    here = people["live_in"].to_numpy() & (people["age"] >= 8).to_numpy() & people["death"].isna().to_numpy()
    rows = office.take(
        here
        & (people["live_dwelling"] >= 0).to_numpy()
        & draws.hit(f"{office.source}/{office.month}", people.index, share)
    )
    rows = rows.loc[rows.index.repeat(1 + rows["pid"] % 3)].reset_index(drop=True)
    visit = rows.groupby("pid").cumcount().to_numpy()
    moment = int(office.month[:4]) * 12 + int(office.month[5:]) - 24_000
    rows["key"] = rows["pid"] + (moment * 4 + visit.astype(np.int64) << 41)
    hidden = ~office.seen()[rows["pid"]]
    rows["tags"] = rows["tags"] | either(hidden, bit("gate_only"), 0)
    return copy_people(office, rows.assign(copy=0))


def _describe(office: Office, rows: pd.DataFrame) -> None:
    """When, how warm, from where, in which car, written by whom."""
    draws, key = office.world.draws, rows["key"]
    rows["passed_date"] = np.datetime64(office.month, "D") + draws.integers("gate/day", key, 0, 28).astype(
        "timedelta64[D]"
    )
    minute = draws.integers("gate/minute", key, 6 * 60, 23 * 60)
    rows["passed_time"] = texts(minute // 60, 2) + ":" + texts(minute % 60, 2)
    rows["direction"] = draws.choice("gate/direction", key, ["进", "出"])
    rows["temperature"] = "36." + draws.integers("gate/warm", key, 0, 10).astype(str).astype(object)
    rows["plate"] = identity.plates(draws, rows["pid"].to_numpy(), rows["age"] >= 20)
    rows["residence_address"] = office.address(rows, rows["live_dwelling"], "village")
    rows["guard"] = draws.choice("gate/guard", rows["live_village"], list(_GUARDS))


def gate(office: Office, _first: bool) -> list[Part]:
    """卡口人员进出台账 of villages' gates, a file per village."""
    rows = passing(office, tables.profile()["community"]["gate_passes"])
    if rows.empty:
        return []
    _describe(office, rows)
    rows["place"] = scopes.villages(office, rows["live_village"]) + GATES[0]
    rows["file"] = rows["place"] + "出入登记_" + office.month
    rows["sheet"] = "Sheet1"
    return split(rows.sort_values(["file", "passed_date", "passed_time", "key"]), "ledger_gate", "{}")


def checkpoint(office: Office, _first: bool) -> list[Part]:
    """重要卡口登记台账: roads and stations, with where people come from and where they go."""
    rows = passing(office, tables.profile()["community"]["checkpoint_passes"])
    if rows.empty:
        return []
    _describe(office, rows)
    rows["place"] = office.choice("road", rows["pid"], list(_ROADS))
    elsewhere = _elsewhere(office, rows)
    comes = (rows["direction"] == "进").to_numpy()
    rows["origin"], rows["destination"] = either(comes, elsewhere, COUNTY), either(comes, COUNTY, elsewhere)
    rows["file"], rows["sheet"] = "重要卡口登记台账_" + office.month, rows["place"]
    return split(rows.sort_values(["place", "passed_date", "passed_time", "key"]), "ledger_checkpoint", "{}")


def _elsewhere(office: Office, rows: pd.DataFrame) -> NDArray[Any]:
    return office.choice("elsewhere", rows["key"], [CITY, "武汉市", "长沙市", "南昌市", "广东省东莞市"])
