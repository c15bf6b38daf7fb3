"""Those who join the county in a month: the newborn and migrant households."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import families, migrants, naming, tables, work
from demo.arrays import either, years_until
from demo.draws import Draws
from demo.families import C1, H, W
from demo.names import surnames
from demo.people import DAY
from demo.truth import bit
from demo.world import World


def register_delay(draws: Draws, people: pd.DataFrame) -> NDArray[Any]:
    """The day a newborn's hukou is settled: after about ten weeks; NaT where it does not come."""
    rates, pid = tables.profile()["months"], people.index.to_numpy()
    days = (7 - np.log(1 - draws.uniform("hukou/delay", pid) * 0.999) * rates["registered_days"]).astype(int)
    day = people["birth"].to_numpy().astype("datetime64[D]") + days.astype(DAY)
    never = draws.hit("hukou/never", pid, rates["never_registered"])
    return either(never, np.datetime64("NaT"), day)


def born(world: World, month: str, first: Any, days: int) -> pd.DataFrame:
    """The month's newborn: children of couples, a few of them twins, most of them without hukou and number yet."""
    draws, people = world.draws, world.people
    age = years_until(first, people["birth"])
    able = (people["sex"] == "2") & people["death"].isna() & (people["spouse"] >= 0) & people["live_in"]
    able &= (age > 20) & (age < 42)
    luck = draws.uniform(f"birth/{month}", people.index)
    n = max(2, round(world.persons * tables.profile()["months"]["births"]))
    mothers = people[able].assign(luck=luck[able]).nsmallest(n, "luck")
    twin = draws.hit(f"birth/twin/{month}", mothers.index, tables.profile()["population"]["twins"])
    mothers = mothers.loc[mothers.index.repeat(1 + twin)]
    ids = mothers.index.to_numpy() * 2 + mothers.groupby(level=0).cumcount().to_numpy()
    kids = mothers.groupby("fam")["fam"].transform("size")
    day = draws.integers(f"birth/day/{month}", mothers.index, 0, days)
    child = mothers.reset_index(drop=True)
    child["birth"] = np.datetime64(first, "D") + day.astype(DAY)
    child["mother"], child["father"], child["spouse"] = mothers.index.to_numpy(), mothers["spouse"].to_numpy(), -1
    child["sex"] = either(draws.hit(f"birth/boy/{month}", ids, 0.525), "1", "2")
    child["slot"] = np.minimum(C1 + _children(people, mothers), families.C3)
    child["surname"] = people["surname"].to_numpy()[child["father"]]
    child["family_surname"] = child["surname"]
    child["twin"] = (mothers.index.to_series().duplicated(keep=False)).to_numpy() & (kids > 0).to_numpy()
    child["live_since"], child["age"] = child["birth"], 0.0
    child["tags"] = either(child["twin"], bit("twin"), 0)
    return child.drop(columns="luck")


def _children(people: pd.DataFrame, mothers: pd.DataFrame) -> NDArray[Any]:
    counted = people.loc[people["mother"] >= 0, "mother"].value_counts()
    return counted.reindex(mothers.index).fillna(0).to_numpy().astype(int)


def arrived(world: World, month: str, first: Any, days: int) -> pd.DataFrame:
    """The month's migrant households; they came on some day of it."""
    draws, people = world.draws, world.people
    n = max(2, round(world.persons * tables.profile()["months"]["arrivals"]))
    fam0 = int(people["fam"].max()) + 1
    found = migrants.draw_migrants(draws, world.places.villages, n, fam0, first).iloc[:n].reset_index(drop=True)
    found["live_village"], found["live_hh"] = found["village"], found["fam"] * 16
    found["live_in"], found["hukou"], found["hukou_village"], found["hukou_hh"] = True, "out", -1, -1
    found["empty"], found["alone"], found["branch"] = False, False, 1
    found["family_surname"] = surnames(draws, "mig/surname", found["fam"].to_numpy())
    hers = surnames(draws, "wife/surname/late", found["fam"].to_numpy())
    found["surname"] = found["family_surname"].where(found["slot"] != W, hers)
    found["age"] = years_until(first, found["birth"])
    day = draws.integers(f"arrive/{month}", found["fam"], 0, days)
    found["live_since"] = np.maximum(
        np.datetime64(first, "D") + day.astype(DAY), found["birth"].to_numpy().astype("datetime64[D]")
    )
    found["hukou_code"], found["hukou_address"] = migrants.origins(draws, "origin", found["fam"].to_numpy())
    found["tags"], found["unit"], found["teaches"], found["hukou_dwelling"] = 0, -1, -1, -1
    return found.drop(columns=["village", "kind"])


def join(world: World, month: str, first: Any, days: int) -> None:
    """Append the newborn and the arrived to the county's people, with names, numbers, homes and work."""
    draws, before = world.draws, world.people
    babies, guests = born(world, month, first, days), arrived(world, month, first, days)
    offset = len(before)
    new = pd.concat([babies, guests], ignore_index=True)
    new.index = pd.RangeIndex(offset, offset + len(new))
    late = new["mother"].isna().to_numpy()
    _relate(new, late, offset)
    naming.give_names(draws, new, offset)
    naming.give_numbers(draws, new, offset)
    new["employer"] = -1
    firms = world.places.units.index[world.places.units["kind"] == "firm"].to_numpy()
    works = late & (new["age"] >= 20).to_numpy() & draws.hit("employed", new.index, 0.5)
    new.loc[works, "employer"] = draws.choice("employer", new.index[works], firms)
    work.describe(draws, new)
    hh = new[late].drop_duplicates("live_hh")
    rented = pd.Series(world.homes.take(hh["live_village"].to_numpy()), index=hh["live_hh"].to_numpy())
    new.loc[late, "live_dwelling"] = new.loc[late, "live_hh"].map(rented)
    new.loc[late, "prev_dwelling"] = new.loc[late, "live_dwelling"]
    for column in before.columns:
        kind = before[column].dtype
        if kind.kind in "ib":
            new[column] = new[column].fillna(-1) if kind.kind == "i" else new[column].eq(True)
        new[column] = new[column].astype(kind)
    world.people = pd.concat([before, new[before.columns]])


def _relate(new: pd.DataFrame, late: NDArray[np.bool_], offset: int) -> None:
    """Mother, father and spouse among the newly arrived; the newborn have theirs."""
    at = pd.Series(offset + np.nonzero(late)[0], index=pd.MultiIndex.from_frame(new.loc[late, ["fam", "slot"]]))
    slot = new["slot"].to_numpy()
    child = (slot >= C1) & (slot <= families.C3)
    wanted = {
        "mother": either(child, W, -1),
        "father": either(child, H, -1),
        "spouse": np.select([slot == H, slot == W], [W, H], -1),
    }
    for column, other in wanted.items():
        found = at.reindex(pd.MultiIndex.from_arrays([new["fam"], other])).fillna(-1).to_numpy()
        new[column] = either(late, found, new[column])
