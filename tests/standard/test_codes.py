import duckdb
import pytest

from assets.registry.codes import load_codes, meanings
from assets.standard import codes, raw
from tests.standard.hand_made import add


@pytest.mark.parametrize(
    ("field", "coding", "written", "code"),
    [
        ("sex", "", "男", "1"),
        ("sex", "", "女性", "2"),
        ("sex", "", "F", "2"),
        ("sex", "", "1-男", "1"),
        ("sex", "", " 2 ", "2"),
        ("sex", "", "1.0", "1"),
        ("sex", "zero_female", "0", "2"),
        ("sex", "", "男孩", "1"),
        ("sex", "", "女。", "2"),
        ("sex", "", "２", "2"),
        ("ethnic_group", "", "HA", "01"),
        ("ethnic_group", "", "漢族", "01"),
        ("ethnic_group", "", "tj", "15"),
        ("ethnic_group", "", "汉", "01"),
        ("ethnic_group", "", "汉族", "01"),
        ("ethnic_group", "", "1", "01"),
        ("ethnic_group", "", "001", "01"),
        ("ethnic_group", "", "01汉族", "01"),
        ("ethnic_group", "", "汉族(01)", "01"),
        ("marital_status", "", "离异", "40"),
        *(("marital_status", "", word, code) for word, code in (("已婚", "20"), ("初婚", "21"), ("丧偶", "30"))),
        ("marital_status", "", "已婚(初婚)", "21"),
        ("marital_status", "", "未婚", "10"),
        ("marital_status", "", "離婚", "40"),
        ("education", "", "本科", "20"),
        ("education", "", "中专", "41"),
        ("education", "", "初中肄业", "73"),
        ("education", "", "高中在读", "60"),
        ("education", "", "大专", "30"),
        ("education", "", "文盲", "90"),
        ("education", "gb1984", "50", "47"),
        ("relation", "", "长子", "22"),
        ("relation", "", "之子", "20"),
        ("relation", "", "儿媳", "38"),
        ("relation", "", "外孙女", "44"),
        ("relation", "", "妻子", "12"),
        ("relation", "", "配偶", "10"),
        ("relation", "", "岳母", "56"),
        ("relation", "", "非亲属", "99"),
        ("relation", "", "户主", "02"),
        ("relation", "", "戶主", "02"),
        ("relation", "", "户主之子", "20"),
        ("relation", "", "户主配偶", "10"),
        ("relation", "", "儿子（长子）", "22"),
        ("relation", "", "02", "02"),
        ("relation", "one_digit", "1", "10"),
        ("hukou_type", "", "1", "1"),
        ("hukou_type", "education", "1", "2"),
        ("hukou_type", "social_insurance", "20", "2"),
        ("hukou_type", "", "居民户口", "3"),
        ("hukou_state", "", "本县其他乡", "3"),
        ("hukou_state", "population_kind", "户籍人口", "1"),
        ("hukou_state", "population_kind", "3", "4"),
        ("residence_state", "", "空挂", "3"),
        ("residence_state", "lives_here", "否", "2"),
        ("household_kind", "", "集体户", "collective"),
        ("policy", "", "计划外", "2"),
        ("life_status", "", "死亡终止", "dead"),
        ("boarding", "", "是", "true"),
        ("boarding", "education", "1", "false"),
        ("boarding", "education", "2", "true"),
    ],
)
def test_words_and_codings(field: str, coding: str, written: str, code: str) -> None:
    assert codes.code_of(field, written, coding) == code


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("sex", "0"),
        ("sex", "9"),
        ("sex", "未知"),
        ("sex", "未说明"),
        ("marital_status", "90"),
        ("relation", "1"),
        ("sex", "好"),
        ("sex", "男/女"),
        ("education", "高中(中专)"),
        ("education", "大专或本科"),
    ],
)
def test_what_says_nothing_or_is_unclear_has_no_code(field: str, written: str) -> None:
    assert codes.code_of(field, written) is None


def test_no_word_means_two_codes() -> None:
    for field, entries in load_codes().items():
        for coding in {c for entry in entries for c in entry.variants}:
            assert meanings(field, coding)


def test_every_relation_leads_to_the_census_list() -> None:
    census = {c.code for c in load_codes()["relation_d2"]}
    found = codes.relation_map("relation_d2")
    assert set(found) == {c.code for c in load_codes()["relation"]}
    assert set(found.values()) == census
    assert (found["28"], found["38"], found["02"], found["53"]) == ("6", "6", "0", "4")


def test_a_mother_is_a_woman() -> None:
    sex = codes.relation_map("sex")
    assert (sex["52"], sex["51"], sex.get("40")) == ("2", "1", None)


def test_the_lookup_knows_layout_coding_and_issue(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "education_students", name="甲乙", hukou_type="1", sex="好")
    add(landing, "police_hukou", name="甲乙", hukou_type="1", sex="不详")
    codes.build(landing, raw.PERSONS, codes.PERSON, "std_code")
    found = landing.execute("select layout, field, raw, code, issue from std_code order by all").fetchall()
    assert found == [
        ("education_students", "hukou_type", "1", "2", None),
        ("education_students", "sex", "好", None, "unreadable"),
        ("police_hukou", "hukou_type", "1", "1", None),
        ("police_hukou", "sex", "不详", None, None),
    ]
