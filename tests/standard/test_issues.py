import duckdb

from tests.standard.hand_made import URBAN, VILLAGE, add, issues, records, standardize


def test_the_original_of_every_unread_or_repaired_value_is_kept(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "police_hukou", scope=VILLAGE, name="张 三", sex="好", birth_date="1985-02-30", phone="13800000000",
        ethnic_group="火星", hukou_region="421126100999", id_number="4221281985O3121137")  # fmt: skip
    standardize(landing)
    assert issues(landing) == [
        ("birth_date", "unreadable", "1985-02-30", None),
        ("ethnic_group", "unreadable", "火星", None),
        ("hukou_region", "unreadable", "421126100999", "421126"),
        ("id_number", "repaired", "4221281985O3121137", "422128198503121137"),
        ("name", "repaired", "张 三", "张三"),
        ("phone", "unreadable", "13800000000", None),
        ("sex", "unreadable", "好", None),
    ]


def test_words_that_say_nothing_are_no_issue(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "police_hukou", name="未取名", sex="不详", birth_date="/", phone="无", id_number="待办", relation="-",
        hukou_address="不详", education="未知")  # fmt: skip
    standardize(landing)
    assert issues(landing) == []


def test_an_issue_names_its_record(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "health_births", certificate_no="1", mother_name="李 四", father_name="张三")
    standardize(landing)
    mother = records(landing, "record_id", "role = 'mother'")
    assert landing.execute("select record_id from standard.value_issue").fetchall() == mother


def test_fields_are_called_as_in_the_record(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "grid_persons", name="甲乙", collected_on="昨天", lives_here="大概")
    add(landing, "social_insurance", name="甲乙", paid_month="去年", insurance_status="参保缴费")
    standardize(landing)
    assert [row[0] for row in issues(landing)] == ["as_of", "residence_state", "seen_month"]


def test_one_issue_per_record_field_and_kind(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_family", scope=URBAN, name="甲乙", household_no="1", building_no="2", unit_no="1-102",
        residence_address="漕河镇八斗地村1组21号", birth_date="19850312", id_number="422128198503131130")  # fmt: skip
    standardize(landing)
    found = landing.execute("select record_id, field, kind from standard.value_issue").fetchall()
    assert len(found) == len(set(found))
    assert ("residence_region", "inconsistent") in {(field, kind) for _, field, kind in found}
