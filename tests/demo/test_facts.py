"""What the simulator says of everybody beside where he is counted."""

from pathlib import Path

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def facts(county: Path) -> pd.DataFrame:
    return pd.read_parquet(county / "demo" / "truth" / "fact.parquet")


@pytest.fixture(scope="module")
def everybody(facts: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    return persons.merge(facts, on=["month", "true_person"])


def test_everybody_in_the_roster_has_facts(everybody: pd.DataFrame, persons: pd.DataFrame) -> None:
    assert len(everybody[everybody["in_roster"]]) == len(persons[persons["in_roster"]])
    assert not everybody.duplicated(["month", "true_person"]).any()
    assert everybody.loc[everybody["in_roster"], ["name", "hukou_state", "residence_state"]].notna().all().all()


def test_states_follow_the_category(everybody: pd.DataFrame) -> None:
    here = everybody[everybody["category"].isin([1, 3, 4])]
    away = everybody[everybody["category"] == 2]
    assert set(here["residence_state"]) == {"1"}
    assert set(away["residence_state"]) <= {"2", "3"}
    assert (away["residence_state"] == "3").equals(away["empty_hukou"])
    assert set(everybody.loc[everybody["category"] == 1, "hukou_state"]) == {"1"}
    assert set(everybody.loc[everybody["category"] == 4, "hukou_state"]) <= {"5"}


def test_a_household_has_one_head_and_lives_in_one_dwelling(everybody: pd.DataFrame) -> None:
    family = everybody[everybody["household"].str.startswith("H", na=False) & (everybody["category"] == 1)]
    by_household = family.groupby(["month", "household", "counted_region"])
    assert (by_household["relation"].apply(lambda r: (r == "02").sum()) <= 1).all()
    assert by_household["dwelling"].agg(lambda d: len(set(d)) == 1).all()


def test_parents_are_older_than_their_children(everybody: pd.DataFrame) -> None:
    born = everybody.set_index(["month", "true_person"])["birth_date"]
    children = everybody[everybody["mother"].notna()]
    mothers = born.reindex(pd.MultiIndex.from_frame(children[["month", "mother"]])).to_numpy()
    years = (pd.to_datetime(children["birth_date"].to_numpy()) - pd.to_datetime(mothers)).days / 365.25
    assert (years > 14).all()
    assert (children["birth_order"] >= 1).all()
    assert set(children["policy"]) <= {"1", "2"}


def test_a_dwelling_is_occupied_where_somebody_sleeps(county: Path, facts: pd.DataFrame) -> None:
    dwellings = pd.read_parquet(county / "demo" / "truth" / "dwelling.parquet")
    assert not dwellings.duplicated(["month", "dwelling"]).any()
    occupied = dwellings[dwellings["occupied"]]
    slept = facts.dropna(subset="dwelling")[["month", "dwelling"]].drop_duplicates()
    assert len(slept.merge(occupied, on=["month", "dwelling"])) == len(slept)
    assert 0 < len(occupied) < len(dwellings)
