import duckdb

from tests.standard.hand_made import VILLAGE, add, landing, records, standardize

NUMBER = "422128198503121137"


def keys(*rows: tuple[str, dict[str, str]]) -> list[str]:
    """Keys of rows handed over in one month, in the order given."""
    with landing() as con:
        for layout, values in rows:
            add(con, layout, **values)
        standardize(con)
        return [
            row[0]
            for row in con.execute("select source_record_key from standard.person_record order by row, role").fetchall()
        ]


def survey(**values: str) -> tuple[str, dict[str, str]]:
    return "survey_family", {"scope": VILLAGE, "household_no": "1", "name": "张三", "id_number": NUMBER} | values


def test_the_sources_own_number_is_the_key() -> None:
    assert keys(("medical_insurance", {"personal_no": " 3700012 ", "name": "张三"})) == ["3700012"]
    assert keys(("education_students", {"student_no": "G1", "name": "张三"})) == ["G1"]


def test_a_key_survives_what_changes_from_month_to_month() -> None:
    first = keys(survey(phone="13912345678", residence_state="在住", household_no="1"))
    assert keys(survey(phone="18612345678", residence_state="外出", household_no="2", name="张　三")) == first
    assert keys(survey(id_number=f" {NUMBER}")) == first


def test_a_key_tells_persons_apart() -> None:
    found = keys(survey(), survey(name="张四"), survey(id_number="422128198503121158"))
    assert len(set(found)) == 3


def test_without_a_usable_number_the_household_counts_and_then_the_address() -> None:
    nameless = survey(id_number="无", birth_date="1985-03-12")
    assert keys(nameless) != keys(("survey_family", nameless[1] | {"household_no": "2"}))
    migrant = {"name": "张三", "id_number": "待办", "residence_address": "八斗地村1组21号"}
    elsewhere = migrant | {"residence_address": "八斗地村1组22号"}
    assert keys(("police_migrants", migrant)) != keys(("police_migrants", elsewhere))


def test_equal_keys_are_numbered_by_content_never_by_place() -> None:
    schemes = [
        ("social_insurance", {"personal_no": "7", "name": "张三", "insurance_kind": k}) for k in ("养老", "失业")
    ]
    forward, backward = keys(*schemes), keys(*reversed(schemes))
    assert sorted(forward) == ["7", "7#2"]
    assert forward == list(reversed(backward))


def test_mentions_have_keys_of_their_own() -> None:
    birth = {"certificate_no": "Z1", "name": "张某之子", "mother_name": "李四", "father_name": "张三"}
    found = keys(("health_births", birth))
    assert len(set(found)) == 3
    assert keys(("health_births", birth | {"mother_phone": "13912345678"})) == found


def test_keys_are_unique_in_a_source(landing: duckdb.DuckDBPyConnection) -> None:
    for _ in range(3):
        add(landing, "survey_family", scope=VILLAGE, household_no="1", name="张三", id_number=NUMBER)
    standardize(landing)
    assert len(set(records(landing, "source_record_key"))) == 3
