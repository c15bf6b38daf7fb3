"""What is true of everybody at a month's end beside where he is counted: the indicators, his parents, his home."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.arrays import either
from demo.families import C1, C2, C3, GF, GM, SB, H, W
from demo.registered import hukou_type, within_policy
from demo.relations import head_slot, relations
from demo.sources import survey_people
from demo.truth import person_key
from demo.world import World

_REGISTERED_HEADS = (GF, GM, H, W, C1, C2, C3, SB)
_CODES = {"居民户口": "3", "农业": "2", "非农业": "1", "政策内": "1", "政策外": "2"}


def facts(world: World, people: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """One row per person, in the order of `standing` (of the same month and people): the columns of `fact.parquet`.

    name, former_name, id_number (NULL without hukou), ethnic_group, marital_status, education, phone, hukou_type,
    hukou_state and residence_state (of the counted place), hukou_address, residence_address, relation (to the head of
    the living household, of the hukou household for who is away; none in a collective one), mother, father,
    birth_order, policy, children, empty_hukou, living_since, dwelling (the grid's code of it), household (who lives
    together; U and S: in a unit).
    """
    category = standing["category"].fillna(0).to_numpy().astype(int)
    frame = standing[["month", "true_person"]].copy()
    for column in ("name", "former_name", "phone", "education"):
        frame[column] = people[column].to_numpy(dtype=object)
    frame["id_number"] = either(people["hukou"] == "none", None, people["id18"])
    frame["ethnic_group"], frame["marital_status"] = people["ethnic"].to_numpy(), people["marital"].to_numpy()
    kind = pd.Series(hukou_type(world.draws, people)).map(_CODES).to_numpy(dtype=object)
    frame["hukou_type"] = either(people["hukou"] == "none", None, kind)
    frame["empty_hukou"] = _empty(people)
    frame["hukou_state"] = _hukou_state(standing, people, category)
    away = either(frame["empty_hukou"], "3", "2")
    frame["residence_state"] = either(category > 0, either(category == 2, away, "1"), None)
    frame["hukou_address"], frame["residence_address"] = _addresses(world, people)
    frame["relation"] = _relations(people, world, category)
    _parents(people, frame)
    frame["living_since"] = people["live_since"].dt.date
    frame["dwelling"], frame["household"] = _homes(world, people)
    return frame


def _empty(people: pd.DataFrame) -> NDArray[np.bool_]:
    """空挂: neither home nor person in the village of the hukou."""
    at_home = people["live_in"] & (people["live_village"] == people["hukou_village"])
    empty = people["empty"] & (people["hukou"] == "in") & (people["hukou_dwelling"] < 0) & ~at_home
    return (empty & people["death"].isna()).to_numpy(dtype=bool)


def _hukou_state(standing: pd.DataFrame, people: pd.DataFrame, category: NDArray[Any]) -> NDArray[Any]:
    """本村, 本乡其他村, 本县其他乡, 外县, 待定, seen from the counted place."""
    hukou, place = standing["hukou_region"].fillna(""), standing["counted_region"].fillna("")
    near = either(hukou.str[:9] == place.str[:9], "2", "3")
    ours = either(hukou == place, "1", near)
    known = either(people["hukou"] == "none", "5", either(people["hukou"] == "out", "4", ours))
    return either(category > 0, known, None)


def _addresses(world: World, people: pd.DataFrame) -> tuple[NDArray[Any], NDArray[Any]]:
    """Hukou and living address: shortest form inside, as written outside, a unit's name; None where there is none."""
    book, names = world.book, world.places.units["name"].to_numpy(dtype=object)
    ours = (people["hukou"] == "in").to_numpy()
    at_hukou = book.look_up(people["hukou_dwelling"].to_numpy(), "short")
    hukou = either(ours, at_hukou, either(people["hukou"] == "out", people["hukou_address"], None))
    unit = either(people["boarding"], people["school"], people["unit"]).astype(int)
    home = either(unit >= 0, names[unit.clip(0)], book.look_up(people["live_dwelling"].to_numpy(), "short"))
    return hukou, either(people["live_in"], home, people["away_address"])


