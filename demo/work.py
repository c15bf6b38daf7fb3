"""What people do: pupils and their schools, boarders, teachers, firms' workers and dormitories, schooling, marriage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import identity, tables
from demo.arrays import either
from demo.draws import Draws
from demo.families import GF, GM, SB, H, W
from demo.places import Places

GRADES = {
    "primary": ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级"],
    "junior": ["七年级", "八年级", "九年级"],
    "high": ["高一", "高二", "高三"],
}


def school_year(birth: Any, month_end: Any) -> NDArray[np.int64]:
    """Completed school years at this month, 0 = first grade; negative before school. Begins on 1 September at six."""
    end = pd.Timestamp(month_end)
    entered = end.year if end.month >= 9 else end.year - 1
    born = pd.DatetimeIndex(birth)
    cohort = born.year.to_numpy() + (born.month.to_numpy() >= 9)
    return entered - cohort - 6


def place_pupils(draws: Draws, places: Places, people: pd.DataFrame, month_end: Any) -> None:
    """Fill school (position in units, -1 none), grade and boarding for pupils living in the county, in place."""
    year = school_year(people["birth"], month_end)
    pid = people.index.to_numpy()
    kind = np.select(
        [(year >= 0) & (year < 6), (year >= 6) & (year < 9), (year >= 9) & (year < 12)],
        ["primary", "junior", "high"],
        "",
    )
    kind = either((kind == "high") & draws.hit("school/left", pid, 0.12), "", kind)
    here = people["live_in"].to_numpy() & people["death"].isna().to_numpy()
    people["school"], people["grade"] = -1, None
    town = places.villages["town"].to_numpy()[people["live_village"].to_numpy().clip(0)]
    units = places.units
    for name, grades in GRADES.items():
        mask = here & (kind == name)
        schools = units.index[units["kind"] == name].to_numpy()
        which = town[mask] if name != "high" else pid[mask]
        people.loc[mask, "school"] = schools[which % len(schools)]
        first = {"primary": 0, "junior": 6, "high": 9}[name]
        people.loc[mask, "grade"] = np.array(grades, dtype=object)[year[mask] - first]
    boards = draws.hit("boards", pid, tables.profile()["population"]["boarders"])
    people["boarding"] = (people["school"] >= 0).to_numpy() & (kind == "high") & boards


def employ(draws: Draws, places: Places, people: pd.DataFrame) -> None:
    """Fill unit (dormitory lived in, -1), employer, teacher, phone, schooling and marital state, in place."""
    pid, units = people.index.to_numpy(), places.units
    age = people["age"].to_numpy()
    firms = units.index[units["kind"] == "firm"].to_numpy()
    adult = (age >= 20) & (age < 60) & people["live_in"].to_numpy() & people["death"].isna().to_numpy()
    works = adult & draws.hit("employed", pid, tables.profile()["population"]["employed"])
    people["employer"] = either(works, draws.choice("employer", pid, firms), -1)
    schools = units.index[units["kind"].isin(["primary", "junior", "high"])].to_numpy()
    teaches = adult & ~works & (people["hukou"] == "in").to_numpy() & draws.hit("teacher", pid, 0.022)
    people["teaches"] = either(teaches, draws.choice("teacher/school", pid, schools), -1)
    lone = people["alone"].to_numpy() & people["live_in"].to_numpy() & draws.hit("dorm", people["fam"], 0.35)
    dorms = units.index[units["dormitory"] & (units["kind"] == "firm")].to_numpy()
    old = (people["hukou"] == "in").to_numpy() & (age > 70) & people["spouse"].lt(0).to_numpy()
    cared = old & draws.hit("home", pid, 0.02) & people["live_in"].to_numpy() & ~people["empty"].to_numpy()
    rest_homes = units.index[units["kind"] == "home"].to_numpy()
    unit = either(lone & adult, draws.choice("dorm/unit", pid, dorms), -1)
    people["unit"] = either(cared & people["death"].isna(), draws.choice("home/unit", pid, rest_homes), unit)
    in_unit = people["unit"].to_numpy() >= 0
    people.loc[in_unit, "employer"] = either(lone, people["unit"], people["employer"])[in_unit]
    people.loc[in_unit, "live_village"] = units["village"].to_numpy()[people["unit"][in_unit]]


def describe(draws: Draws, people: pd.DataFrame) -> None:
    """Fill phone, ethnic group, marital status and education codes, in place (GB/T 2261.2, 4658, GB 3304)."""
    pid, age = people.index.to_numpy(), people["age"].to_numpy()
    own = identity.phones(draws, "phone", pid)
    people["phone"] = either(age >= 11, own, None)
    minority = draws.hit("minority", people["fam"], tables.profile()["population"]["minority"])
    people["ethnic"] = either(minority, draws.choice("ethnic", people["fam"], ["15", "03", "06", "11", "08"]), "01")
    people.loc[people["name"].str.contains("·"), "ethnic"] = "05"
    wed = (people["spouse"] >= 0).to_numpy()
    luck = draws.uniform("marital", pid)
    alone = either(age < 24, "10", either(age > 62, "30", either(luck < 0.55, "10", either(luck < 0.85, "40", "30"))))
    single = people["slot"].isin([GF, GM, H, W]).to_numpy() | (people["slot"] == SB).to_numpy()
    people["marital"] = either(wed, either(luck < 0.93, "21", "22"), either(single, alone, "10"))
    year = 2026 - age
    levels = ["80", "70", "60", "41", "31", "21", "14"]
    older = draws.choice("education/old", pid, ["90", *levels], [14, 42, 30, 8, 2, 2, 1.5, 0.5])
    younger = draws.choice("education/young", pid, levels, [4, 34, 14, 16, 17, 13, 2])
    people["education"] = either(year < 1975, older, younger)
    for limit, level in ((24, "60"), (18, "70"), (15, "80"), (6, None)):
        people.loc[age < limit, "education"] = level
