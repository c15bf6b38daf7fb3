"""What standing on a list says: workers at sites and in dormitories, who went out and came back, who was found."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from assets.standard.text import chinese
from tests.standard.hand_made import LAST_DAY, VILLAGE, add, records, standardize

SITE = "湖北省黄冈市蕲春县漕河镇八斗地村工地1号楼101"
HOME = "漕河镇梅畈村1组3号"
OTHER = "421126100227"
STAY = "residence_region, residence_state, since::varchar, away_since::varchar, as_of"


def stay(con: duckdb.DuckDBPyConnection, layout: str, **values: Any) -> tuple:
    add(con, layout, name="张三", **values)
    standardize(con)
    return records(con, STAY, f"layout = '{layout}'")[0]


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (None, (VILLAGE, None, "2025-03-01", None, LAST_DAY)),
        ("2026.9.30", (VILLAGE, "2", "2025-03-01", "2026-09-30", dt.date(2026, 9, 30))),
        ("2026-12-01", (VILLAGE, None, "2025-03-01", None, LAST_DAY)),
    ],
    ids=["at the site", "left it", "will leave it"],
)
def test_workers_live_at_the_site_until_they_leave_it(
    landing: duckdb.DuckDBPyConnection, left: str | None, expected: tuple
) -> None:
    found = stay(landing, "construction_workers", unit_address=SITE, started_on="20250301", left_on=left)
    assert found == expected


@pytest.mark.parametrize(
    ("boards", "expected"),
    [("是", (VILLAGE, None, "2025-03-01")), ("否", (None, None, None))],
)
def test_staff_of_a_shop_live_there_if_they_board(
    landing: duckdb.DuckDBPyConnection, boards: str, expected: tuple
) -> None:
    add(landing, "ledger_enterprise", name="李四", boarding=boards, unit_address=SITE, started_on="2025-03-01")
    assert stay(landing, "business_staff", boarding=boards, unit_address=SITE)[:2] == expected[:2]
    assert records(landing, "since::varchar", "layout = 'ledger_enterprise'") == [(expected[2],)]


def test_an_address_of_ones_own_goes_before_the_unit(landing: duckdb.DuckDBPyConnection) -> None:
    own = {"unit_address": SITE, "residence_address": HOME, "hukou_address": HOME}
    assert stay(landing, "ledger_enterprise", boarding="是", **own)[0] == OTHER


@pytest.mark.parametrize(
    ("went", "returned", "expected"),
    [
        ("2024-02-01", None, ("2", None, "2024-02-01", dt.date(2024, 2, 1))),
        ("2024-02-01", "2026-10-05", ("1", "2026-10-05", None, dt.date(2026, 10, 5))),
        ("2024-02-01", "2026-12-05", ("2", None, "2024-02-01", dt.date(2026, 12, 5))),
        (None, None, ("2", None, None, LAST_DAY)),
    ],
    ids=["away", "back", "not yet back", "undated"],
)
def test_who_went_out_is_away_until_he_returns(
    landing: duckdb.DuckDBPyConnection, went: str | None, returned: str | None, expected: tuple
) -> None:
    found = stay(landing, "movers_out", hukou_region="梅畈村", away_since=went, returned_on=returned)
    assert found[1:] == expected
    assert records(landing, "hukou_region", "layout = 'movers_out'") == [(OTHER,)]


def test_who_came_back_is_here_since_his_return(landing: duckdb.DuckDBPyConnection) -> None:
    found = stay(landing, "movers_back", hukou_region="梅畈村", went_on="2020-01-01", returned_on="2026-10-26")
    assert found == (None, "1", "2026-10-26", None, dt.date(2026, 10, 26))


def test_an_estimated_age_gives_a_year_that_is_marked(landing: duckdb.DuckDBPyConnection) -> None:
    ages = {"约30": 1996, "55岁左右": 1971, "四十多": 1986, "66": 1960, "不详": None}
    under = {"found_on": "20261008", "residence_address": "漕河镇梅畈村桥下"}
    for n, age in enumerate(ages, start=1):
        add(landing, "no_fixed_abode", name=f"张{chinese(n)}", age=age, **under)
    standardize(landing)
    found = records(landing, "residence_region, as_of, birth_date, birth_precision, birth_estimated, seen_month")
    births = [(dt.date(born, 1, 1), "year", True) if born else (None, None, False) for born in ages.values()]
    assert found == [(OTHER, dt.date(2026, 10, 8), *birth, "2026-10") for birth in births]


def test_the_number_knows_the_birth_date_better_than_the_age(landing: duckdb.DuckDBPyConnection) -> None:
    stay(landing, "no_fixed_abode", id_number="422128197704250512", age="60")
    assert records(landing, "birth_date::varchar, birth_precision, birth_estimated") == [("1977-04-25", "day", False)]


def test_a_pic_row_knows_village_group_and_child(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "pic_persons", household_no=f"{VILLAGE}020007", scope=VILLAGE, name="王芳", sex="女",
        hukou_state="本村", residence_state="在住", residence_region=OTHER,
        relative_name="李来豪", relative_birth_date="2015-02-06", relative_sex="男", relative_birth_order="1",
        relative_policy="政策内")  # fmt: skip
    standardize(landing)
    told = "role, name, sex, household_no, hukou_region, residence_region, birth_order, policy, group_no"
    assert records(landing, told) == [
        ("self", "王芳", "2", f"{VILLAGE}020007", VILLAGE, OTHER, None, None, "2"),
        ("relative", "李来豪", "1", f"{VILLAGE}020007", None, None, 1, "1", "2"),
    ]
    assert records(landing, "birth_date::varchar", "role = 'relative'") == [("2015-02-06",)]


def test_a_household_number_that_a_spreadsheet_rounded_is_none(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "pic_persons", household_no="4.21126100212010e+17", scope=VILLAGE, name="王芳")
    standardize(landing)
    assert records(landing, "household_no") == [(None,)]


def test_a_foreigner_keeps_document_nationality_purpose_and_entry(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "foreign_residents", name="金某某", document_kind="外国护照", id_number="M22678319",
        nationality="韩国", purpose="学习", entered_on="20210826", residence_region=VILLAGE, scope=VILLAGE)  # fmt: skip
    standardize(landing)
    told = "document_kind, id_number, id_status, nationality, purpose, entered_on::varchar, residence_region"
    assert records(landing, told) == [("外国护照", "M22678319", "foreign", "韩国", "学习", "2021-08-26", VILLAGE)]


def test_a_declaration_waits_and_is_dated_by_its_time(landing: duckdb.DuckDBPyConnection) -> None:
    for name in ("张三", "李四"):
        add(landing, "self_declarations", declaration_no="ZB1", declared_on="2026-10-25 10:30:00", name=name,
            residence_state="在住", residence_address=HOME)  # fmt: skip
    add(landing, "survey_family", name="张三", household_no="1")
    standardize(landing)
    told = "source, pending, as_of, residence_region"
    assert (
        records(landing, told, "source = 'self_declarations'")
        == [("self_declarations", True, dt.date(2026, 10, 25), OTHER)] * 2
    )
    assert records(landing, "pending", "source = 'survey'") == [(False,)]
    assert {k for (k,) in records(landing, "source_record_key", "pending")} == {"ZB1", "ZB1#2"}