def _relations(people: pd.DataFrame, world: World, category: NDArray[Any]) -> NDArray[Any]:
    """Relation to the householder at the counted place: of the village workbook's household, or the register's."""
    alive = people[people["death"].isna()].copy()
    alive["pid"] = alive.index
    schools = world.places.units["village"].to_numpy()[alive["school"].to_numpy().clip(0)]
    alive["live_village"] = either(alive["boarding"], schools, alive["live_village"])
    ours = (alive["hukou"] == "in").to_numpy()
    guest = (alive["live_in"] & ~(ours & (alive["live_village"] == alive["hukou_village"]))).to_numpy()
    rows = pd.concat(
        [
            alive[ours].assign(home=True, village=alive["hukou_village"]),
            alive[guest].assign(home=False, village=alive["live_village"]),
        ],
        ignore_index=True,
    )
    rows["here"] = (rows["live_in"] & (rows["live_village"] == rows["village"])).to_numpy()
    slot, sex = rows["slot"].to_numpy(), rows["sex"].to_numpy()
    group = survey_people.households(rows).to_numpy()
    rows["relation"] = relations(head_slot(group, slot, survey_people.HEADS), slot, sex)
    collective = rows["empty"].astype(bool) & (rows["fam"] % 3 == 0)
    registered = relations(head_slot(rows["hukou_hh"].to_numpy(), slot, _REGISTERED_HEADS), slot, sex)
    rows["registered"] = either(collective, None, registered)
    in_unit = rows["here"] & (rows["boarding"] | (rows["unit"] >= 0))
    rows["relation"] = either(in_unit, None, rows["relation"])
    said = category[rows["pid"]]
    rows["relation"] = either(said == 2, rows["registered"], rows["relation"])
    counted = rows[either(said == 3, ~rows["home"], rows["home"] | (said == 4)).astype(bool)]
    return counted.set_index("pid")["relation"].reindex(people.index).to_numpy(dtype=object)


def _parents(people: pd.DataFrame, frame: pd.DataFrame) -> None:
    """Mother, father, birth order (by the mother, else the father), policy of the birth, number of children."""
    for parent in ("mother", "father"):
        pid = people[parent].to_numpy()
        frame[parent] = either(pid >= 0, person_key(pid.clip(0)), None)
    born = people[["birth"]].assign(by=either(people["mother"] >= 0, people["mother"], people["father"]))
    born = born[born["by"] >= 0].sort_values("birth", kind="stable")
    order = (born.groupby("by").cumcount() + 1).reindex(people.index)
    frame["birth_order"] = order.astype("Int64").to_numpy()
    policy = pd.Series(within_policy(people["birth"], order.fillna(99))).map(_CODES).to_numpy(dtype=object)
    frame["policy"] = either(order.notna(), policy, None)
    count = pd.concat([people.loc[people[p] >= 0, p] for p in ("mother", "father")]).value_counts()
    frame["children"] = count.reindex(people.index).fillna(0).astype("Int64").to_numpy()


def _homes(world: World, people: pd.DataFrame) -> tuple[NDArray[Any], NDArray[Any]]:
    """Code of the dwelling slept in, and the living household; None outside the county and for the dead."""
    here = (people["live_in"] & people["death"].isna()).to_numpy(dtype=bool)
    boards, unit = people["boarding"].to_numpy(dtype=bool), people["unit"].to_numpy()
    codes, at = world.places.dwellings["code"].to_numpy(dtype=object), people["live_dwelling"].to_numpy()
    dwelling = either(here & ~boards & (unit < 0) & (at >= 0), codes[at.clip(0)], None)
    name = "H" + people["live_hh"].astype(str).to_numpy(dtype=object)
    name = either(unit >= 0, "U" + people["unit"].astype(str), name)
    return dwelling, either(here, either(boards, "S" + people["school"].astype(str), name), None)


def dwellings(world: World, people: pd.DataFrame, month: str, last: Any) -> pd.DataFrame:
    """One row per dwelling: month, dwelling (code), region, group_no, estate, building_no, unit_no, occupied."""
    homes, villages = world.places.dwellings, world.places.villages["code"].to_numpy(dtype=object)
    at_home = people["death"].isna() & people["live_in"] & ~people["boarding"].astype(bool) & (people["unit"] < 0)
    guests = world.foreign[(world.foreign["entered"] <= pd.Timestamp(last)) & (world.foreign["left"] >= last)]
    taken = np.concatenate([people.loc[at_home, "live_dwelling"].to_numpy(), guests["dwelling"].to_numpy()])
    lived = np.bincount(taken[taken >= 0].astype(int), minlength=len(homes)) > 0
    flat = homes["unit"].astype(str) + "-" + homes["room"].astype(str)
    return pd.DataFrame(
        {
            "month": month,
            "dwelling": homes["code"].to_numpy(),
            "region": villages[homes["village"].to_numpy()],
            "group_no": homes["group"].to_numpy(),
            "estate": either(homes["community"], homes["estate"], None),
            "building_no": homes["building"].astype(str).to_numpy(),
            "unit_no": either(homes["community"], flat, None),
            "occupied": lived,
        }
    )


def write(frames: list[pd.DataFrame], target: Any) -> None:
    """One Parquet file of several months."""
    pd.concat(frames, ignore_index=True).to_parquet(target, index=False)
