"""Ledgers, scans, declarations and the other sources that counties name: who is in them, and what their cells say."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from demo import tables
from demo.__main__ import run
from demo.sources.catalogue import EVENTS, REGISTERS
from tests.demo.readers import Rows
from tests.demo.rows import told

ABOUT_PERSONS = [
    *("ledger_residents", "ledger_enterprise", "construction_workers", "business_staff", "special_units"),
    *("pic_persons", "foreign_residents", "movers_out", "movers_back", "self_declarations", "no_fixed_abode"),
]
FOREIGN = {
    "港澳台居民居住证": r"8[123]0000\d{11}[\dX]",
    "港澳居民来往内地通行证": r"[HM]\d{8}",
    "台湾居民来往大陆通行证": r"\d{8}",
    "外国人永久居留身份证": r"9\d{16}[\dX]|[A-Z]{3}\d{12}",
    "外国人护照": r"[A-Z]\d{7}",
}


def _living(persons: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with where their person truly stands at the end of the row's month."""
    return rows.merge(persons, on=["month", "true_person"], how="left", validate="m:1")


@pytest.mark.parametrize("source", ABOUT_PERSONS)
def test_rows_are_about_people_of_the_world_with_a_name(
    source: str, records: pd.DataFrame, persons: pd.DataFrame, delivered: Rows
) -> None:
    rows = told(records[records["role"] == "self"], delivered, source)
    assert len(rows)
    assert set(rows["true_person"]) <= set(persons["true_person"])
    assert (rows["name"] != "").all()


@pytest.mark.parametrize("source", ["ledger_residents", "construction_workers", "business_staff", "special_units"])
def test_those_listed_as_living_or_working_here_mostly_do(
    source: str, records: pd.DataFrame, persons: pd.DataFrame, delivered: Rows
) -> None:
    rows = _living(persons, told(records, delivered, source))
    here = rows["living_region"].str.startswith("421927", na=False)
    assert here.mean() > 0.9


def test_only_some_people_are_staff_and_nobody_has_two_other_workplaces(records: pd.DataFrame) -> None:
    source = records["path"].str.split("/").str[1]
    sets = [
        set(records[source == s]["true_person"]) for s in ("construction_workers", "business_staff", "special_units")
    ]
    assert not (sets[0] & sets[1] or sets[1] & sets[2] or sets[0] & sets[2])


def test_who_went_away_is_away_and_who_came_back_is_here(
    records: pd.DataFrame, persons: pd.DataFrame, delivered: Rows
) -> None:
    out = _living(persons, told(records, delivered, "movers_out"))
    assert not out["living_region"].str.startswith("421927", na=True).any()
    assert (out["away_date"] != "").all()
    back = _living(persons, told(records, delivered, "movers_back"))
    assert back["living_region"].str.startswith("421927", na=False).all()


def test_family_planning_codes_hold_a_village_a_group_and_a_serial(records: pd.DataFrame, delivered: Rows) -> None:
    rows = told(records[records["role"] == "self"], delivered, "pic_persons")
    assert rows["household_code"].str.fullmatch(r"421927\d{12}").all()
    child = told(records[records["role"] == "relative"], delivered, "pic_persons")
    assert (child["child_name"] != "").all()
    assert (child["children"].astype(int) == child["child_order"].astype(int)).all()


def test_some_offices_use_the_code_of_a_merged_village_and_the_old_name_of_another(
    county: Path, records: pd.DataFrame, delivered: Rows
) -> None:
    regions = pd.read_csv(county / "raw" / "reference" / "regions.csv", dtype=str)
    ended = regions[regions["valid_to"].notna()]
    merged = ended[~ended["code"].isin(regions[regions["valid_to"].isna()]["code"])]["code"].iloc[0]
    rows = told(records[records["role"] == "self"], delivered, "pic_persons")
    assert 0 < (rows["hukou_region"] == merged).mean() < 0.5
    moved = told(records, delivered, "movers_out")["hukou_place"].str[-4:]
    assert moved.str.contains("|".join(n[:2] for n in ended["name"])).any()


def test_foreigners_are_on_their_own_roll_and_in_no_roster(
    records: pd.DataFrame, persons: pd.DataFrame, delivered: Rows
) -> None:
    rows = told(records, delivered, "foreign_residents")
    for kind, number in rows[["id_kind", "id_number"]].itertuples(index=False):
        assert re.fullmatch(FOREIGN[kind], number.replace(" ", "").upper()), (kind, number)
    standing = _living(persons, rows)
    assert not standing["in_roster"].any()
    assert standing["category"].isna().all()
    assert rows["strata"].map(lambda tags: "foreign" in tags).all()


