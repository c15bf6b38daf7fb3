"""Where files of a source come from: townships and villages by name, what a month adds, which rolls come again."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either
from demo.draws import name_id
from demo.office import Office
from demo.parts import Part, split


def villages(office: Office, at: Any) -> NDArray[Any]:
    """Names of villages by position."""
    names: NDArray[Any] = office.world.places.villages["name"].to_numpy(dtype=object)[np.asarray(at).astype(int)]
    return names


def old_villages(office: Office, rows: pd.DataFrame, at: Any) -> NDArray[Any]:
    """Names of villages as an office has them that has not noticed every merger and new name."""
    places, names = office.world.places, villages(office, at)
    code = places.villages["code"].to_numpy(dtype=object)[np.asarray(at).astype(int)]
    late = office.hit("old-name", rows["pid"], tables.profile()["community"]["old_names"])
    names = either(late & (code == places.renamed[0]), places.renamed[1], names)
    of_merged = office.hit("merged", rows["fam"], 0.3)
    return either(late & of_merged & (code == places.merged[2]), places.merged[1], names)


def old_region(office: Office, rows: pd.DataFrame, at: Any) -> NDArray[Any]:
    """Codes of villages (None where negative), the merged one's old code among them."""
    code, _, heir = office.world.places.merged
    region = office.region(at)
    late = office.hit("old-code", rows["pid"], tables.profile()["community"]["old_names"])
    return either(late & (region == heir), code, region)


def towns(office: Office, at: Any) -> NDArray[Any]:
    """Names of the townships in which villages (positions) lie."""
    of = office.world.places.villages["town"].to_numpy()[np.asarray(at).astype(int)]
    names: NDArray[Any] = office.world.places.towns["name"].to_numpy(dtype=object)[of]
    return names


def some_towns(office: Office, share: float) -> set[str]:
    """Names of a share of the townships, rounded up."""
    names = office.world.places.towns["name"].to_numpy(dtype=object)
    order = np.argsort(office.world.draws.bits(f"{office.source}/towns", np.arange(len(names))), kind="stable")
    return set(names[order][: ceil(share * len(names))].tolist())


def units(office: Office, at: Any) -> NDArray[Any]:
    """Names of employers, schools and homes by position; nothing where negative."""
    at = np.asarray(at).astype(int)
    names = office.world.places.units["name"].to_numpy(dtype=object)
    return either(at >= 0, names[at.clip(0)], "")


def by_village(office: Office, rows: pd.DataFrame, layout: str, title: str, code_in_name: float) -> list[Part]:
    """A file per village (column `village`); its code stands in the file's name or in a note row above the header."""
    rows = rows.assign(sheet="Sheet1", file=towns(office, rows["village"]) + villages(office, rows["village"]) + title)
    parts = split(rows, layout, "{}")
    for part in parts:
        village = int(part.frame["village"].iloc[0])
        code = str(office.world.places.villages["code"].iloc[village])
        if office.hit("code-in-name", [village], code_in_name)[0]:
            part.file += f"_{code}"
        else:
            part.notes = (f"村(居)代码：{code}",)
    return parts


def in_month(office: Office, dates: pd.Series, back: int = 0) -> NDArray[np.bool_]:
    """Dates of the month; with `back`, also of that many months before."""
    first = pd.Timestamp(office.month) - pd.DateOffset(months=back)
    found: NDArray[np.bool_] = ((dates >= first) & (dates <= pd.Timestamp(office.last))).to_numpy()
    return found


def coming(office: Office, files: list[str]) -> set[str]:
    """Of a register's files those that come in a later month, as `[delivers]` of the profile says (else all)."""
    share = tables.profile()["delivers"].get(office.source, 1.0)
    comes = office.hit(f"comes/{office.month}", [name_id(f) for f in files], share)
    return {f for f, yes in zip(files, comes, strict=True) if yes}
