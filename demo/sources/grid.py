"""政法委: what grid workers collect, people by grid (a sheet each) and dwellings by township."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo import tables
from demo.arrays import either
from demo.copying import copy_people
from demo.families import C1, C2, C3, GF, GM, SB, H, W
from demo.office import Office
from demo.parts import Part, split
from demo.relations import head_slot, relations
from demo.sources import scopes

_HEADS = (H, GF, W, GM, C1, C2, C3, SB)
_COLLECTORS = ["张敏", "王敏", "李伟", "刘洋", "陈静", "周杰", "吴琳", "徐丹"]


def _place(rows: pd.DataFrame, homes: pd.DataFrame) -> None:
    """Grid, estate, building, unit and room of the dwellings in column `at`."""
    found = homes.iloc[rows["at"]]
    rows["grid"], rows["estate"] = found["grid"].to_numpy(), found["estate"].to_numpy()
    rows["village"] = found["village"].to_numpy()
    rows["dwelling_code"] = found["code"].to_numpy()
    rows["building"] = found["building"].to_numpy().astype(str)
    for column in ("unit", "room"):
        values = found[column].to_numpy()
        rows[column] = either(values > 0, values.astype(str).astype(object), None)


def _names(office: Office, rows: pd.DataFrame) -> np.ndarray:
    number = rows["grid"].str[-3:].astype(int).astype(str).to_numpy(dtype=object)
    return scopes.villages(office, rows["village"]) + "第" + number + "网格"


def _listed(office: Office) -> pd.DataFrame:
    """Residents in dwellings, patchy by town; people whose hukou is at home but who are away; no dormitories."""
    people, shares = office.people, tables.profile()["coverage"]
    village = either(people["live_village"] >= 0, people["live_village"], people["hukou_village"])
    town = office.world.places.villages["town"].to_numpy()[np.asarray(village).astype(int)]
    level = office.world.draws.uniform("grid/town", np.arange(len(office.world.places.towns)))
    share = (shares["grid_low"] + (shares["grid_high"] - shares["grid_low"]) * level)[town]
    covered = office.hit("covered", people["fam"] * 16 + people["live_hh"] % 16, share) & office.does(
        "one", people.index
    )
    here = people["live_in"].to_numpy() & (people["live_dwelling"] >= 0).to_numpy() & office.known(people["live_since"])
    away = (
        ~people["live_in"].to_numpy()
        & (people["hukou_dwelling"] >= 0).to_numpy()
        & (people["hukou"] == "in").to_numpy()
    )
    away &= office.does("away", people["fam"])
    living = here & covered & office.seen()
    rows = office.with_dead(office.take((living | (away & covered)) & office.alive()), people["live_dwelling"] >= 0)
    return office.with_twice(rows)


def persons(office: Office) -> list[Part]:
    """网格人员: a sheet per grid, a file per village."""
    rows = _listed(office)
    present = rows["live_dwelling"].to_numpy() >= 0
    rows["relation"] = relations(
        head_slot(either(present, rows["live_hh"], -rows["fam"] - 1), rows["slot"].to_numpy(), _HEADS),
        rows["slot"].to_numpy(),
        rows["sex"].to_numpy(),
    )
    rows = copy_people(office, rows)
    rows["at"] = either(present, office.stale(rows), rows["hukou_dwelling"]).astype(int)
    rows = rows[rows["at"] >= 0].reset_index(drop=True)
    _place(rows, office.world.places.dwellings)
    _describe(office, rows)
    rows["grid_name"] = _names(office, rows)
    rows["town"] = scopes.towns(office, rows["village"])
    rows["file"] = rows["town"] + scopes.villages(office, rows["village"]) + "网格人员信息"
    rows["sheet"] = rows["grid_name"]
    parts = split(rows.sort_values(["grid", "at", "slot", "key"]), "grid_persons", "{}")
    for part in parts:
        part.bundle = str(part.frame["town"].iloc[0]) + "网格人员"
    return parts


def _describe(office: Office, rows: pd.DataFrame) -> None:
    """Addresses, kind of person, presence, since when, and when collected by whom."""
    rows["residence_address"] = office.same_as(rows, office.address(rows, rows["at"], "village"))
    rows["residence_address"] = rows["residence_address"].where(office.does("address", rows["key"]), None)
    rows["hukou_address"] = pd.Series(office.hukou_address(rows, "office")).where(
        office.does("hukou", rows["key"]), None
    )
    outsider, present = (rows["hukou"] == "out").to_numpy(), rows["live_dwelling"].to_numpy() >= 0
    rows["person_kind"] = either(
        outsider, "流动人口", either(rows["empty"] | (rows["hukou"] == "none"), "寄住", "户籍人口")
    )
    yes = hash_style(office)
    rows["residence_state"] = either(present, yes[0], yes[1])
    told = (outsider | (rows["branch"] > 0).to_numpy()) & office.does("since", rows["key"]) & present
    rows["since_date"] = rows["live_since"].where(told)
    ago = office.world.draws.integers("grid/collected", rows["key"] + int(office.month[-2:]) // 2, 0, 150)
    collected = np.datetime64(office.last) - ago.astype("timedelta64[D]")
    rows["collected_date"] = np.maximum(
        collected, either(told, rows["live_since"], np.datetime64("2026-01-01")).astype("datetime64[D]")
    )
    rows["collector"] = np.array(_COLLECTORS, dtype=object)[rows["village"] % 8]


def hash_style(office: Office) -> tuple[str, str]:
    """How the county's app words presence."""
    return ("在住", "外出") if office.world.draws.seed % 3 else ("是", "否")


