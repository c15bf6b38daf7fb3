"""Clerks copying people into a register: names, numbers, birth dates and phones, as they understand them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.arrays import days_until, either
from demo.dirt.column import Column
from demo.dirt.names import spoil_names
from demo.dirt.numbers import copy_errors, spoil_numbers
from demo.dirt.others import spoil_births, spoil_phones
from demo.office import Office
from demo.truth import bit


def copy_people(office: Office, rows: pd.DataFrame, phone: str = "phone") -> pd.DataFrame:
    """Write name, id_number, birth_date and `phone` as this office's clerks have them; tags say what is wrong."""
    draws, key = office.world.draws, rows["key"].to_numpy()
    tags = rows["tags"].to_numpy(dtype=np.int64).copy()

    def column(what: str, values: Any) -> Column:
        filled = np.array([None if v is None or v != v else v for v in values], dtype=object)
        return Column(filled, key, tags, draws, f"{office.source}/{what}", dict(office.rates))

    name = column("name", rows["name"])
    spoil_names(name, _none(rows["former_name"]))
    other = office.does("other-id", key) & rows["other_id"].notna().to_numpy()
    number = column("id", either(other, rows["other_id"], rows["shown_id"]))
    copy_errors(number, rows["pid"].to_numpy().astype(np.int64), office.source)
    spoil_numbers(number, _kin_ids(office, rows), _strangers(office, rows), rows["birth"].to_numpy())
    shared = column("phone", rows["phone"])
    spoil_phones(shared, _family_phone(office, rows))
    blank = np.array([v is None for v in number.cells], dtype=bool)
    tags[blank & (days_until(office.last, rows["birth"]) < 400)] |= bit("newborn_no_id")
    rows["birth_date"] = spoil_births(draws, office.source, key, rows["birth"].to_numpy(), office.rates["birth"], tags)
    rows["name"], rows["id_number"], rows[phone], rows["tags"] = name.cells, number.cells, shared.cells, tags
    return rows


def _kin_ids(office: Office, rows: pd.DataFrame) -> NDArray[Any]:
    """The number of the husband, wife, mother or father, whichever there is first."""
    kin = np.select(
        [rows[c] >= 0 for c in ("spouse", "mother", "father")],
        [rows[c] for c in ("spouse", "mother", "father")],
        -1,
    )
    return either(kin >= 0, _none(office.people["id18"])[kin.astype(np.int64).clip(0)], None)


def _strangers(office: Office, rows: pd.DataFrame) -> NDArray[Any]:
    other = office.world.draws.integers(f"{office.source}/stranger", rows["key"], 0, office.world.persons)
    return _none(office.people["id18"])[other]


def _family_phone(office: Office, rows: pd.DataFrame) -> NDArray[Any]:
    kin = np.select(
        [rows[c] >= 0 for c in ("mother", "father", "spouse")],
        [rows[c] for c in ("mother", "father", "spouse")],
        -1,
    )
    return either(kin >= 0, _none(office.people["phone"])[kin.astype(np.int64).clip(0)], None)


def _none(values: pd.Series) -> NDArray[Any]:
    """Objects with None for missing."""
    return values.astype(object).where(values.notna(), None).to_numpy()
