"""Residence by rules that have a name: D7 to D9, the clock of absence, 人户分离, usual residence, several homes."""

from pathlib import Path

import pytest

from assets.registry.rules import CountyRules, ResidenceRules, Rules
from assets.registry.run import Run
from tests.people.county import CODE, A, B, C, County


class Ruled(County):
    """A county whose residence rules differ."""

    residence = ResidenceRules()

    @property
    def run(self) -> Run:
        rules = Rules(county=CountyRules(code=CODE), residence=self.residence)
        return Run(self.month, self.workspace, rules, self.workspace.state_before(self.month))


def places(county: County, person: str, columns: str) -> dict[str, tuple[object, ...]]:
    rows = county.con.execute(f"select role, {columns} from people.residence where person_id = ?", [person]).fetchall()
    return {role: tuple(values) for role, *values in rows}


def test_who_is_registered_in_two_places_is_shown_in_both_and_counted_once(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", C, since="2025-01-01", hukou_region=A)
    county.build()
    assert places(county, "p", "region, d7, d8, d9, separated, counted") == {
        "hukou": (A, "4", "1", "4", True, False),
        "living": (C, "1", "3", "4", True, True),
    }


def test_the_time_away_by_the_census_list(county: County) -> None:
    times = {"2026-08-02": "2", "2026-02-28": "3", "2024-06-01": "5", "2020-01-01": "8", "2010-01-01": "9"}
    for since in times:
        county.hukou(since, A)
        county.survey(since, A, state="2", away_since=since, away_region="310115")
    county.build()
    for since, d9 in times.items():
        assert places(county, since, "d7, d8, d9") == {"hukou": ("5", "1", d9)}


def test_nobody_left_and_same_township(county: County) -> None:
    county.hukou("home", A)
    county.survey("home", A)
    county.hukou("near", A)
    county.survey("near", B, since="2020-01-01", hukou_region=A)
    county.build()
    assert places(county, "home", "d7, d8, d9, separated")["living"] == ("1", "1", "1", False)
    assert places(county, "near", "d7, d8, separated")["hukou"] == ("3", "1", False)


def test_a_short_return_does_not_stop_the_clock_and_a_long_one_does(tmp_path: Path) -> None:
    county, found = County(tmp_path), list[str]()
    moves = [("2026-08", "2", "2020-05-01"), ("2026-09", "1", None), ("2026-10", "2", "2026-10-10"),
             ("2026-11", "1", None), ("2026-12", "1", None), ("2027-01", "2", "2027-01-20")]  # fmt: skip
    for month, state, since in moves:
        county = county.next_month(month) if found else county
        county.hukou("p", A)
        county.survey("p", A, state=state, **({"away_since": since, "away_region": "310115"} if since else {}))
        county.build()
        found.append(str(places(county, "p", "left_since")["hukou"][0]))
    assert found == ["2020-05-01", "2020-05-01", "2020-05-01", "2020-05-01", "None", "2027-01-20"]


def test_a_stay_below_the_threshold_is_out_of_scope(county: County) -> None:
    county.migrant("p", since="2026-08-15")
    county.build()
    assert places(county, "p", "category, out_of_scope") == {"living": (None, "short")}


def test_the_census_rule_counts_from_the_first_departure(tmp_path: Path) -> None:
    for rule, usual in (("half_year", False), ("census", True)):
        first = Ruled(tmp_path / rule)
        Ruled.residence = ResidenceRules.model_validate({"usual_rule": rule})
        first.migrant("p", A, since="2025-01-01")
        first.build()
        second = first.next_month("2026-09")
        second.migrant("p", B, since="2026-06-01")
        ruled = Ruled(second.workspace.raw.parent, "2026-09")
        ruled.rows = second.rows
        ruled.build()
        assert ruled.person("p", "usual_resident") is usual


@pytest.mark.parametrize(("rule", "region"), [("2020", A), ("2015", B)])
def test_of_several_homes_that_of_the_hukou_or_that_of_the_moment(tmp_path: Path, rule: str, region: str) -> None:
    county = Ruled(tmp_path)
    Ruled.residence = ResidenceRules.model_validate({"multi_home": rule})
    county.hukou("p", A)
    county.survey("p", A, as_of="2026-08-10")
    county.survey("p", B, as_of="2026-08-20")
    county.build()
    assert county.person("p", "residence_region") == region


@pytest.mark.parametrize(
    ("reason", "since", "scope"),
    [("探亲", "2026-06-01", "visit"), ("就医", "2026-08-20", "treatment"), ("务工", "2026-06-01", None),
     ("探亲", "2025-06-01", None)],
    ids=["a visit", "treatment", "work", "half a year is no visit"],
)  # fmt: skip
def test_visitors_are_out_of_scope(county: County, reason: str, since: str, scope: str | None) -> None:
    county.visitor("p", reason, since=since)
    county.build()
    assert places(county, "p", "out_of_scope") == {"living": (scope,)}
    assert county.person("p", "in_roster") is (scope is None)


def test_whom_somebody_finds_at_home_is_no_visitor(county: County) -> None:
    county.visitor("p", "探亲", since="2026-06-01")
    county.survey("p", A, since="2026-06-01", hukou_region="420101", hukou_state="4")
    county.build()
    assert county.person("p", "population_category") == "3"


@pytest.mark.parametrize("kin", ["mother", "household"])
@pytest.mark.parametrize(("arrived", "usual"), [("2025-12-22", True), ("2026-07-01", False)])
def test_a_child_arrived_with_the_mother_or_the_household(county: County, kin: str, arrived: str, usual: bool) -> None:
    outside = {"hukou_region": "420101", "hukou_state": "4"}
    no = {"household_no": "7"} if kin == "household" else {}
    child = county.survey("p", A, since="2026-06-18", birth_date="2026-06-18", **outside | no)
    county.survey("m", A, since=arrived, sex="2", **outside | no)
    if kin == "mother":
        county.record("survey", "m", role="mother", of_record_id=child)
    county.build()
    assert county.person("p", "usual_resident") is usual
