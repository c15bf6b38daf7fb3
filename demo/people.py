"""The county's people at the start: families, migrants and the recently dead in one table, one row per person.

Columns (pid is the row's position): fam, slot, sex, birth, surname, name, former_name, id18, other_id, mother, father,
spouse (pids, -1 none), hukou (in, out, none), hukou_village, hukou_hh, hukou_code, hukou_address, empty, live_in,
live_village, live_hh, live_since, away_code, away_address, away_reason, tags (bits of `truth.TAGS`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from demo import families, living, migrants, tables
from demo.arrays import before, either, years_until
from demo.draws import Draws
from demo.families import C1, C3, GF, GM, SB, H, W
from demo.names import surnames

DAY = "timedelta64[D]"


def _residents(draws: Draws, villages: pd.DataFrame, n: int, until: Any) -> pd.DataFrame:
    """`n` members of the county's families, with where they live."""
    fam = families.draw_families(draws, villages, n // 2 + 12)
    people = families.members(draws, fam, until).iloc[:n].reset_index(drop=True)
    people["village"] = fam["village"].to_numpy()[people["row"]]
    people["family_surname"] = fam["surname"].to_numpy()[people["row"]]
    people["age"] = years_until(until, people["birth"])
    people = pd.concat([people, living.settle(draws, fam, people, villages)], axis=1)
    people["hukou_village"] = people["village"]
    ids = people["fam"] * 8 + people["slot"]
    never = draws.hit("hukou/none", ids, tables.profile()["population"]["undetermined"] * 2.2)
    never &= people["slot"].isin([W, C1]).to_numpy() & people["live_in"].to_numpy() & ~people["empty"].to_numpy()
    people["hukou"] = either(never, "none", "in")
    return people.drop(columns=["row", "village"])


def _migrants(draws: Draws, villages: pd.DataFrame, n: int, first_fam: int, until: Any) -> pd.DataFrame:
    people = migrants.draw_migrants(draws, villages, n, first_fam, until).iloc[:n].reset_index(drop=True)
    people["live_village"], people["live_hh"] = people["village"], people["fam"] * 16
    people["live_in"], people["hukou"], people["hukou_village"], people["empty"] = True, "out", -1, False
    people["alone"], people["branch"] = people["kind"] == "single", 1
    people["age"] = years_until(until, people["birth"])
    people["family_surname"] = surnames(draws, "mig/surname", people["fam"].to_numpy())
    return people.drop(columns=["village", "kind"])


def _dead(draws: Draws, people: pd.DataFrame, n: int, until: Any) -> pd.DataFrame:
    """People who died in the two years before: old members of families of the county."""
    hosts = people[(people["hukou"] == "in") & (people["slot"].isin([H, W, GF, GM])) & (people["age"] > 30)]
    pick = draws.integers("dead/host", np.arange(n), 0, len(hosts))
    gone = hosts.iloc[pick].reset_index(drop=True)
    ids = np.arange(n)
    gone["slot"] = either(draws.hit("dead/man", ids, 0.55), GF, GM)
    gone["sex"] = either(gone["slot"] == GF, "1", "2")
    years = 62 + 34 * draws.uniform("dead/age", ids) ** 0.8
    gone["birth"] = before(until, (years * 365.2425).astype(int))
    gone["death"] = before(until, draws.integers("dead/day", ids, 1, 730))
    gone["age"], gone["twin"], gone["empty"] = years, False, False
    gone["live_in"], gone["live_village"] = True, gone["hukou_village"]
    gone["live_hh"], gone["branch"], gone["alone"] = gone["fam"] * 16, 0, False
    return gone


def _kin(people: pd.DataFrame) -> None:
    """Mother, father and spouse as positions, by family and slot."""
    alive = people["death"].isna().to_numpy()
    fam, slot = people["fam"].to_numpy(), people["slot"].to_numpy()
    at = np.full((fam.max() + 1, 8), -1, dtype=np.int64)
    at[fam[alive], slot[alive]] = np.nonzero(alive)[0]
    child, couple_child = (slot >= C1) & (slot <= C3), np.isin(slot, [H, SB])
    people["father"] = either(child, at[fam, H], either(couple_child, at[fam, GF], -1))
    people["mother"] = either(child, at[fam, W], either(couple_child, at[fam, GM], -1))
    partner = np.array([GM, GF, W, H, -1, -1, -1, -1])[slot]
    people["spouse"] = either((partner >= 0) & alive, at[fam, partner], -1)


def populate(draws: Draws, villages: pd.DataFrame, persons: int, until: Any) -> pd.DataFrame:
    """Everybody alive at the end of day `until` (exactly `persons`), then those who died in the two years before."""
    shares = tables.profile()["population"]
    guests = round(persons * shares["migrants"])
    home = _residents(draws, villages, persons - guests, until)
    away = _migrants(draws, villages, guests, int(home["fam"].max()) + 1, until)
    home["death"] = away["death"] = np.datetime64("NaT", "s")
    dead = _dead(draws, home, max(2, round(persons * shares["dead_pool"])), until)
    people = pd.concat([home, away, dead], ignore_index=True)
    _kin(people)
    pid = np.arange(len(people))
    group = either(people["live_hh"] >= 0, people["live_hh"], -1 - people["fam"] * 8 - people["slot"]).astype(np.int64)
    days = living.since_days(draws, either(people["hukou"] == "out", people["fam"] * 16, group))
    birth = people["birth"].to_numpy().astype("datetime64[D]")
    since = np.maximum(before(until, days), birth)
    people["live_since"] = either(people["branch"] == 0, birth, since)
    code, address = migrants.origins(draws, "away", group)
    outside = ~people["live_in"].to_numpy()
    people["away_code"], people["away_address"] = either(outside, code, None), either(outside, address, None)
    people["away_reason"] = draws.choice("away/reason", pid, list(living.OUT_REASONS), [60, 12, 16, 8, 4])
    code, address = migrants.origins(draws, "origin", people["fam"].to_numpy())
    people["hukou_code"] = either(people["hukou"] == "out", code, None)
    people["hukou_address"] = either(people["hukou"] == "out", address, None)
    people["hukou_hh"] = either(people["hukou"] == "in", people["fam"], -1)
    return people
