"""人社 and 医保: social insurance (one row per scheme) and medical insurance, by township with a sheet per village."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either, years_until
from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part, split
from demo.sources import scopes


def _place(office: Office, rows: pd.DataFrame, title: str) -> None:
    """Fill at (the village that handles the insurance: of the hukou, else of the residence), region, file, sheet."""
    rows["at"] = either(rows["hukou_village"] >= 0, rows["hukou_village"], rows["live_village"])
    elsewhere = (rows["copy"] == 1).to_numpy() & office.does("other-village", rows["pid"])
    n = len(office.world.places.villages)
    rows["at"] = either(elsewhere, (rows["at"] + 1 + rows["pid"] % 3) % n, rows["at"])
    rows["region"] = scopes.old_region(office, rows, rows["at"])
    rows["file"], rows["sheet"] = scopes.towns(office, rows["at"]) + title, scopes.villages(office, rows["at"])


def _contact(office: Office, rows: pd.DataFrame) -> NDArray[Any]:
    """Address of contact: where they live in the county, their hukou address when away, sometimes the place before."""
    dwelling = office.stale(rows)
    hukou = office.hukou_address(rows, "office")
    return either(dwelling >= 0, office.address(rows, dwelling, "office"), hukou)


def _paid(office: Office, rows: pd.DataFrame, back: int) -> NDArray[Any]:
    """Year and month of the last payment or visit: of the last `back` months, earlier for the dead."""
    ago = office.world.draws.integers(f"{office.source}/ago/{office.month}", rows["key"], 0, back)
    last = rows["death"].where(rows["death"].notna(), pd.Timestamp(office.last))
    month = pd.DatetimeIndex(last).to_period("M") - ago
    return np.array([m.strftime("%Y%m") for m in month], dtype=object)


def _number(office: Office, rows: pd.DataFrame, base: int) -> NDArray[Any]:
    """The office's own number of a person; the second row of one enrolled twice has another."""
    return (
        (base + rows["pid"].to_numpy().astype(np.int64) * 31 + rows["copy"].to_numpy() * 11).astype(str).astype(object)
    )


def social(office: Office) -> list[Part]:
    """Residents' pension scheme and the employed; a few people stand in both."""
    people, share = office.people, tables.profile()["coverage"]["social_residents"]
    age = years_until(office.last, people["birth"])
    ours = (people["hukou"] == "in").to_numpy()
    heard = ~people["moved_in"].notna().to_numpy() | office.known(people["moved_in"])
    worker = (people["employer"] >= 0).to_numpy() & people["live_in"].to_numpy() & office.known(people["live_since"])
    resident = ours & heard & (age >= 16) & (worker | office.hit("resident", people.index, share))
    resident &= ~worker | office.does("both", people.index)
    alive, seen = office.alive(), office.seen()
    parts = [office.take(worker & alive & seen).assign(scheme="城镇职工养老"),
             office.with_dead(office.take(resident & alive), ours).assign(scheme="城乡居民养老")]  # fmt: skip
    again = parts[0][office.does("injury", parts[0]["pid"])].assign(scheme="工伤")
    rows = pd.concat([*parts, again], ignore_index=True)
    rows = copy_people(office, office.with_twice(rows))
    drawing = (years_until(office.last, rows["birth"]) >= 60) & (rows["scheme"] != "工伤").to_numpy()
    stopped = office.does("stopped", rows["pid"])
    rows["insurance_status"] = either(drawing, "领取待遇", either(stopped, "暂停缴费", "参保缴费"))
    recent = rows["death"].notna().to_numpy() & office.does("told", rows["pid"])
    rows["benefit_status"] = either(drawing, either(recent, "死亡终止", "正常"), None)
    employer = either(rows["scheme"] == "城乡居民养老", -1, rows["employer"])
    rows["unit_name"] = either(employer >= 0, scopes.units(office, employer), None)
    rows["unit_no"] = either(employer >= 0, (90000 + employer).astype(str).astype(object), None)
    rows["person_no"] = _number(office, rows, 3_702_000_000)
    rows["paid_ym"] = either(drawing, None, _paid(office, rows, 5))
    rows["address"] = _contact(office, rows)
    _place(office, rows, "社会保险参保人员名册")
    return split(
        rows.sort_values(["at", "hukou_hh", "slot", "key", "scheme"]), "social_insurance", "{}", "社会保险名册"
    )


def medical(office: Office) -> list[Part]:
    """Residents' scheme for almost everybody with hukou, employees' scheme, some of those from elsewhere; infants."""
    people, shares = office.people, tables.profile()["coverage"]
    ours = (people["hukou"] == "in").to_numpy()
    worker = (people["employer"] >= 0).to_numpy() & people["live_in"].to_numpy()
    infant = (people["hukou"] == "none").to_numpy() & (
        people["birth"] > pd.Timestamp(office.last) - pd.Timedelta(days=400)
    )
    infant &= office.known(people["birth"]) & office.does("infant", people.index)
    guest = (people["hukou"] == "out").to_numpy() & people["live_in"].to_numpy() & office.known(people["live_since"])
    guest &= worker | office.hit("guest", people["fam"], shares["medical_migrants"])
    listed = (ours & office.hit("ours", people.index, shares["medical_insurance"])) | guest | infant
    rows = office.with_dead(office.take(listed & office.alive() & office.seen()), ours)
    rows = office.with_twice(rows)
    unnamed = (rows["hukou"] == "none").to_numpy() & (rows["age"] < 1).to_numpy() & office.does("unnamed", rows["pid"])
    mothers = people["name"].to_numpy(dtype=object)[rows["mother"].clip(lower=0)]
    child = mothers + either(rows["sex"] == "1", "之子", "之女")
    rows["name"] = either(unnamed & (rows["mother"] >= 0), child, rows["name"])
    rows = copy_people(office, rows)
    works = (rows["employer"] >= 0) & rows["live_in"] & (rows["copy"] == 0)
    rows["scheme"] = either(works, "职工医保", "居民医保")
    rows["id_kind"] = "居民身份证（户口簿）"
    rows["insurance_status"] = either(office.does("paused", rows["pid"]), "暂停参保", "正常参保")
    _place(office, rows, "医保参保人员名册")
    rows["unit_name"] = either(works, scopes.units(office, rows["employer"]), rows["sheet"] + "村民委员会")
    rows["person_no"] = "4219" + pd.Series(_number(office, rows, 20_100_000_000), index=rows.index)
    rows["address"] = _contact(office, rows)
    rows["household_no"] = (50_000_000 + rows["fam"]).astype(str)
    rows["paid_year"] = str(pd.Timestamp(office.last).year)
    rows["seen_ym"] = either(office.does("visited", rows["key"]), _paid(office, rows, 30), None)
    return split(rows.sort_values(["at", "fam", "slot", "key"]), "medical_insurance", "{}", "医保名册")