def dwellings(office: Office) -> list[Part]:
    """Dwellings with their owners (whoever of the household is first) and whether they are lived in."""
    homes, people, share = office.world.places.dwellings, office.people, tables.profile()["coverage"]
    alive = people["death"].isna()
    living = people[alive & (people["live_dwelling"] >= 0)]
    count = np.bincount(living["live_dwelling"].to_numpy(), minlength=len(homes))
    family = people[alive & (people["hukou_dwelling"] >= 0)].sort_values(["hukou_dwelling", "birth"])
    adults = family[(family["age"] > 25)].drop_duplicates("hukou_dwelling")
    owner = (
        pd.Series(adults.index, index=adults["hukou_dwelling"]).reindex(np.arange(len(homes))).fillna(-1).astype(int)
    )
    rows = pd.DataFrame({"at": np.arange(len(homes))})
    rows = rows[office.hit("listed", rows["at"], share["dwellings"])].reset_index(drop=True)
    _place(rows, homes)
    pid = either(office.hit("owner", rows["at"], share["dwelling_owner"]), owner.to_numpy()[rows["at"]], -1)
    owners = office.take(np.isin(np.arange(len(people)), pid)).assign(copy=0)
    owners = copy_people(office, owners).set_index("pid")
    found = owners.reindex(pid)
    rows["owner_pid"], rows["pid"], rows["key"], rows["tags"] = pid, -1, rows["at"] + (5 << 40), 0
    rows["owner_name"], rows["owner_id_number"] = found["name"].to_numpy(), found["id_number"].to_numpy()
    rows["owner_tags"] = found["tags"].fillna(0).to_numpy().astype(np.int64)
    rented = office.does("rented", rows["at"])
    lived = count[rows["at"]] > 0
    rows["occupancy"] = either(lived, either(rented, "出租", "自住"), "空置")
    rows["use"] = office.choice("use", rows["at"], ["住宅", "商住"], [0.96, 0.04])
    rows["persons"] = count[rows["at"]].astype(str)
    rows["file"], rows["sheet"] = scopes.towns(office, rows["village"]) + "房屋信息", "Sheet1"
    return split(rows.sort_values("at"), "grid_dwellings", "{}")
