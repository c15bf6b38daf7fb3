"""Names, numbers and the hard cases: twins, same-name strangers, sons named like their fathers, the renamed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import identity, names, tables
from demo.arrays import either
from demo.draws import Draws
from demo.families import C1, C3, GF, GM, SB, H, W
from demo.places import COUNTY_CODE, ERAS
from demo.truth import bit


def _surnames(draws: Draws, people: pd.DataFrame, pid: NDArray[Any]) -> NDArray[Any]:
    """Family name from the father; wives and grandmothers from other families; a few children from the mother."""
    shares = tables.profile()["population"]
    slot, own = people["slot"].to_numpy(), people["family_surname"].to_numpy(dtype=object)
    married_in = np.isin(slot, [W, GM])
    out = either(married_in, names.surnames(draws, "wife/surname", pid), own)
    mother = people["mother"].to_numpy()
    child = (slot >= C1) & (slot <= C3) & (mother >= 0)
    hers = out[mother.clip(0)]
    luck = draws.uniform("child/surname", people["fam"].to_numpy())
    both = child & (luck < shares["both_surnames"])
    return either(both, own + hers, either(child & (luck < shares["mother_surname"]), hers, out))


def _shared_characters(draws: Draws, people: pd.DataFrame, year: NDArray[Any]) -> NDArray[Any]:
    """Generation character of the clan (men, by village, surname and 25 years) or of the siblings."""
    rates = np.array(tables.profile()["population"]["generation_character"])
    rate = rates[np.searchsorted([1960, 1980, 2000], year, side="right")]
    generation = either(np.isin(people["slot"], [GF, GM]), 0, either(people["slot"].isin([H, W, SB]), 1, 2))
    village = people["hukou_village"].to_numpy().astype(np.int64)
    surname = pd.factorize(people["family_surname"])[0]
    clan = (village * 1000 + surname) * 4 + either(generation == 0, 0, either(generation == 1, 1, 2))
    family = people["fam"].to_numpy() * 4 + generation
    by_clan = draws.hit("generation/clan", family, 0.7) & (people["sex"] == "1").to_numpy()
    key = either(by_clan, clan, family + 10_000_000)
    sharing = draws.hit("generation", family, rate) & ~people["slot"].isin([W, GM]).to_numpy() & (village >= 0)
    middle = np.select([generation == 0, generation == 1], [1950, 1982], 2008)
    sex = either(by_clan, "1", people["sex"].to_numpy(dtype=object))
    character = names.characters(draws, "generation/character", key, middle, sex)
    return either(sharing, character, None)


def give_names(draws: Draws, people: pd.DataFrame, offset: int = 0) -> None:
    """Fill surname and name. `offset` is the pid of the first row, so that later newcomers get draws of their own."""
    pid = np.arange(offset, offset + len(people))
    year = people["birth"].dt.year.to_numpy()
    people["surname"] = _surnames(draws, people, pid) if offset == 0 else people["surname"]
    shared = _shared_characters(draws, people, year)
    own = names.given(draws, "given", pid, year, people["sex"].to_numpy(dtype=object), shared)
    people["name"] = people["surname"] + own
    dotted = (people["hukou_code"] == "653122").to_numpy()
    people.loc[dotted, "name"] = names.dotted(draws, "dotted", pid[dotted])


def _like_father(draws: Draws, people: pd.DataFrame) -> None:
    """Some sons' names differ from their father's by one sound-alike character; the first who can always does."""
    sounds, father = tables.confusions("homophones"), people["father"].to_numpy()
    his = people["name"].to_numpy(dtype=object)[father.clip(0)]
    able = (father >= 0) & (people["sex"] == "1").to_numpy() & np.array([n[-1] in sounds for n in his], dtype=bool)
    chosen = able & draws.hit("like-father", people.index, tables.profile()["population"]["like_father"])
    sons = np.union1d(np.nonzero(chosen)[0], np.nonzero(able)[0][:1])
    people.loc[sons, "name"] = [n[:-1] + sounds[n[-1]][0] for n in his[sons]]
    people.loc[np.union1d(sons, father[sons]), "tags"] |= bit("father_son_one_address")


def _strangers(draws: Draws, people: pd.DataFrame) -> None:
    """Pairs of one surname, sex and birth year in different families become same-name strangers born the same day."""
    n = max(1, round(len(people) * tables.profile()["population"]["homonyms_same_day"]))
    alone = people[(people["hukou"] == "in") & (people["slot"].isin([H, W, SB])) & people["death"].isna()]
    order = alone.assign(year=alone["birth"].dt.year // 2, luck=draws.uniform("homonym", alone.index))
    order = order.sort_values(["surname", "sex", "year", "luck"])
    same = (order[["surname", "sex", "year"]] == order[["surname", "sex", "year"]].shift()).all(axis=1)
    apart = same & (order["fam"] != order["fam"].shift())
    second = np.nonzero(apart.to_numpy())[0]
    second = second[np.argsort(draws.bits("homonym/pick", second), kind="stable")][: 2 * n]
    chosen = sorted(second.tolist())
    pairs = [i for k, i in enumerate(chosen) if k == 0 or i - chosen[k - 1] > 1][:n]
    ours, theirs = order.index.to_numpy()[pairs], order.index.to_numpy()[[p - 1 for p in pairs]]
    people.loc[ours, "birth"] = people.loc[theirs, "birth"].to_numpy()
    people.loc[ours, "name"] = people.loc[theirs, "name"].to_numpy()
    people.loc[[*ours, *theirs], "tags"] |= bit("homonym_same_day")


def id_prefix(draws: Draws, people: pd.DataFrame, pid: NDArray[Any]) -> NDArray[Any]:
    """Six digits of the place and time of first coding: those before 1984 were all coded from 1984 on."""
    year = np.maximum(people["birth"].dt.year.to_numpy(), 1985)
    own = np.array([c for _, c in ERAS], dtype=object)[np.searchsorted([y for y, _ in ERAS], year, side="right") - 1]
    foreign = np.array([r["code"] for r in tables.rows("origins")], dtype=object)
    native = people["slot"].isin([W, GM]).to_numpy() & draws.hit("id/married-in", pid, 0.28)
    moved = draws.hit("id/moved-in", people["fam"].to_numpy(), 0.04)
    elsewhere = draws.choice("id/elsewhere", pid, foreign)
    prefix = either(native | moved, elsewhere, own)
    return either(people["hukou"] == "out", people["hukou_code"].fillna(COUNTY_CODE), prefix).astype(object)


def give_numbers(draws: Draws, people: pd.DataFrame, offset: int = 0) -> None:
    """Fill id18 (None for those without hukou), other_id (second number of an old double hukou), former_name."""
    pid, shares = np.arange(offset, offset + len(people)), tables.profile()["population"]
    birth, sex = people["birth"].to_numpy(), people["sex"].to_numpy(dtype=object)
    number = identity.numbers(draws, f"id/{offset}", id_prefix(draws, people, pid), birth, sex)
    people["id18"] = either(people["hukou"] == "none", None, number)
    double = draws.hit("two-numbers", pid, shares["two_numbers"]) & (people["hukou"] == "in").to_numpy()
    if offset == 0:
        double |= pid == np.nonzero((people["age"] > 30).to_numpy())[0][:1].sum()
    shift = draws.choice("two-numbers/shift", pid, np.array([0, 1, 31, 365]))
    second_birth = birth.astype("datetime64[D]") + shift.astype("timedelta64[D]")
    tag = "id/second"
    prefix = draws.choice("id/second-prefix", pid, np.array(["422927", "421987", "421023"], dtype=object))
    second = identity.numbers(draws, tag, prefix, second_birth, sex)
    people["other_id"] = either(double & people["id18"].notna(), second, None)
    people.loc[double, "tags"] |= bit("two_numbers")
    renamed = draws.hit("renamed", pid, shares["renamed"]) & (people["name"].str.len() > 1).to_numpy()
    fresh = names.characters(draws, "former", pid, people["birth"].dt.year.to_numpy(), sex)
    people["former_name"] = either(renamed, people["surname"] + fresh, None)
    people.loc[renamed, "tags"] |= bit("renamed")


def finish(draws: Draws, people: pd.DataFrame) -> None:
    """Names, hard cases and numbers of the first population, in place."""
    people["tags"] = either(people["twin"], bit("twin"), 0)
    give_names(draws, people)
    _like_father(draws, people)
    _strangers(draws, people)
    give_numbers(draws, people)
