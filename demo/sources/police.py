"""公安: the hukou register (police_hukou) and the register of people from elsewhere (police_migrants)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo import tables
from demo.arrays import days_until, either
from demo.copying import copy_people
from demo.families import C1, C2, C3, GF, GM, SB, H, W
from demo.migrants import origins
from demo.office import Office
from demo.parts import Part, split
from demo.registered import hukou_type
from demo.relations import head_slot, relations
from demo.sources import scopes
from demo.truth import bit
from demo.world import PLACE

_HEADS = (GF, GM, H, W, C1, C2, C3, SB)


def hukou(office: Office) -> list[Part]:
    """Everybody with hukou in the county, by police station; a few twice under an old second number."""
    people = office.people
    listed = (people["hukou"] == "in") & office.alive()
    rows = office.with_dead(office.take(listed), people["hukou"] == "in")
    rows = office.with_twice(rows)
    double = rows[rows["other_id"].notna() & office.does("double", rows["pid"])].copy()
    double["copy"], double["key"], double["shown_id"] = 2, double["key"] + (2 << 40), double["other_id"]
    double["tags"] = double["tags"] | bit("twice")
    rows = pd.concat([rows, double.assign(other_id=None)], ignore_index=True)
    rows["other_id"] = None
    rows["relation"] = relations(
        head_slot(rows["hukou_hh"].to_numpy(), rows["slot"].to_numpy(), _HEADS),
        rows["slot"].to_numpy(),
        rows["sex"].to_numpy(),
    )
    rows = copy_people(office, rows)
    no_house = rows["empty"].to_numpy(dtype=bool) & (rows["fam"] % 3 == 0).to_numpy()
    rows["household_kind"] = either(no_house, "集体户", "家庭户")
    rows["relation"] = either(no_house, "99", rows["relation"])
    rows["household_no"] = "4" + rows["hukou_hh"].astype(str).str.zfill(8)
    rows["hukou_type"] = hukou_type(office.world.draws, rows)
    rows["hukou_address"] = office.hukou_address(rows, "police")
    rows["hukou_region"] = office.region(rows["hukou_village"])
    married = rows["slot"].isin([W, GM]).to_numpy() & office.does("married-in", rows["pid"])
    wed = _wedding(office, rows)
    rows["moved_in_date"] = rows["moved_in"].where(rows["moved_in"].notna(), wed.where(married))
    came_from = origins(office.world.draws, "police/from", rows["pid"].to_numpy())[1]
    rows["moved_in_from"] = either(rows["moved_in_date"].notna(), came_from, None)
    dead = rows["death"].notna().to_numpy() & ~office.does("quiet", rows["pid"])
    known = dead & (rows["tags"].to_numpy() & bit("dead_listed") == 0)
    rows["register_status"] = either(known, "死亡", "正常")
    station = scopes.towns(office, rows["hukou_village"]) + "派出所"
    rows["police_station"] = station
    rows["file"], rows["sheet"] = "常住人口信息_" + station, "Sheet1"
    return split(rows.sort_values(["hukou_village", "hukou_hh", "slot", "key"]), "police_hukou", "{}")


def _wedding(office: Office, rows: pd.DataFrame) -> pd.Series:
    """When wives moved in: at 20 to 26, before the county's first month; NaT for those too young then."""
    grown = days_until(office.world.start, rows["birth"]) - 20 * 365
    share = office.world.draws.uniform("police/wedding", rows["pid"])
    days = 20 * 365 + np.minimum(grown, 6 * 365) * share
    return (rows["birth"] + pd.to_timedelta(np.maximum(days, 0).astype(int), unit="D")).where(grown > 0)


def migrants(office: Office) -> list[Part]:
    """People living in the county whose hukou is elsewhere, as far as they registered, by township."""
    people, share = office.people, tables.profile()["coverage"]["police_migrants"]
    guests = (people["hukou"] == "out").to_numpy() & office.alive() & office.seen()
    listed = guests & office.known(people["live_since"]) & office.hit("listed", people["fam"], share)
    gone = ~people["live_in"] & (people["live_since"] > pd.Timestamp(office.last) - pd.Timedelta(days=90))
    rows = office.take(listed & (people["live_in"] | (gone & people["last_live_in"])).to_numpy())
    left = ~rows["live_in"].to_numpy(dtype=bool)
    rows["cancelled_date"] = rows["live_since"].where(left)
    for column in PLACE:
        rows.loc[left, column] = rows.loc[left, f"last_{column}"]
    rows = copy_people(office, office.with_twice(rows))
    dwelling = office.stale(rows)
    rows["hukou_region"] = rows["hukou_code"]
    rows["residence_address"] = office.address(rows, dwelling, "police")
    dormitory = scopes.units(office, rows["unit"]) + "集体宿舍"
    rows["residence_address"] = either(rows["unit"] >= 0, dormitory, rows["residence_address"])
    rows["residence_region"] = office.region(rows["live_village"])
    rows["since_date"] = rows["live_since"]
    rows["reason"] = office.choice(
        "reason", rows["fam"], ["务工", "经商", "随迁", "投靠亲友", "学习培训"], [6, 2, 1, 1, 0.5]
    )
    later = (10 + rows["pid"] % 50).to_numpy()
    registered = rows["live_since"] + pd.to_timedelta(later, unit="D")
    rows["registered_date"] = np.minimum(registered.to_numpy().astype("datetime64[D]"), office.last)
    rows["file"] = "流动人口登记信息_" + scopes.towns(office, rows["live_village"])
    rows["sheet"] = "Sheet1"
    return split(rows.sort_values(["live_village", "live_hh", "slot", "key"]), "police_migrants", "{}")
