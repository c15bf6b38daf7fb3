"""Where everybody truly belongs at a month's end: category, counted place, usual residence (warehouse.md)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from demo.arrays import days_until, either
from demo.truth import person_key
from demo.world import World

THRESHOLD_DAYS, USUAL_DAYS = 30, 183
ORDER = [
    *("month", "true_person", "alive", "hukou_region", "living_region", "category", "counted_region", "in_roster"),
    *("usual_resident", "birth_date", "sex", "death_date", "in_any_file"),
]


def _codes(world: World, people: pd.DataFrame) -> tuple[NDArray[Any], NDArray[Any]]:
    """Hukou region and living region: 12 digits inside, 6 outside, None undetermined."""
    codes = world.places.villages["code"].to_numpy(dtype=object)
    at_hukou = codes[people["hukou_village"].to_numpy().astype(int).clip(0)]
    hukou = either(people["hukou"] == "in", at_hukou, either(people["hukou"] == "out", people["hukou_code"], None))
    at_home = codes[people["live_village"].to_numpy().astype(int).clip(0)]
    return hukou, either(people["live_in"], at_home, people["away_code"])


def standing(world: World, people: pd.DataFrame, month: str, last: Any, in_files: NDArray[np.bool_]) -> pd.DataFrame:
    """One row per person: the columns of `person.parquet`."""
    hukou, living = _codes(world, people)
    schools = world.places.units["village"].to_numpy()[people["school"].to_numpy().clip(0)]
    codes = world.places.villages["code"].to_numpy(dtype=object)
    boards = people["boarding"].to_numpy(dtype=bool)
    living = either(boards, codes[schools], living)
    alive = people["death"].isna().to_numpy()
    days = days_until(last, people["live_since"])
    ours, none = (people["hukou"] == "in").to_numpy(), (people["hukou"] == "none").to_numpy()
    here = people["live_in"].to_numpy(dtype=bool)
    at_hukou = ours & here & (hukou == living)
    long = days >= THRESHOLD_DAYS
    category = np.select([at_hukou, ours & here & (long | boards), ours, here & none, here & long], [1, 3, 2, 4, 3], 0)
    category = either(alive, category, 0)
    counted = either(category == 2, hukou, either(category > 0, living, None))
    usual = alive & either(here, ours | none | (days >= USUAL_DAYS), ours & (days < USUAL_DAYS))
    return pd.DataFrame(
        {
            "month": month,
            "true_person": person_key(people.index.to_numpy()),
            "alive": alive,
            "hukou_region": hukou,
            "living_region": either(alive, living, None),
            "category": pd.array(either(category > 0, category, None), "Int64"),
            "counted_region": counted,
            "in_roster": category > 0,
            "usual_resident": usual,
            "birth_date": people["birth"].dt.date,
            "sex": people["sex"],
            "death_date": people["death"].dt.date,
            "in_any_file": in_files,
        }
    )


def foreign(world: World, month: str, last: Any, in_files: NDArray[np.bool_]) -> pd.DataFrame:
    """The same columns for those from Hong Kong, Macau, Taiwan and abroad: counted on their own roll, in no roster."""
    people = world.foreign
    here = ((people["entered"] <= pd.Timestamp(last)) & (people["left"] >= pd.Timestamp(last))).to_numpy()
    living = world.places.villages["code"].to_numpy(dtype=object)[people["village"]]
    plain = {"month": month, "alive": True, "hukou_region": None, "category": pd.array([None] * len(people), "Int64")}
    frame = pd.DataFrame(plain | {"true_person": person_key(people.index.to_numpy())})
    frame["living_region"], frame["counted_region"] = either(here, living, None), None
    frame["in_roster"], frame["usual_resident"], frame["death_date"] = False, False, None
    frame["birth_date"], frame["sex"], frame["in_any_file"] = (
        people["birth"].dt.date.to_numpy(),
        people["sex"].to_numpy(),
        in_files,
    )
    return frame[ORDER]


def write(frames: list[pd.DataFrame], target: Any) -> None:
    """`person.parquet`: one row per month and person."""
    text = pa.string()
    types = {
        "category": pa.int32(),
        "birth_date": pa.date32(),
        "death_date": pa.date32(),
        "alive": pa.bool_(),
        "in_roster": pa.bool_(),
        "usual_resident": pa.bool_(),
        "in_any_file": pa.bool_(),
    }
    frame = pd.concat(frames, ignore_index=True)
    columns = {c: pa.array(frame[c], types.get(c, text), from_pandas=True) for c in frame.columns}
    pq.write_table(pa.table(columns), target)
