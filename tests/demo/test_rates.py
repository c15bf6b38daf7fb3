"""A county of some thousand people is as dirty, and as well covered, as the profile says."""

from pathlib import Path

import pandas as pd
import pytest

from demo import tables
from demo.__main__ import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("rates")
    run(4000, 1, 5, "2026-08", made)
    return made / "demo" / "truth"


@pytest.fixture(scope="module")
def truth(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    record, person = (pd.read_parquet(folder / f"{n}.parquet") for n in ("record", "person"))
    return record.assign(source=record["path"].str.split("/").str[1]), person


def test_faults_come_at_the_rates_of_the_profile(truth: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    survey = truth[0][(truth[0]["source"] == "survey") & (truth[0]["role"] == "self")]
    rates = tables.profile()["dirt"]["survey"]
    expected = {
        "id_missing": rates["id_blank"],
        "name_sound": rates["name_sound"],
        "twice": rates["twice"],
        "birth_conflict": rates["birth"],
        "dead_listed": rates["dead"],
    }
    for tag, percent in expected.items():
        share = survey["strata"].map(lambda tags, tag=tag: tag in tags).mean()
        assert share == pytest.approx(percent / 100, rel=0.45, abs=0.002), tag


def test_coverage(truth: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    record, person = truth
    alive = person[person["alive"]].set_index("true_person")
    listed = record[record["role"] == "self"].groupby("source")["true_person"].agg(set)
    ours = alive.index[alive["hukou_region"].str.len() == 12]
    assert len(listed["police_hukou"] & set(ours)) / len(ours) > 0.99
    assert len(listed["medical_insurance"] & set(ours)) / len(ours) == pytest.approx(0.95, abs=0.03)
    assert len(listed["survey"] & set(ours)) / len(ours) == pytest.approx(0.97, abs=0.02)
    living = alive.index[alive["living_region"].str.len() == 12]
    assert 0.65 < len(listed["grid_persons"] & set(living)) / len(living) < 0.97


def test_coverage_of_the_communitys_sources(truth: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    record, person = truth
    alive = person[person["alive"]].set_index("true_person")
    ours = set(alive.index[alive["hukou_region"].str.len() == 12])
    living = set(alive.index[alive["living_region"].str.startswith("421927", na=False)])
    listed = record[record["role"] == "self"].groupby("source")["true_person"].agg(set)
    shares = tables.profile()["community"]
    assert len(listed["pic_persons"] & ours) / len(ours) == pytest.approx(shares["pic_hukou"], abs=0.02)
    assert 0.45 < len(listed["ledger_residents"] & living) / len(living) < 0.80
    work = listed["ledger_enterprise"] | listed["business_staff"] | listed["construction_workers"]
    assert 0.15 < len(work & living) / len(living) < 0.28
    assert len(listed["foreign_residents"]) >= 3


def test_passages_are_as_many_and_as_dirty_as_the_profile_says(
    folder: Path, truth: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    presence = pd.read_parquet(folder / "presence.parquet")
    presence["source"] = presence["path"].str.split("/").str[1]
    living = truth[1]["living_region"].str.startswith("421927", na=False).sum()
    who = presence.groupby("source")["true_person"].nunique() / living
    assert who["gate_scans"] == pytest.approx(tables.profile()["community"]["scanners"], abs=0.05)
    for source in ("gate_scans", "ledger_gate"):
        tags = presence[presence["source"] == source]["strata"]
        missing = tags.map(lambda t: "id_missing" in t).mean() * 100
        assert missing == pytest.approx(tables.profile()["dirt"][source]["id_blank"], abs=5), source


def test_eight_in_a_thousand_residents_stand_in_no_file(truth: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    residents = truth[1][truth[1]["usual_resident"]]
    share = 1 - residents["in_any_file"].mean()
    assert share == pytest.approx(tables.profile()["population"]["invisible"], abs=0.005)


@pytest.mark.parametrize("tag", ["twin", "homonym_same_day", "father_son_one_address", "two_numbers", "renamed"])
def test_the_hard_cases_are_there(truth: tuple[pd.DataFrame, pd.DataFrame], tag: str) -> None:
    assert truth[0]["strata"].map(lambda tags: tag in tags).any()


def test_all_categories_occur(truth: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    shares = truth[1]["category"].value_counts(normalize=True)
    assert shares[1] > shares[3] > 0.1
    assert shares[2] > 0.1
    assert 0.001 < shares[4] < 0.02
