"""What ledgers, movers, units, 全员人口 and declarations say of where somebody lives."""

import pytest

from tests.people.county import A, B, County, number

LIVES = "population_category, residence_region"


def test_a_newer_ledger_beats_an_older_grid(county: County) -> None:
    county.grid("p", hukou_region="420101", as_of="2026-03-01")
    county.record("ledger_residents", "p", scope=B, residence_region=B, as_of="2026-07-15")
    county.build()
    assert county.person("p", LIVES) == ("3", B)


def test_a_ledger_without_an_address_speaks_of_its_village(county: County) -> None:
    born = {"hukou_region": "420101", "birth_date": "1980-01-01"}
    county.record("ledger_residents", "p", scope=B, **born)
    county.record("ledger_residents", "q", scope="某某社区", **born)
    county.build()
    assert county.person("p", LIVES) == ("3", B)
    assert county.person("q", LIVES) == (None, None)


@pytest.mark.parametrize(("boards", "category"), [(True, "3"), (False, "1")])
def test_an_enterprise_is_believed_for_its_boarders(county: County, boards: bool, category: str) -> None:
    county.hukou("p")
    county.survey("p")
    county.record("ledger_enterprise", "p", boarding=boards, residence_region=B, since="2024-01-01",
                  as_of="2026-08-31")  # fmt: skip
    county.grid("p", B, as_of="2026-05-01")
    county.build()
    assert county.person("p", "population_category") == category


@pytest.mark.parametrize(("boards", "lives"), [(True, ("2", B)), (False, ("1", A)), (None, ("1", A))])
def test_a_shop_outranks_the_insurances_for_who_lives_in_it(county: County, boards: bool | None, lives: tuple) -> None:
    county.hukou("p")
    county.record("business_staff", "p", boarding=boards, residence_region=B, unit_name="某店")
    county.record("medical_insurance", "p", residence_region=A)
    county.build()
    place = county.one("select category, (select residence_region from roster.person) from roster.person_place"
                       " where role = 'hukou'")  # fmt: skip
    assert place == lives


def test_a_ledger_of_an_enterprise_is_believed_before_the_insurances(county: County) -> None:
    county.hukou("p")
    county.record("ledger_enterprise", "p", boarding=False, residence_region=A, as_of="2025-01-31")
    county.record("medical_insurance", "p", residence_region=B)
    county.build()
    assert county.person("p", LIVES) == ("1", A)


def test_a_boarder_lives_at_his_school_whatever_lists_still_have_him_at_home(county: County) -> None:
    county.migrant("p", A, since="2020-01-01")
    county.grid("p", A, hukou_region="420101")
    county.record("education_students", "p", layout="education_students", boarding=True, unit_name="某中学")
    county.survey("x", B, unit_name="某中学", household_no=None)
    county.build()
    assert county.person("p", LIVES) == ("3", B)


@pytest.mark.parametrize(("unit", "region"), [("某厂", A), (None, B)])
def test_of_two_places_of_lodging_that_which_more_lists_name(county: County, unit: str | None, region: str) -> None:
    county.record("ledger_enterprise", "p", boarding=True, residence_region=B, since="2024-01-01", unit_name="某店")
    county.survey("p", A, unit_name=unit, hukou_region="420101")
    county.grid("p", A)
    county.build()
    assert county.person("p", "residence_region") == region


@pytest.mark.parametrize(("left", "category"), [(False, "2"), (True, "3")])
def test_the_first_day_at_work_is_not_the_day_he_came_of_who_had_left_home_before(
    county: County, left: bool, category: str
) -> None:
    county.hukou("p")
    if left:
        county.survey("p", state="2")
    county.record("ledger_enterprise", "p", boarding=True, residence_region=B, since="2026-08-20", unit_name="某厂")
    county.build()
    counted = county.one("select category from roster.person_place where counted")
    assert counted == category


def test_boarders_without_an_address_live_where_their_unit_is(county: County) -> None:
    county.survey("x", B, unit_name="某厂", household_no=None)
    county.record("ledger_enterprise", "p", boarding=True, unit_name="某厂", hukou_region="420101")
    county.build()
    assert county.person("p", LIVES) == ("3", B)


