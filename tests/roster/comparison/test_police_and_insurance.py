"""The police comparison and the two passes that look for whom it could not find (seeds/001, 七次比对)."""

from pathlib import Path

from tests.people.county import A, B, C, County
from tests.roster.comparison.asked import detail, findings, result


def test_who_is_in_the_register_and_not_in_the_survey_is_missing(county: County) -> None:
    county.hukou("both", A)
    county.survey("both", A, hukou_state="1")
    county.hukou("missing", A)
    county.hukou("elsewhere", A)
    county.survey("elsewhere", B, hukou_state="2")
    county.hukou("dead", A, life_status="dead")
    county.hukou("left", A, life_status="moved_out")
    county.build()
    missing = {(r, p) for f, r, p in findings(county, "police") if f == "missing_from_survey"}
    assert missing == {(A, "missing"), (A, "elsewhere")}
    assert detail(county, "missing_from_survey", "elsewhere") == f"listed_in={B}"
    assert result(county, "police", "missing_from_survey") == 2
    assert result(county, "police", "missing_from_survey", C) == 0


def test_who_is_listed_as_local_without_a_row_in_the_register_is_wrongly_local(county: County) -> None:
    county.hukou("other", B)
    county.survey("other", A, hukou_state="1")
    county.survey("unknown", A, hukou_state="1", id_number="370281198001010012")
    county.survey("guest", A, hukou_state="4", hukou_region="420101")
    county.build()
    wrong = {(r, p) for f, r, p in findings(county, "police") if f == "wrongly_local"}
    assert wrong == {(A, "other"), (A, "unknown")}
    assert detail(county, "wrongly_local", "other") == f"registered_in={B}"


def test_a_register_that_names_the_township_alone_accuses_nobody(county: County) -> None:
    county.hukou("a", f"{A[:9]}000")
    county.survey("a", A, hukou_state="1")
    county.build()
    assert findings(county, "police") == set()


def test_a_register_that_did_not_come_says_nothing(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.scope("survey", A)
    county.survey("a", A, hukou_state="1")
    county.build()
    assert findings(county, "police") == set()
    asked = "select count(*) from roster.comparison_result where comparison = 'police'"
    assert county.one(asked) == 0


def test_a_survey_carried_forward_misses_nobody_who_came_later(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.scope("police_hukou", A)
    county.scope("survey", A, age=2)
    county.hukou("moved_in", A, moved_in_date="2026-07-10")
    county.hukou("born", A, birth_date="2026-07-20")
    county.hukou("old", A)
    county.build()
    missing = {p for f, _, p in findings(county, "police") if f == "missing_from_survey"}
    assert missing == {"old"}


def empty_hukou(county: County) -> None:
    for person in ("social", "medical", "nowhere", "village"):
        county.hukou(person, A)
    county.survey("village", A, state="3", phone="13800000001")
    county.record("survey", "listed", scope=A, empty_hukou_listed=True)
    county.hukou("listed", A)
    county.record("social_insurance", "social", phone="13800000002")
    county.record("social_insurance", "medical", residence_region=A, residence_address="某村1号")
    county.record("medical_insurance", "medical", residence_region=B, residence_address="乙村5号")
    county.record("medical_insurance", "listed")
    county.build()


def test_the_empty_hukou_screened_out_and_what_each_pass_leaves(county: County) -> None:
    empty_hukou(county)
    screened = {(f, p) for f, _, p in findings(county, "police") if f in ("empty_hukou_found", "still_unfound")}
    everybody = {"social", "medical", "nowhere", "village", "listed"}
    assert {p for f, p in screened if f == "empty_hukou_found"} == everybody
    assert {p for f, p in screened if f == "still_unfound"} == everybody - {"village"}
    assert findings(county, "social_insurance") == {
        ("contact_found", A, "social"), ("still_unfound", A, "medical"), ("still_unfound", A, "nowhere"),
        ("still_unfound", A, "listed"),
    }  # fmt: skip
    assert findings(county, "medical_insurance") == {
        ("contact_found", A, "medical"), ("still_unfound", A, "nowhere"), ("still_unfound", A, "listed"),
    }  # fmt: skip
    told = "select detail from roster.comparison_finding where comparison = ? and person_id = ?"
    assert county.one(told, "social_insurance", "social") == "phone"
    assert county.one(told, "medical_insurance", "medical") == f"address;lives_in={B}"
    assert county.one(told, "medical_insurance", "listed") == "insured_without_contact"


def test_the_residue_of_each_pass_is_a_row(county: County) -> None:
    empty_hukou(county)
    residue = [result(county, c, "still_unfound") for c in ("police", "social_insurance", "medical_insurance")]
    assert residue == [4, 3, 2]
    assert result(county, "medical_insurance", "still_unfound", B) == 0


def test_without_social_insurance_the_second_pass_starts_from_the_police(county: County) -> None:
    county.hukou("a", A)
    county.record("medical_insurance", "a", phone="13800000003")
    county.build()
    assert findings(county, "social_insurance") == set()
    assert findings(county, "medical_insurance") == {("contact_found", A, "a")}


def test_a_village_without_a_survey_is_compared_by_the_roster_and_says_so(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.scope("police_hukou", A, B)
    county.scope("survey", A)
    county.hukou("a", A)
    county.hukou("b", B)
    county.build()
    missing = {(r, p) for f, r, p in findings(county, "police") if f == "missing_from_survey"}
    assert missing == {(A, "a")}
    bases = county.con.execute("select distinct region, base from roster.comparison_result order by 1").fetchall()
    assert bases == [(A, "survey"), (B, "roster"), (C, "roster")]
