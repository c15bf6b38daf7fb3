"""Who moves in a month: away from the county and back, within it, by marriage; and hukou that follows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import living, migrants, tables
from demo.arrays import years_until
from demo.families import GF, GM, SB, H, W
from demo.people import DAY
from demo.world import PLACE, World


def _remember(people: pd.DataFrame, pids: NDArray[Any], day: NDArray[Any]) -> None:
    """Keep where people lived until now: offices that have not yet heard go on writing that."""
    for column in PLACE:
        people.loc[pids, f"last_{column}"] = people.loc[pids, column]
    people.loc[pids, "changed"] = day


def some(world: World, tag: str, who: Any, share: float, weight: Any = None) -> NDArray[np.int64]:
    """The pids of about `share` of the county's size, drawn from those of whom `who` holds."""
    n = max(1, round(world.persons * share))
    pids = np.nonzero(np.asarray(who))[0]
    luck = -np.log(1 - world.draws.uniform(tag, pids) * 0.9999)
    if weight is not None:
        luck = luck / np.asarray(weight)[pids]
    return np.sort(pids[np.argsort(luck, kind="stable")[:n]])


def days_of(world: World, tag: str, pids: NDArray[Any], first: Any, days: int) -> NDArray[Any]:
    """A day of the month per pid."""
    return np.datetime64(first, "D") + world.draws.integers(tag, pids, 0, days).astype(DAY)


def go_out(world: World, month: str, first: Any, days: int) -> None:
    """Grown people of the county leave for work or study; migrant households leave for good."""
    people, rates = world.people, tables.profile()["months"]
    age = years_until(first, people["birth"])
    alive = people["death"].isna() & people["live_in"]
    ours = alive & (people["hukou"] == "in") & (age > 17) & (age < 50) & (people["unit"] < 0)
    pids = some(world, f"leave/{month}", ours, rates["leavers"])
    heads = (
        alive & (people["hukou"] == "out") & (people["live_since"] < pd.Timestamp(first)) & people["slot"].isin([H, W])
    )
    guests = some(world, f"depart/{month}", heads, rates["departures"] / 1.8)
    guests = np.nonzero((alive & people["live_hh"].isin(people.loc[guests, "live_hh"])).to_numpy())[0]
    for name, gone in (("leave", pids), ("depart", guests)):
        key = gone if name == "leave" else people.loc[gone, "live_hh"].to_numpy()
        day = days_of(world, f"{name}/day/{month}", key, first, days)
        _remember(people, gone, day)
        code, address = migrants.origins(world.draws, f"away/{month}", key)
        people.loc[gone, "away_code"], people.loc[gone, "away_address"] = code, address
        people.loc[gone, "live_in"] = False
        people.loc[gone, ["live_village", "live_hh", "live_dwelling", "unit"]] = -1
        people.loc[gone, "live_since"] = day


def come_back(world: World, month: str, first: Any, days: int) -> None:
    """People of the county who were away live in their family's home again."""
    people = world.people
    away = people["death"].isna() & ~people["live_in"] & (people["hukou"] == "in") & ~people["empty"]
    away &= people["live_since"] < pd.Timestamp(first)
    pids = some(world, f"return/{month}", away, tables.profile()["months"]["returners"])
    day = days_of(world, f"return/day/{month}", pids, first, days)
    _remember(people, pids, day)
    people.loc[pids, "live_in"] = True
    people.loc[pids, "live_village"] = people.loc[pids, "hukou_village"]
    people.loc[pids, "live_dwelling"] = people.loc[pids, "hukou_dwelling"]
    people.loc[pids, "live_hh"] = people.loc[pids, "hukou_hh"] * 16
    people.loc[pids, "live_since"] = day
    people.loc[pids, ["away_code", "away_address"]] = None