def test_a_worker_who_left_the_site_is_no_longer_there(county: County) -> None:
    site = {"residence_region": B, "residence_address": f"{B}工地"}
    county.record("construction_workers", "p", hukou_region="420101", **site)
    county.record(
        "construction_workers", "q", hukou_region="420101", residence_state="2", away_since="2026-07-01", **site
    )
    county.hukou("r", A)
    county.record("construction_workers", "r", residence_state="2", away_since="2026-07-01", **site)
    county.build()
    assert county.person("p", LIVES) == ("3", B)
    assert county.person("q", "population_category") is None
    assert county.person("r", LIVES) == ("1", A)


def test_who_went_out_is_away_from_his_hukou_village(county: County) -> None:
    county.hukou("p")
    county.record("movers_out", "p", hukou_region=A, residence_state="2", away_region="310117", away_since="2025-01-01",
                  as_of="2025-01-01")  # fmt: skip
    county.record("medical_insurance", "p", residence_region=A)
    county.build()
    assert county.person("p", f"{LIVES}, away_since::varchar") == ("2", "310117", "2025-01-01")


def test_a_survey_after_the_departure_knows_better(county: County) -> None:
    county.hukou("p")
    county.record("movers_out", "p", hukou_region=A, residence_state="2", away_since="2025-01-01", as_of="2025-01-01")
    county.survey("p")
    county.build()
    assert county.person("p", LIVES) == ("1", A)


def test_who_came_back_lives_in_his_hukou_village_again(county: County) -> None:
    county.hukou("p")
    county.survey("p", state="2", away_region="310117", as_of="2026-06-30")
    county.record("movers_back", "p", hukou_region=A, residence_state="1", since="2026-08-20", as_of="2026-08-20")
    county.build()
    assert county.person("p", LIVES) == ("1", A)


def test_the_export_of_pic_refutes_no_list_that_looks(county: County) -> None:
    county.hukou("p")
    county.grid("p", as_of="2026-02-01")
    county.record("pic_persons", "p", scope=A, residence_state="2", hukou_region=A)
    county.hukou("q")
    county.record("pic_persons", "q", scope=A, residence_state="2", hukou_region=A)
    county.record("medical_insurance", "q", residence_region=A)
    county.build()
    assert county.person("p", LIVES) == ("1", A)
    assert county.person("q", LIVES) == ("2", None)


def test_where_somebody_was_found_is_a_sign_of_life_and_no_residence(county: County) -> None:
    said = {"layout": "no_fixed_abode", "residence_region": A, "seen_month": "2026-08"}
    county.record("no_fixed_abode", "p", birth_date="1970-01-01", birth_precision="year", birth_estimated=True, **said)
    county.hukou("q", birth_date="1971-05-06")
    county.record("no_fixed_abode", "q", birth_date="1966-01-01", birth_precision="year", birth_estimated=True, **said)
    county.build()
    assert county.person("p", "in_roster, residence_region, birth_precision") == (False, None, "year")
    assert county.person("p", "resident_probability") > 0.5
    assert county.person("q", "birth_date::varchar") == "1971-05-06"


def test_a_declaration_gives_nothing_before_it_is_reviewed(county: County) -> None:
    county.hukou("p")
    county.survey("p")
    county.record("self_declarations", "p", pending=True, residence_region=B, phone="13800000001", life_status="dead")
    county.record("self_declarations", "q", pending=True, residence_region=B, sex="2", birth_date="1990-01-01",
                  id_number=number("19900101", 22))  # fmt: skip
    county.build()
    assert county.person("p", f"life_state, phone, n_sources, {LIVES}") == ("alive", None, 2, "1", A)
    assert county.person("q", "in_roster, sex, birth_date::varchar, n_sources, n_records") == (
        False, "2", "1990-01-01", 0, 0,
    )  # fmt: skip
    assert county.one("select count(*) from people.person_location where person_id = 'q' and category is not null") == 0


def test_pic_names_the_children_of_a_person(county: County) -> None:
    mother = county.record("pic_persons", "m", scope=A, sex="2", birth_date="1985-01-01")
    county.record("pic_persons", "c", role="relative", of_record_id=mother, birth_date="2015-02-06", birth_order=2,
                  policy="1")  # fmt: skip
    county.build()
    told = county.one("select person_id, child_person_id, birth_order, policy from people.person_child")
    assert told == ("m", "c", 2, "1")
