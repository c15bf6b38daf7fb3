import numpy as np
import pandas as pd
import pytest

from demo import months, tables, world
from demo.world import World


@pytest.fixture(scope="module")
def lived() -> tuple[World, list[pd.DataFrame]]:
    county = world.create(11, 3000, "2026-07-31")
    return county, [months.step(county, m) for m in ("2026-08", "2026-09", "2026-10")]


def test_a_county_starts_with_the_persons_asked_for() -> None:
    people = world.create(11, 1234, "2026-07-31").people
    assert people["death"].isna().sum() == 1234


def test_persons_keep_their_place_in_the_table(lived: tuple[World, list[pd.DataFrame]]) -> None:
    for before, after in zip(lived[1], lived[1][1:], strict=False):
        assert (after.index == np.arange(len(after))).all()
        assert (after["id18"].iloc[: len(before)].dropna() == before["id18"].dropna()).all()
        assert (after["birth"].iloc[: len(before)] == before["birth"]).all()


def test_events_come_at_their_rates(lived: tuple[World, list[pd.DataFrame]]) -> None:
    rates, last = tables.profile()["months"], lived[1][-1]
    born = ((last["birth"] >= "2026-10-01") & (last["mother"] >= 0) & (last["hukou"] != "out")).sum()
    died = (last["death"] >= "2026-10-01").sum()
    assert born == pytest.approx(3000 * rates["births"], abs=2)
    assert died == pytest.approx(3000 * rates["deaths"], abs=2)
    came = (last["hukou"] == "out") & (last["live_since"] >= "2026-10-01") & last["live_in"]
    assert came.sum() == pytest.approx(3000 * rates["arrivals"], abs=4)


def test_events_lie_in_their_month(lived: tuple[World, list[pd.DataFrame]]) -> None:
    for month, people in zip(("2026-08", "2026-09", "2026-10"), lived[1], strict=True):
        end = pd.Period(month).end_time
        assert not (people[["birth", "death", "live_since", "changed", "moved_in"]] > end).any(axis=None)
        assert not (people["death"] < people["birth"]).any()


def test_newborn_wait_for_hukou_and_number(lived: tuple[World, list[pd.DataFrame]]) -> None:
    last = lived[1][-1]
    young = last[(last["birth"] > "2025-12-01") & (last["mother"] >= 0)]
    assert set(young["hukou"]) >= {"none", "in"}
    assert (young[young["hukou"] == "in"]["hukou_village"] >= 0).all()


def test_twins_have_one_mother_and_one_birthday(lived: tuple[World, list[pd.DataFrame]]) -> None:
    people = lived[1][-1]
    twins = people[people["twin"] & (people["mother"] >= 0)]
    assert len(twins) > 0
    born = twins.groupby("mother")["birth"]
    assert (born.min() == born.max()).all()
    assert twins["id18"].is_unique


def test_numbers_belong_to_one_person(lived: tuple[World, list[pd.DataFrame]]) -> None:
    people = lived[1][-1]
    known = pd.concat([people["id18"], people["other_id"]]).dropna()
    assert known.is_unique


def test_kin_fit_together(lived: tuple[World, list[pd.DataFrame]]) -> None:
    people = lived[1][-1]
    for parent, sex in (("mother", "2"), ("father", "1")):
        children = people[people[parent] >= 0]
        found = people.loc[children[parent]]
        assert (found["sex"] == sex).all()
        years = (children["birth"].to_numpy() - found["birth"].to_numpy()) / np.timedelta64(365, "D")
        assert years.min() > 15
    wed = people[people["spouse"] >= 0]
    assert (people.loc[wed["spouse"], "sex"].to_numpy() != wed["sex"].to_numpy()).all()


def test_villages_have_clans(lived: tuple[World, list[pd.DataFrame]]) -> None:
    county, states = lived
    ours = states[0][states[0]["hukou_village"] >= 0]
    top = (
        ours[ours["slot"] == 2]
        .groupby("hukou_village")["surname"]
        .agg(lambda names: names.value_counts(normalize=True).iloc[:3].sum())
    )
    rural = ~county.places.villages["community"]
    assert top[rural[rural].index.intersection(top.index)].mean() > 0.4


def test_nobody_lives_in_two_places_or_none(lived: tuple[World, list[pd.DataFrame]]) -> None:
    people = lived[1][-1]
    here = people[people["live_in"] & people["death"].isna()]
    assert ((here["live_dwelling"] >= 0) | (here["unit"] >= 0)).all()
    assert (here["live_village"] >= 0).all()
    away = people[~people["live_in"] & people["death"].isna()]
    assert (away["live_village"] == -1).all()
    assert away["away_code"].notna().all()
