"""台账: who lives in a village, who works for an enterprise (contract.md section 3.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import identity, tables
from demo.arrays import either
from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part, split
from demo.sources import foreign, scopes
from demo.world import PLACE


def residents(office: Office) -> list[Part]:
    """村庄（社区）人员构成台账: people in the dwellings of those villages that keep one, foreigners among them."""
    people, shares = office.people, tables.profile()["community"]
    keeps = office.hit("keeps", np.arange(len(office.world.places.villages)), shares["ledger_villages"])
    keeps[0] = True
    home = (people["live_in"] & (people["live_dwelling"] >= 0)).to_numpy()
    home = home & keeps[people["live_village"].to_numpy().clip(0)]
    household = people["fam"] * 16 + people["live_hh"] % 16
    listed = home & office.seen() & office.hit("listed", household, shares["ledger_residents"])
    rows = office.with_dead(office.take(listed & office.alive() & office.known(people["live_since"])), home)
    rows = copy_people(office, office.with_twice(rows))
    rows["at"] = office.stale(rows)
    rows["village"] = office.world.places.dwellings["village"].to_numpy()[rows["at"]]
    rows["hukou_address"] = office.hukou_address(rows, "village")
    back = (rows["hukou"] == "in") & rows["changed"].notna() & ~rows["last_live_in"].astype(bool)
    rows["returned"] = either(back, "是", "否")
    guests = foreign.dwellers(office, shares["foreign_in_ledger"])
    rows = pd.concat([rows, guests], ignore_index=True)
    rows = rows[keeps[rows["village"].to_numpy()]].reset_index(drop=True)
    _at_home(office, rows)
    order = ["village", "at", "slot", "key"]
    parts = scopes.by_village(office, rows.sort_values(order), "ledger_residents", "人员构成台账", 0.6)
    for part in parts:
        part.blocks = "at" if office.does("merges", part.frame["village"].to_numpy()[:1])[0] else ""
    return parts


def _at_home(office: Office, rows: pd.DataFrame) -> None:
    """Building, unit, room and address of the dwelling `at`, the car, and the day of registration."""
    homes = office.world.places.dwellings.iloc[rows["at"]]
    rows["building"] = homes["building"].to_numpy().astype(str)
    for column in ("unit", "room"):
        rows[column] = either(homes[column] > 0, homes[column].to_numpy().astype(str).astype(object), None)
    rows["residence_address"] = office.same_as(rows, office.address(rows, rows["at"], "village"))
    grown = rows["birth"] < pd.Timestamp(office.last) - pd.DateOffset(years=20)
    rows["plate"] = identity.plates(office.world.draws, rows["pid"].to_numpy(), grown)
    ago = office.world.draws.integers(f"{office.source}/registered", rows["key"], 0, 300).astype("timedelta64[D]")
    since = rows["live_since"].to_numpy().astype("datetime64[D]")
    rows["registered_date"] = np.maximum(office.last - ago, since)


def enterprise(office: Office) -> list[Part]:
    """企业人员登记台账: firms' workers; those who have left stay on for a quarter, with the day."""
    people, shares = office.people, tables.profile()["community"]
    works = (people["employer"] >= 0).to_numpy() & office.alive() & office.seen()
    works &= office.hit("listed", people.index, shares["ledger_enterprise"])
    here = people["live_in"].to_numpy() & office.known(people["live_since"])
    gone = ~people["live_in"] & people["last_live_in"]
    gone &= people["live_since"] > pd.Timestamp(office.last) - pd.Timedelta(days=90)
    rows = office.take(works & (here | gone.to_numpy()))
    left = ~rows["live_in"].to_numpy(dtype=bool)
    rows["left_date"] = rows["live_since"].where(left)
    for column in PLACE:
        rows.loc[left, column] = rows.loc[left, f"last_{column}"]
    rows = copy_people(office, office.with_twice(rows))
    rows["unit_name"] = scopes.units(office, rows["employer"])
    dorm = (rows["unit"] >= 0).to_numpy()
    at_home = office.address(rows, office.stale(rows), "office")
    rows["residence_address"] = either(dorm, scopes.units(office, rows["unit"]) + "宿舍", at_home)
    rows["dormitory"] = either(dorm, "是", "否")
    rows["hukou_address"] = office.hukou_address(rows, "office")
    rows["entered_date"] = _first_day(office, rows)
    rows["village"] = office.world.places.units["village"].to_numpy()[rows["employer"]]
    town = scopes.towns(office, rows["village"])
    together = office.hit(
        "together", office.world.places.villages["town"].to_numpy()[rows["village"]], shares["enterprise_towns"]
    )
    rows["file"] = either(together, town + "企业人员登记台账", rows["unit_name"] + "人员登记台账")
    rows["sheet"] = either(together, rows["unit_name"].str.slice(3, 18), "Sheet1")
    return split(rows.sort_values(["file", "employer", "pid", "key"]), "ledger_enterprise", "{}")


def _first_day(office: Office, rows: pd.DataFrame) -> NDArray[np.datetime64]:
    """When they began to work: grown up, here, and not before 2005."""
    since = rows["live_since"].to_numpy().astype("datetime64[D]")
    grown = rows["birth"].to_numpy().astype("datetime64[D]") + np.timedelta64(18 * 366, "D")
    days = (office.last - np.maximum(np.maximum(since, grown), np.datetime64("2005-01-01"))).astype(int).clip(1)
    ago = office.world.draws.integers(f"{office.source}/entered", rows["key"], 1, days)
    return office.last - ago.astype("timedelta64[D]")
