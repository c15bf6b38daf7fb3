"""卫健 and 民政: birth certificates, women of child-bearing age, deaths and cremations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo import tables
from demo.arrays import either, years_until
from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part, split
from demo.places import COUNTY
from demo.registered import within_policy
from demo.sources import scopes
from demo.truth import bit

_HOSPITALS = [COUNTY + h for h in ("人民医院", "妇幼保健院", "中医院")]


def _between(office: Office, dates: pd.Series, back: int) -> np.ndarray:
    """Dates of this month; in the first delivery also of the `back` months before."""
    first = pd.Timestamp(office.month)
    if back:
        first -= pd.DateOffset(months=back)
    return ((dates >= first) & (dates <= pd.Timestamp(office.last))).to_numpy()


def _parent(office: Office, rows: pd.DataFrame, role: str, blank: float) -> None:
    """Name and number of mother or father as the hospital wrote them down."""
    pid = rows[role].to_numpy()
    missing = office.hit(f"{role}/blank", rows["key"], blank / 100) & (role == "father")
    pid = either(missing, -1, pid)
    found = copy_people(office, office.take(np.isin(np.arange(len(office.people)), pid)).assign(copy=0))
    found = found.set_index("pid").reindex(pid)
    rows[f"{role}_pid"], rows[f"{role}_tags"] = pid, found["tags"].fillna(0).to_numpy().astype(np.int64)
    rows[f"{role}_name"], rows[f"{role}_id_number"] = found["name"].to_numpy(), found["id_number"].to_numpy()


def births(office: Office, first_delivery: bool) -> list[Part]:
    """Birth certificates; the child has no number, often no name yet or one like 张某之子."""
    people, rates = office.people, office.rates
    back = tables.profile()["months"]["backlog_births"] if first_delivery else 0
    born = _between(office, people["birth"], back) & (people["mother"] >= 0).to_numpy()
    rows = office.take(born & office.hit("listed", people.index, tables.profile()["coverage"]["health_births"]))
    rows = office.with_twice(rows)
    rows["tags"] = rows["tags"] | bit("newborn_no_id")
    _parent(office, rows, "mother", rates["id_blank"])
    _parent(office, rows, "father", rates["father_blank"])
    luck = office.world.draws.uniform("births/name", rows["pid"])
    blank, placeholder = rates["child_name_blank"] / 100, rates["child_name_placeholder"] / 100
    of = either(rows["father_pid"] >= 0, rows["father_name"], rows["mother_name"]).astype(object)
    surname = np.array([str(n)[0] for n in of], dtype=object)
    child = either(rows["sex"] == "1", "之子", "之女")
    kind = rows["pid"].to_numpy() % 4
    made_up = np.select([kind == 0, kind == 1, kind == 2], [surname + "某" + child, of + child, "待取名"], "未取名")
    name = either(luck < blank, None, either(luck < blank + placeholder, made_up, rows["name"]))
    rows.loc[luck < blank + placeholder, "tags"] |= bit("name_unnamed")
    rows["name"], rows["id_number"], rows["birth_date"] = name, None, rows["birth"]
    rows["certificate_no"] = "L42" + (1_000_000 + rows["pid"] * 3 + rows["copy"]).astype(str)
    order = people.loc[people["mother"] >= 0].sort_values("birth").groupby("mother").cumcount() + 1
    rows["birth_order"] = order.reindex(rows["pid"]).to_numpy().astype(int).astype(str)
    dwelling = either(rows["live_dwelling"] >= 0, office.stale(rows), rows["hukou_dwelling"])
    rows["address"] = office.address(rows, dwelling, "office")
    rows["phone"] = people["phone"].to_numpy(dtype=object)[rows["mother"]]
    rows["hospital"] = office.choice("hospital", rows["pid"], _HOSPITALS, [5, 4, 1])
    issued = rows["birth"] + pd.to_timedelta(3 + rows["pid"] % 9, unit="D")
    rows["issued_date"] = np.minimum(issued.to_numpy().astype("datetime64[D]"), office.last)
    by_rule = within_policy(rows["birth"], rows["birth_order"])
    rows["policy"] = either(office.does("policy", rows["pid"]), by_rule, None)
    rows["file"], rows["sheet"] = "出生医学证明签发信息_" + office.month, "Sheet1"
    return split(rows.sort_values(["birth", "pid", "key"]), "health_births", "{}")


def women(office: Office) -> list[Part]:
    """Women of 15 to 49 living in the county, by township with a sheet per village."""
    people = office.people
    age = years_until(office.last, people["birth"])
    listed = (people["sex"] == "2").to_numpy() & (age >= 15) & (age < 50) & people["live_in"].to_numpy()
    listed &= (
        office.alive()
        & office.seen()
        & office.hit("listed", people.index, tables.profile()["coverage"]["health_women"])
    )
    rows = copy_people(office, office.with_twice(office.take(listed)))
    rows["residence_address"] = office.address(rows, office.stale(rows), "office")
    children = people.loc[people["mother"] >= 0, "mother"].value_counts()
    rows["children"] = children.reindex(rows["pid"]).fillna(0).astype(int).astype(str).to_numpy()
    at = rows["live_village"]
    codes = office.world.places.towns["code"].to_numpy(dtype=object)
    code = codes[office.world.places.villages["town"].to_numpy()[at]]
    rows["file"], rows["sheet"] = scopes.towns(office, at) + "育龄妇女名册_" + code, scopes.villages(office, at)
    return split(rows.sort_values(["live_village", "live_hh", "pid", "key"]), "health_women", "{}")


def deaths(office: Office, first_delivery: bool) -> list[Part]:
    """Cremations: the dead with a relative; burials in villages are missing."""
    people = office.people
    back = tables.profile()["months"]["backlog_deaths"] if first_delivery else 0
    listed = _between(office, people["death"], back) & (people["hukou"] != "out").to_numpy()
    listed &= office.hit("listed", people.index, tables.profile()["coverage"]["civil_deaths"])
    rows = office.take(listed)
    if rows.empty:
        return []
    rows = copy_people(office, office.with_twice(rows), phone="own_phone")
    rows["death_date"] = rows["death"]
    rows["cremated_date"] = rows["death"] + pd.to_timedelta(2 + rows["pid"] % 3, unit="D")
    rows["address"] = either(
        rows["hukou_dwelling"] >= 0, office.address(rows, office.stale(rows, "hukou_dwelling"), "office"), None
    )
    relative = _relatives(people, rows)
    alive = (relative >= 0) & people["death"].isna().to_numpy()[relative.clip(0)]
    relative = either(alive, relative, -1)
    known = copy_people(office, office.take(np.isin(np.arange(len(people)), relative)).assign(copy=0))
    found = known.set_index("pid").reindex(relative)
    rows["relative_pid"], rows["relative_tags"] = relative, found["tags"].fillna(0).to_numpy().astype(np.int64)
    rows["relative_name"], rows["relative_phone"] = found["name"].to_numpy(), found["phone"].to_numpy()
    rows["office"] = COUNTY + "殡仪馆"
    rows["file"], rows["sheet"] = "死亡火化登记表_" + office.month, "Sheet1"
    return split(rows.sort_values(["death", "pid", "key"]), "civil_deaths", "{}")


def _relatives(people: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """Who signs: husband or wife, else somebody grown of the same household."""
    grown = people[people["death"].isna() & (people["age"] > 18)].reset_index().drop_duplicates("hukou_hh")
    host = (
        pd.Series(grown["index"].to_numpy(), index=grown["hukou_hh"])
        .reindex(rows["hukou_hh"])
        .fillna(-1)
        .astype(int)
        .to_numpy()
    )
    return either(rows["spouse"] >= 0, rows["spouse"], either(rows["hukou_hh"] >= 0, host, -1))