def move_within(world: World, month: str, first: Any, days: int) -> None:
    """Whole living households with hukou in the county go to another village of it."""
    people = world.people
    heads = people["death"].isna() & people["live_in"] & (people["hukou"] == "in") & people["slot"].isin([H, W])
    heads &= (people["unit"] < 0) & (people["live_since"] < pd.Timestamp(first))
    chosen = some(world, f"within/{month}", heads, tables.profile()["months"]["within"] / 2.5)
    hh = np.unique(people.loc[chosen, "live_hh"])
    goes = (
        people["live_hh"].isin(hh) & people["death"].isna() & (people["hukou"] == "in") & ~people["slot"].isin([GF, GM])
    )
    pids = np.nonzero(goes.to_numpy())[0]
    old = people.loc[pids, "live_hh"].to_numpy()
    village = living.other_village(
        world.draws, f"within/to/{month}", old, people.loc[pids, "live_village"].to_numpy(), world.places.villages
    )
    first_of = pd.Series(village, index=old)[~pd.Index(old).duplicated()]
    home = pd.Series(world.homes.take(first_of.to_numpy()), index=first_of.index)
    day = days_of(world, f"within/day/{month}", old, first, days)
    _remember(people, pids, day)
    people.loc[pids, "prev_dwelling"] = people.loc[pids, "live_dwelling"]
    people.loc[pids, "live_village"] = village
    people.loc[pids, "live_dwelling"] = home.loc[old].to_numpy()
    people.loc[pids, "live_hh"] = old // 16 * 16 + 12 + int(month[-2:]) % 4
    people.loc[pids, "live_since"] = day
    people.loc[pids, "branch"] = 1


def marry(world: World, month: str, first: Any, days: int) -> None:
    """Women marry into other villages; half of them take their hukou along at once."""
    people, draws = world.people, world.draws
    age = years_until(first, people["birth"])
    free = people["death"].isna() & people["live_in"] & (people["hukou"] == "in")
    free &= (people["spouse"] < 0) & (people["unit"] < 0)
    grooms = free & (people["sex"] == "1") & people["slot"].isin([H, SB]) & (age > 23) & (age < 42) & ~people["empty"]
    brides = free & (people["sex"] == "2") & ~people["slot"].isin([GF, GM, W]) & (age > 20) & (age < 36)
    share = tables.profile()["months"]["marriages"]
    his, hers = some(world, f"groom/{month}", grooms, share), some(world, f"bride/{month}", brides, share)
    n = min(len(his), len(hers))
    his, hers = his[:n], hers[:n]
    apart = people.loc[his, "fam"].to_numpy() != people.loc[hers, "fam"].to_numpy()
    his, hers = his[apart], hers[apart]
    day = days_of(world, f"marry/day/{month}", hers, first, days)
    _remember(people, hers, day)
    for column in ("live_village", "live_dwelling", "live_hh"):
        people.loc[hers, column] = people.loc[his, column].to_numpy()
    people.loc[hers, "prev_dwelling"] = people.loc[hers, "hukou_dwelling"].to_numpy()
    people.loc[hers, "live_since"], people.loc[hers, "slot"] = day, W
    people.loc[hers, "fam"] = people.loc[his, "fam"].to_numpy()
    people.loc[his, "spouse"], people.loc[hers, "spouse"] = hers, his
    people.loc[[*his, *hers], "marital"] = "21"
    takes = draws.hit("marry/hukou", hers, 0.5)
    for column in ("hukou_village", "hukou_dwelling", "hukou_hh"):
        people.loc[hers[takes], column] = people.loc[his[takes], column].to_numpy()
    people.loc[hers[takes], "moved_in"] = day[takes]


def transfer(world: World, month: str, first: Any, days: int) -> None:
    """Settled migrant households take their hukou to where they live."""
    people = world.people
    settled = people["death"].isna() & people["live_in"] & (people["hukou"] == "out") & people["slot"].isin([H, W])
    settled &= (people["live_since"] < pd.Timestamp(first) - pd.Timedelta(days=900)) & (people["unit"] < 0)
    chosen = some(world, f"transfer/{month}", settled, tables.profile()["months"]["hukou_in"] / 1.8)
    moves = people["live_hh"].isin(people.loc[chosen, "live_hh"]) & people["death"].isna()
    pids = np.nonzero(moves.to_numpy())[0]
    people.loc[pids, "hukou"], people.loc[pids, "empty"] = "in", False
    people.loc[pids, "hukou_village"] = people.loc[pids, "live_village"].to_numpy()
    people.loc[pids, "hukou_dwelling"] = people.loc[pids, "live_dwelling"].to_numpy()
    people.loc[pids, "hukou_hh"] = people.loc[pids, "fam"].to_numpy()
    people.loc[pids, "moved_in"] = days_of(
        world, f"transfer/day/{month}", people.loc[pids, "live_hh"].to_numpy(), first, days
    )