def test_only_self_declarations_wait_for_review(records: pd.DataFrame) -> None:
    waiting = records["path"].str.contains("/self_declarations/")
    assert (records["pending"] == waiting).all()
    assert waiting.any()


def test_a_declaration_holds_one_household(records: pd.DataFrame, delivered: Rows) -> None:
    rows = told(records, delivered, "self_declarations")
    assert rows["declaration_no"].str.fullmatch(r"SB2026\d{9}").all()
    assert len(rows[["declaration_no", "household_no"]].drop_duplicates()) == len(set(rows["declaration_no"]))
    assert rows["declared_at"].str.match(r"2026-\d\d-\d\d \d\d:\d\d:\d\d").all()


def test_passages_are_by_people_of_the_world_and_no_records(
    presence: pd.DataFrame, records: pd.DataFrame, persons: pd.DataFrame, delivered: Rows
) -> None:
    assert set(presence["path"]).isdisjoint(records["path"])
    assert set(presence["true_person"]) <= set(persons["true_person"])
    for source in ("ledger_gate", "ledger_checkpoint", "gate_scans"):
        rows = told(presence, delivered, source)
        assert set(rows["direction"]) == {"进", "出"}
        assert (rows["name"] != "").all()


def test_scans_come_in_the_number_asked_for(presence: pd.DataFrame) -> None:
    scans = presence[presence["path"].str.contains("gate_scans")]
    per_person = scans.groupby(["month", "true_person"]).size().mean()
    assert per_person == pytest.approx(tables.profile()["community"]["scans"], rel=0.15)


def test_bulk_scans_have_no_truth(tmp_path: Path) -> None:
    run(300, 1, 7, "2026-08", tmp_path, scans=60)
    presence = pd.read_parquet(tmp_path / "demo" / "truth" / "presence.parquet")
    files = list((tmp_path / "raw" / "2026-08" / "gate_scans").iterdir())
    assert sum(p.read_bytes().count(b"\n") for p in files) > 5000
    assert not presence["path"].str.contains("gate_scans").any()


def test_some_people_are_known_at_the_gate_only(presence: pd.DataFrame, records: pd.DataFrame) -> None:
    hidden = presence[presence["strata"].map(lambda tags: "gate_only" in tags)]
    registers = records[~records["pending"] & (records["role"] == "self") & ~records["path"].str.contains("no_fixed")]
    assert len(hidden)
    assert hidden.merge(registers, on=["month", "true_person"]).empty


def test_maps_draw_most_buildings_of_their_village(county: Path) -> None:
    for file in sorted((county / "raw" / "2026-08" / "village_map").iterdir()):
        features = json.loads(file.read_text("utf-8"))["features"]
        code = file.stem.split("_")[1]
        assert len(features) > 3
        assert len({f["geometry"]["type"] for f in features}) == 1
        for feature in features:
            assert set(feature["properties"]) == {"building_no", "region", "name", "floors", "units", "use"}
            assert feature["properties"]["region"] == code
            points = feature["geometry"]["coordinates"]
            ring = points[0] if feature["geometry"]["type"] == "Polygon" else [points]
            assert all(115 < lon < 116.5 and 29.5 < lat < 31.5 for lon, lat in ring)


def test_registers_come_again_for_some_of_their_files_only(county: Path) -> None:
    raw = county / "raw"
    names = {
        m: {p.name for s in tables.profile()["delivers"] for p in raw.glob(f"{m}/{s}/*")}
        for m in ("2026-08", "2026-10")
    }
    later = names["2026-10"] & names["2026-08"]
    assert 0 < len(later) < len(names["2026-08"])


def test_some_files_lie_in_folders_of_their_own(county: Path, records: pd.DataFrame) -> None:
    depth = records[records["path"].str.contains("pic_persons")]["path"].str.count("/")
    assert set(depth) == {2, 3}


def test_every_source_has_its_rates() -> None:
    profile = tables.profile()
    for source in (*REGISTERS, *EVENTS):
        assert source in profile["file_kinds"]
        assert profile["dirt_like"].get(source, source) in profile["dirt"]
    unused = set(profile["file_kinds"]) - set(REGISTERS) - set(EVENTS)
    assert unused == set()
