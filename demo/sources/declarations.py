"""自主申报: households that declare themselves by phone, the unknown among them (contract.md section 3.3)."""

from __future__ import annotations

import numpy as np

from demo import tables
from demo.arrays import either, texts
from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part, split
from demo.places import COUNTY
from demo.relations import head_slot
from demo.sources import scopes, survey_people


def declarations(office: Office, _first: bool) -> list[Part]:
    """The month's declarations: a row per member of the household, pending until somebody reviews them."""
    people, shares, draws = office.people, tables.profile()["community"], office.world.draws
    home = (people["live_in"] & (people["live_dwelling"] >= 0)).to_numpy() & office.alive()
    share = either(scopes.in_month(office, people["live_since"]), shares["declared_new"], shares["declared"])
    household = people["live_hh"].to_numpy()
    rows = office.take(home & draws.hit(f"declared/{office.month}", household, share))
    if rows.empty:
        return []
    rows["village"], rows["here"] = rows["live_village"], True
    rows["home"] = (rows["hukou"] == "in") & (rows["hukou_village"] == rows["live_village"])
    rows = office.with_twice(rows)
    rows["hh"] = survey_people.households(rows)
    survey_people.numbered(office, rows)
    rows = survey_people.describe(office, copy_people(office, rows))
    survey_people.place(office, rows)
    head = head_slot(rows["hh"].to_numpy(), rows["slot"].to_numpy(), survey_people.HEADS)
    heads = rows[rows["slot"] == head].drop_duplicates("hh").set_index("hh")["name"]
    rows["head_name"] = heads.reindex(rows["hh"]).to_numpy()
    minute = draws.integers(f"declared/at/{office.month}", rows["hh"], 8 * 60, 27 * 24 * 60)
    moment = np.datetime64(office.month, "m") + minute.astype("timedelta64[m]")
    rows["declared_at"] = np.char.replace(np.datetime_as_string(moment, unit="s"), "T", " ").astype(object)
    rows["declaration_no"] = "SB" + office.month.replace("-", "") + texts(rows["hh"] % 1_000_003, 7)
    rows["file"], rows["sheet"] = COUNTY + "自主申报_" + office.month, "Sheet1"
    return split(rows.sort_values(["declared_at", "hh", "slot", "key"]), "self_declarations", "{}")
