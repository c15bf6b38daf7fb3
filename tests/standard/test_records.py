import datetime as dt

import duckdb

from assets.registry.sources import load_layouts
from assets.registry.tables import load_tables
from assets.standard.text import chinese
from tests.standard.hand_made import COUNTY, OTHER, VILLAGE, add, issues, records, standardize

NUMBER = "422128198503121137"
MOTHER = "422128199408160060"


def test_the_columns_are_those_of_the_registry(landing: duckdb.DuckDBPyConnection) -> None:
    standardize(landing)
    for table in ("person_record", "place_record", "value_issue"):
        found = [row[0] for row in landing.execute(f"describe standard.{table}").fetchall()]
        assert found == list(load_tables()[table].columns)
        assert landing.execute(f"select count(*) from standard.{table}").fetchall() == [(0,)]


def test_nothing_is_left_behind(landing: duckdb.DuckDBPyConnection) -> None:
    standardize(landing)
    standardize(landing)
    assert landing.execute("select count(*) from duckdb_tables() where temporary").fetchall() == [(0,)]
    assert landing.execute("select count(*) from duckdb_views() where starts_with(view_name, 'std_')").fetchall() == [
        (0,)
    ]


def test_every_layout_of_persons_is_read_in_one_month(landing: duckdb.DuckDBPyConnection) -> None:
    spoken_of = set()
    persons = {name: layout for name, (_, layout) in load_layouts().items() if layout.produces != "presence"}
    for name, layout in persons.items():
        roles = {role: "name" if role == "self" else f"{role}_name" for role in layout.roles}
        add(landing, name, **{column: "张三" for column in roles.values() if column in layout.columns})
        spoken_of |= {(name, role) for role, column in roles.items() if column in layout.columns}
    standardize(landing)
    assert set(records(landing, "layout, role")) == spoken_of


def test_a_police_row(landing: duckdb.DuckDBPyConnection) -> None:
    add(
        landing, "police_hukou", scope=VILLAGE, household_no="31", hukou_household_kind="家庭户", relation="户主",
        name="张　三", former_name="张叁", sex="男", birth_date="19850312", id_number=f'="{NUMBER}"', ethnic_group="汉",
        marital_status="初婚", education="初中", hukou_type="居民户口", hukou_region=VILLAGE,
        hukou_address="湖北省黄冈市蕲春县漕河镇八斗地村1组21号", moved_in_date="2001-05", register_status="正常",
    )  # fmt: skip
    standardize(landing)
    assert records(landing, "name, name_key, former_name, sex, birth_date, id_number, id_status") == [
        ("张三", "张三", "张叁", "1", dt.date(1985, 3, 12), NUMBER, "valid")
    ]
    assert records(landing, "ethnic_group, marital_status, education, relation, hukou_type, hukou_household_kind") == [
        ("01", "21", "70", "02", "3", "family")
    ]
    assert records(landing, "hukou_region, hukou_address_key, group_no, building_no, life_status, as_of, role") == [
        (VILLAGE, f"{VILLAGE}|1|21|", "1", "21", "alive", dt.date(2026, 10, 31), "self")
    ]
    assert records(landing, "residence_region, residence_address_key, moved_in_date, of_record_id") == [
        (None, None, dt.date(2001, 5, 1), None)
    ]


BIRTHS = [
    (None, dt.date(1985, 3, 12), "day", []),
    ("1985-03-12", dt.date(1985, 3, 12), "day", []),
    ("198503", dt.date(1985, 3, 12), "day", []),
    ("1985", dt.date(1985, 3, 12), "day", []),
    ("1985-03-13", dt.date(1985, 3, 13), "day", ["inconsistent"]),
    ("198504", dt.date(1985, 4, 1), "month", ["inconsistent"]),
    ("1985-02-30", dt.date(1985, 3, 12), "day", ["unreadable"]),
]


def test_a_stated_birth_date_wins_and_the_number_fills_it(landing: duckdb.DuckDBPyConnection) -> None:
    for stated, *_ in BIRTHS:
        add(landing, "medical_insurance", name="张三", birth_date=stated, id_number=NUMBER)
    standardize(landing)
    kinds = """(select coalesce(list(kind), []) from standard.value_issue as issue
        where issue.record_id = person_record.record_id and field = 'birth_date')"""
    found = records(landing, f"birth_date, birth_precision, {kinds}")
    assert found == [tuple(expected) for _, *expected in BIRTHS]


