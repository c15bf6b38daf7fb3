"""One month of deliveries: every office's files below the drop folder, and the truth behind their rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.deliver import deliver, lay
from demo.forms.press import Press
from demo.office import Office
from demo.parts import Part
from demo.sources import scans, scopes, village_map
from demo.sources.catalogue import EVENTS, PENDING, PRESENCE, REGISTERS

BULK = ("village_map", "gate_scans")
SOURCES = (*REGISTERS, *EVENTS, *BULK)
_TRUTH_SCANS = 50  # with more scans per person their truth would be larger than the files


@dataclass
class Told:
    """Truth rows: of records about persons, and of passages at gates."""

    records: list[pd.DataFrame] = field(default_factory=list)
    presence: list[pd.DataFrame] = field(default_factory=list)

    def known(self) -> NDArray[np.int64]:
        """Everybody whom some row speaks of that is evidence (not those mentioned, not what waits for review)."""
        own = [r.loc[(r["role"] == "self") & ~r["pending"], "pid"] for r in self.records]
        return np.unique(np.concatenate(own))


def send(office: Office, number: int, raw: Path, press: Press, told: Told, per_person: int) -> None:
    """Make the files of one source in the `number`th month (from 0) and add their truth to `told`."""
    if office.source == "gate_scans":
        _scans(office, raw, told, per_person)
    elif office.source == "village_map":
        _maps(office, number, raw)
    else:
        _tables(office, number, raw, press, told)


def _tables(office: Office, number: int, raw: Path, press: Press, told: Told) -> None:
    source = office.source
    parts = EVENTS[source](office, number == 0) if source in EVENTS else REGISTERS[source](office)
    rows = deliver(office, _arriving(office, parts, number), raw, press)
    if source in PRESENCE:
        told.presence += rows
    else:
        told.records += [r.assign(pending=source in PENDING) for r in rows]


def _maps(office: Office, number: int, raw: Path) -> None:
    """Every village's map at first, later those that were drawn again."""
    made = dict(village_map.maps(office))
    for name in made if number == 0 else sorted(scopes.coming(office, [*made])):
        lay(office, name, made[name], raw)


def _scans(office: Office, raw: Path, told: Told, per_person: int) -> None:
    for name, data, truth in scans.files(office, per_person):
        where = lay(office, name, data, raw)
        if per_person <= _TRUTH_SCANS:
            told.presence.append(truth.assign(month=office.month, path=where, sheet=None))


def _arriving(office: Office, parts: list[Part], number: int) -> list[Part]:
    """What is really handed in.

    In the second month some townships' medical files do not come; in the third the grid file of one village comes
    twice, first with a tenth of its people missing, each with its day in the name. Of the community's registers only
    some files come again.
    """
    files = sorted({p.file for p in parts})
    if number == 1 and office.source == "medical_insurance":
        missing = files[1 : 1 + tables.profile()["months"]["missing_towns"]]
        return [p for p in parts if p.file not in missing]
    if number == 2 and office.source == "grid_persons":
        again = [p for p in parts if p.file == files[-1]]
        days = [str(office.last + np.timedelta64(d, "D")).replace("-", "") for d in (-3, 5)]
        short = [replace(p, file=f"{p.file}_{days[0]}", frame=p.frame[p.frame["pid"] % 10 > 0]) for p in again]
        late = [replace(p, file=f"{p.file}_{days[1]}") for p in again]
        return [*(p for p in parts if p.file != files[-1]), *short, *late]
    if number and office.source in tables.profile()["delivers"]:
        comes = scopes.coming(office, files)
        return [p for p in parts if p.file in comes]
    return parts
