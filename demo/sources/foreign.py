"""境外人员: the roll of people from Hong Kong, Macau, Taiwan and abroad, and how others list them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.office import Office
from demo.parts import Part, split
from demo.places import COUNTY
from demo.truth import bit


def _here(office: Office) -> pd.DataFrame:
    """Those who live in the county on the last day of the month: pid, key, tags and their own columns."""
    people, last = office.world.foreign, pd.Timestamp(office.last)
    rows = people[(people["entered"] <= last) & (people["left"] >= last)].copy()
    rows["pid"] = rows["key"] = rows.index.to_numpy().astype(np.int64)
    rows["tags"], rows["id_number"] = bit("foreign"), rows["number"]
    return rows.reset_index(drop=True)


def _written(office: Office, rows: pd.DataFrame) -> tuple[NDArray[Any], NDArray[Any]]:
    """Names and numbers as a clerk copies them: Latin names in other letters or order, numbers with blanks."""
    names, numbers = rows["name"].to_numpy(dtype=object), rows["number"].to_numpy(dtype=object)
    how = office.world.draws.integers(f"{office.source}/latin", rows["key"], 0, 10)
    for at in np.nonzero(how < 3)[0]:
        words = names[at].split(" ")
        names[at] = (names[at].title(), " ".join(reversed(words)), ",".join(words))[how[at]]
    for at in np.nonzero(how == 9)[0]:
        numbers[at] = numbers[at][:2].lower() + " " + numbers[at][2:]
    return names, numbers


def roll(office: Office) -> list[Part]:
    """The county's roll, with the village in which each lives."""
    rows = _here(office)
    rows["name"], rows["id_number"] = _written(office, rows)
    rows["birth_date"], rows["entered_date"] = rows["birth"], rows["entered"]
    rows["residence_address"] = office.address(rows, rows["dwelling"], "police")
    rows["region"] = office.region(rows["village"])
    rows["file"], rows["sheet"] = COUNTY + "境外人员登记册", "Sheet1"
    return split(rows.sort_values(["village", "pid"]), "foreign_residents", "{}") if len(rows) else []


def dwellers(office: Office, share: float) -> pd.DataFrame:
    """Rows of a share of them for a list of dwellings: at, village, since, and what a clerk copies."""
    rows = _here(office)
    rows = rows[office.hit("foreign", rows["pid"], share)].reset_index(drop=True)
    rows["name"], rows["id_number"] = _written(office, rows)
    rows["at"], rows["live_since"], rows["slot"] = rows["dwelling"], rows["entered"], 0
    rows["hukou_address"], rows["returned"] = rows["nationality"], "否"
    rows["live_dwelling"] = rows["hukou_dwelling"] = rows["dwelling"]
    return rows