def test_an_age_in_place_of_a_date_leads_to_a_year(landing: duckdb.DuckDBPyConnection) -> None:
    years = {"45岁": 1981, "约45岁": 1981, "60多岁": 1966, "3个月": 2026}
    for stated in years:
        add(landing, "survey_family", name="张三", birth_date=stated)
    standardize(landing)
    found = records(landing, "birth_date, birth_precision, birth_estimated")
    assert found == [(dt.date(year, 1, 1), "year", True) for year in years.values()]
    assert issues(landing) == [("birth_date", "unreadable", stated, None) for stated in sorted(years)]


def test_a_day_that_may_be_swapped_is_borne_out_by_the_number(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_family", name="张三", birth_date="12/03/1985", id_number=NUMBER)
    standardize(landing)
    assert records(landing, "birth_date, birth_precision") == [(dt.date(1985, 3, 12), "day")]


def test_impossible_days_are_kept_and_shown(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "civil_deaths", name="张三", birth_date="1985-03-12", death_date="1958-10-02")
    add(landing, "survey_family", name="李四", birth_date="2026-12-03")
    standardize(landing)
    assert [row[:2] for row in issues(landing)] == [("birth_date", "inconsistent"), ("death_date", "inconsistent")]
    assert records(landing, "death_date", "name = '张三'") == [(dt.date(1958, 10, 2),)]


def test_a_number_in_the_cell_of_the_name_is_the_rows_where_it_has_no_other(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_family", name=f"张三{NUMBER}")
    add(landing, "survey_family", name=f"李四 {NUMBER}", id_number=MOTHER)
    add(landing, "survey_family", name=NUMBER, birth_date="1985")
    standardize(landing)
    assert records(landing, "name, id_number") == [("张三", NUMBER), ("李四", MOTHER), (None, NUMBER)]


def test_sex_is_filled_from_the_number_and_a_contradiction_shown(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "medical_insurance", name="张三", id_number=NUMBER)
    add(landing, "medical_insurance", name="张三", id_number=NUMBER, sex="女")
    standardize(landing)
    assert records(landing, "sex") == [("1",), ("2",)]
    assert issues(landing) == [("sex", "inconsistent", "1", "2")]


def test_a_birth_speaks_of_three_persons(landing: duckdb.DuckDBPyConnection) -> None:
    add(
        landing, "health_births", certificate_no="z371001358", name="崔某之女", sex="2", birth_date="2026-10-12 08:30",
        birth_order="第2孩", mother_name="左琴", mother_id_number=MOTHER, father_name="无", issued_on="2026-10-15",
        residence_address="八斗地村1组21号", mother_phone="13912345678", policy="政策内",
    )  # fmt: skip
    standardize(landing)
    found = records(landing, "role, name_kind, birth_date, birth_order, policy, certificate_no, as_of")
    assert found == [
        ("self", "infant", dt.date(2026, 10, 12), 2, "1", "Z371001358", dt.date(2026, 10, 15)),
        ("mother", "full", dt.date(1994, 8, 16), None, None, None, dt.date(2026, 10, 15)),
    ]
    assert records(landing, "residence_address_key, phone") == [
        (f"{VILLAGE}|1|21|", None),
        (f"{VILLAGE}|1|21|", "13912345678"),
    ]
    child, mother = records(landing, "record_id, of_record_id")
    assert (child[1], mother[1]) == (None, child[0])


def test_a_guardian_has_the_sex_of_the_word_but_no_relation_to_a_householder(
    landing: duckdb.DuckDBPyConnection,
) -> None:
    add(
        landing, "education_students", student_no="G1", name="李甲", unit_name="中心小学", boarding="2", sex="1",
        hukou_region="421126", guardian_name="高玉", guardian_relation="母亲",
    )  # fmt: skip
    standardize(landing)
    assert records(landing, "role, sex, relation, boarding, unit_name, hukou_region") == [
        ("self", "1", None, True, "中心小学", COUNTY),
        ("guardian", "2", None, None, None, None),
    ]


LIVES = [
    ("police_hukou", {"register_status": "迁出"}, "moved_out"),
    ("police_hukou", {"register_status": "注销"}, "cancelled"),
    ("police_hukou", {"register_status": "正常", "cancelled_on": "2026-10-02"}, "cancelled"),
    ("police_migrants", {"cancelled_on": "2026-10-02"}, "moved_out"),
    ("social_insurance", {"benefit_status": "死亡终止"}, "dead"),
    ("social_insurance", {"benefit_status": "暂停", "insurance_status": "参保缴费"}, None),
    ("civil_deaths", {"death_date": "2026-10-02"}, "dead"),
    ("survey_family", {"death_date": "2026-10-02"}, "dead"),
]


def test_what_a_row_says_of_life(landing: duckdb.DuckDBPyConnection) -> None:
    for n, (layout, values, _) in enumerate(LIVES):
        add(landing, layout, name=f"张{chinese(n + 1)}", **values)
    standardize(landing)
    told = dict(records(landing, "name, life_status"))
    assert told == {f"张{chinese(n + 1)}": life for n, (*_, life) in enumerate(LIVES)}


def test_the_evidence_is_dated_by_the_row_or_the_delivery(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "grid_persons", name="甲乙", collected_on="2026-10-04")
    add(landing, "grid_persons", name="甲丙", month="2026-09")
    add(landing, "civil_deaths", name="甲丁", death_date="2026-11-03")
    standardize(landing)
    found = dict(records(landing, "name, as_of"))
    assert found == {"甲乙": dt.date(2026, 10, 4), "甲丙": dt.date(2026, 9, 30), "甲丁": dt.date(2026, 11, 3)}


def test_a_grid_tells_who_comes_from_abroad_by_the_kind_of_population(landing: duckdb.DuckDBPyConnection) -> None:
    abroad = {
        "境外人员": "境外",
        "港澳台居民": "境外",
        "03": "境外",
        " 3 ": "境外",
        "13": None,
        "流动人口": None,
        None: None,
    }
    for kind in abroad:
        add(landing, "grid_persons", name="张三", population_kind=kind)
    standardize(landing)
    assert records(landing, "nationality") == [(nationality,) for nationality in abroad.values()]


def test_signs_of_life_are_months(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "medical_insurance", name="甲乙", visit_month="202609")
    add(landing, "social_insurance", name="甲乙", paid_month="2026年8月")
    add(landing, "social_insurance", name="甲乙", paid_month="2026")
    standardize(landing)
    assert records(landing, "seen_month") == [("2026-09",), ("2026-08",), (None,)]


def test_a_listed_empty_hukou(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_empty_hukou", scope=OTHER, name="蔡小", household_no="31")
    standardize(landing)
    assert records(landing, "empty_hukou_listed, residence_state, hukou_region, residence_region") == [
        (True, "3", OTHER, None)
    ]


def test_the_head_of_a_household_table_is_the_householder(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_household", scope=VILLAGE, household_no="0001", head_name="张三 2", building_no="0021")
    standardize(landing)
    assert records(landing, "role, name, relation, building_no, residence_address_key") == [
        ("head", "张三", "02", "21", f"{VILLAGE}||21|")
    ]


def test_a_mention_of_nobody_is_no_record(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "grid_dwellings", dwelling_code="1", grid="421126100212001", owner_name="无", owner_id_number="/")
    add(landing, "grid_dwellings", dwelling_code="2", grid="421126100212001", owner_name="王二")
    standardize(landing)
    assert records(landing, "role, name") == [("owner", "王二")]
    assert issues(landing) == []


def test_a_nameless_row_of_a_person_is_kept(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "police_hukou", household_no="1", id_number=NUMBER)
    standardize(landing)
    assert records(landing, "name, id_number, id_status") == [(None, NUMBER, "valid")]


def test_record_ids_name_the_place_and_the_role(landing: duckdb.DuckDBPyConnection) -> None:
    for sheet in (None, "一组", "二组"):
        add(landing, "police_hukou", name="张三", sheet=sheet, row=2, mother_name="李四")
    standardize(landing)
    assert len(set(records(landing, "record_id"))) == 6
    assert all(len(found[0]) == 16 for found in records(landing, "record_id"))
