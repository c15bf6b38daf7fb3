"""全员人口: the export of the family-planning system, the one the village data are compared with (contract.md 3.4)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either, texts
from demo.copying import copy_people
from demo.families import C1, C2, C3, GF, GM, SB, H, W
from demo.office import Office
from demo.parts import Part
from demo.registered import hukou_type, within_policy
from demo.relations import head_slot, relations
from demo.sources import scopes

_HEADS = (H, GF, W, GM, C1, C2, C3, SB)


def persons(office: Office) -> list[Part]:
    """Hukou population and people from elsewhere, a file per village; the dead of the last year with their day."""
    people, shares = office.people, tables.profile()["community"]
    ours = (people["hukou"] == "in").to_numpy() & office.hit("ours", people.index, shares["pic_hukou"])
    guest = people["live_in"].to_numpy() & (people["hukou"] != "in").to_numpy() & office.seen()
    guest &= office.known(people["live_since"]) & office.hit("guest", people["fam"], shares["pic_migrants"])
    recent = (people["death"] > pd.Timestamp(office.last) - pd.DateOffset(months=shares["pic_dead_months"])).to_numpy()
    rows = office.take((ours | guest) & (office.alive() | recent))
    rows["death_date"] = rows["death"].where(~office.alive()[rows["pid"]])
    rows = office.with_twice(office.with_dead(rows, ours))
    rows["village"] = either(rows["hukou"] == "in", rows["hukou_village"], rows["live_village"]).astype(int)
    slot = rows["slot"].to_numpy()
    group = either(rows["hukou"] == "in", rows["hukou_hh"] * 16, rows["live_hh"]).astype(np.int64)
    rows["relation"] = relations(head_slot(group, slot, _HEADS), slot, rows["sex"].to_numpy())
    rows = copy_people(office, rows)
    rows["household_code"] = _household_codes(office, rows)
    _states(office, rows)
    _children(office, rows)
    order = ["village", "household_code", "slot", "key"]
    parts = scopes.by_village(office, rows.sort_values(order), "pic_persons", "全员人口信息", 0.7)
    apart = scopes.some_towns(office, shares["pic_folders"])
    for part in parts:
        town = scopes.towns(office, part.frame["village"].to_numpy()[:1])[0]
        part.file = f"{town}/{part.file}" if town in apart else part.file
    return parts


def _household_codes(office: Office, rows: pd.DataFrame) -> NDArray[Any]:
    """18 digits: village 12, group 2, serial 4 (of the dwelling; 空挂 families have serials from 9000 on)."""
    ours = (rows["hukou"] == "in").to_numpy()
    dwelling = either(ours, rows["hukou_dwelling"], rows["live_dwelling"]).astype(int)
    homes = office.world.places.dwellings.iloc[dwelling.clip(0)]
    groups = office.world.places.villages["groups"].to_numpy()[rows["village"]]
    mine = (dwelling >= 0) & (homes["village"].to_numpy() == rows["village"].to_numpy())
    group = either(mine & (homes["group"] > 0).to_numpy(), homes["group"], rows["fam"] % groups + 1)
    serial = either(mine, (homes["slot"].to_numpy() + 1) % 9000, 9000 + rows["fam"] % 1000)
    return office.region(rows["village"]) + texts(group, 2) + texts(serial, 4)


def _states(office: Office, rows: pd.DataFrame) -> None:
    """State of hukou and residence, with addresses and their codes."""
    ours, here = (rows["hukou"] == "in").to_numpy(), rows["live_in"].to_numpy(dtype=bool)
    at_home = here & (rows["live_village"] == rows["village"]).to_numpy()
    local = np.select([ours, (rows["hukou"] == "out").to_numpy()], ["本地户籍", "外地户籍"], "户口待定")
    state = np.select([~ours, at_home, rows["empty"].to_numpy(dtype=bool)], ["流入", "常住", "空挂"], "外出")
    rows["hukou_state"], rows["residence_state"] = local, state
    rows["hukou_address"] = office.hukou_address(rows, "office")
    inside = scopes.old_region(office, rows, rows["hukou_village"])
    rows["hukou_region"] = either(rows["hukou"] == "out", rows["hukou_code"], inside)
    dwelling = office.stale(rows).astype(int)
    in_county = office.address(rows, dwelling, "office")
    homes = office.world.places.dwellings["village"].to_numpy()[dwelling.clip(0)]
    village = either(dwelling >= 0, homes, rows["live_village"])
    in_county = either(rows["unit"] >= 0, scopes.units(office, rows["unit"]), in_county)
    rows["residence_address"] = either(here, in_county, rows["away_address"])
    rows["residence_region"] = either(here, office.region(village), rows["away_code"])
    before = office.choice("type", rows["fam"], ["农业", "非农业"], [0.7, 0.3])
    rows["hukou_type"] = either(office.does("type", rows["fam"]), before, hukou_type(office.world.draws, rows))


def _children(office: Office, rows: pd.DataFrame) -> None:
    """Mothers: how many children, and the youngest of them."""
    known = office.people[(office.people["mother"] >= 0) & (office.people["birth"] <= pd.Timestamp(office.last))]
    known = known[office.known(known["birth"])]
    count = known["mother"].value_counts().reindex(rows["pid"]).fillna(0).astype(int).to_numpy()
    youngest = known.sort_values("birth").reset_index().drop_duplicates("mother", keep="last").set_index("mother")
    pid = youngest["index"].reindex(rows["pid"]).fillna(-1).astype(int).to_numpy()
    children = office.take(np.isin(np.arange(len(office.people)), pid)).assign(copy=0)
    found = copy_people(office, children).set_index("pid").reindex(pid)
    for column in ("name", "id_number", "birth_date", "sex"):
        rows[f"child_{column}"] = found[column].to_numpy()
    rows["relative_pid"], rows["relative_tags"] = pid, found["tags"].fillna(0).to_numpy().astype(np.int64)
    rows["child_order"] = either(pid >= 0, count.astype(str).astype(object), None)
    rows["children"] = either(count > 0, count.astype(str).astype(object), None)
    born_by = within_policy(office.people["birth"].to_numpy()[pid], count)
    rows["policy"] = either((pid >= 0) & office.does("policy", rows["pid"]), born_by, None)
