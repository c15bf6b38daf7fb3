import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.standard import names
from assets.standard.names import Name
from tests.standard.lookups import texts


@pytest.mark.parametrize(
    ("written", "name", "key"),
    [
        ("张三", "张三", "张三"),
        ("张　三", "张三", "张三"),
        ("卢\u00a0丽", "卢丽", "卢丽"),
        ("马 晓\u200b明", "马晓明", "马晓明"),
        ("張偉", "張偉", "张伟"),
        ("⻢化腾", "马化腾", "马化腾"),
        ("戴\ue863春", "戴䶮春", "戴䶮春"),
        ("戴?春", "戴?春", "戴＊春"),
        ("戴□春", "戴□春", "戴＊春"),
        ("张WEI", "张WEI", "张＊"),
        ("张WEI华", "张WEI华", "张＊华"),
        ("阿不都・热合曼", "阿不都·热合曼", "阿不都热合曼"),
        ("阿不都.热合曼", "阿不都·热合曼", "阿不都热合曼"),
        ("阿不都热合曼", "阿不都热合曼", "阿不都热合曼"),
        ("张三 2", "张三", "张三"),
        ("张伟A", "张伟", "张伟"),
        ("张三（户主）", "张三", "张三"),
        ("ＷＥＩ华", "WEI华", "＊华"),
        ("张X三", "张X三", "张＊三"),
        ("⽟⾦⼭", "玉金山", "玉金山"),
        ("\uf90a明", "金明", "金明"),
        ("𠮷三", "𠮷三", "𠮷三"),
        ("买买提⋅艾力", "买买提·艾力", "买买提艾力"),
        ("买买提•艾力", "买买提·艾力", "买买提艾力"),
        ("买买提‧艾力", "买买提·艾力", "买买提艾力"),
        ("买买提･艾力", "买买提·艾力", "买买提艾力"),
        ("买买提▪艾力", "买买提·艾力", "买买提艾力"),
        ("买买提。艾力", "买买提。艾力", "买买提艾力"),
        ("买买提-艾力", "买买提-艾力", "买买提艾力"),
    ],
)
def test_name_and_key(written: str, name: str, key: str) -> None:
    found = names.standardize(written)
    assert (found.name, found.name_key, found.name_kind) == (name, key, "full")


@pytest.mark.parametrize(
    "written",
    [
        "张三 女", "张三/男", "张三，女", "张三(女)",
        "(户主)张三", "户主：张三", "户主张三", "张三-户主", "张三已故", "张三(已故)", "张三【户主】", "张三夫妇",
        "张三先生", "张三女士", "张三老师", "张三(曾用名张四)", "张三 曾用名：张四", "张三又名张四",
        "姓名：张三", "1张三", "1.张三", "01张三", "张三②", "张三13912345678", "张三422128196202101133",
        "（张三）", "“张三”", "张三）", "★张三", "张三。", "、张三", "张三&nbsp;",
        "张三\u202c", "2、张三（户主）13912345678",
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_taken_out(written: str) -> None:
    assert names.standardize(written) == names.standardize("张三")._replace(issue="repaired")


@pytest.mark.parametrize(
    "written", ["张三、李四", "张三/李四", "张三；李四", "张三,李四", "张三和李四", "张三、李四、王五"]
)
def test_several_persons_in_one_cell_are_nobody_in_particular(written: str) -> None:
    found = names.standardize(written)
    assert (found.name_key, found.surname, found.name_kind, found.issue) == (None, None, "partial", "inconsistent")


@pytest.mark.parametrize("written", ["ZHANG WEI", "Zhang Wei", "zhangwei", "ＺＨＡＮＧ　ＷＥＩ"])
def test_a_name_in_pinyin_has_the_pinyin_of_the_name(written: str) -> None:
    found = names.standardize(written)
    assert (found.name_pinyin, found.name_kind) == (names.standardize("张伟").name_pinyin, "foreign")


@pytest.mark.parametrize(
    ("written", "surname", "given_name", "pinyin"),
    [
        ("单立", "单", "立", ("shanli", "shan", "li")),
        ("曾小明", "曾", "小明", ("zengxiaoming", "zeng", "xiaoming")),
        ("欧阳娜", "欧阳", "娜", ("ouyangna", "ouyang", "na")),
        ("尉迟恭", "尉迟", "恭", ("yuchigong", "yuchi", "gong")),
        ("司马", "司", "马", ("sima", "si", "ma")),
        ("张WEI华", "张", "＊华", ("zhangweihua", "zhang", "weihua")),
        ("WEI华", "＊", "华", ("weihua", "wei", "hua")),
        ("張偉", "张", "伟", ("zhangwei", "zhang", "wei")),
    ],
)
def test_parts_and_pinyin(written: str, surname: str, given_name: str, pinyin: tuple[str, str, str]) -> None:
    found = names.standardize(written)
    assert (found.surname, found.given) == (surname, given_name)
    assert (found.name_pinyin, found.surname_pinyin, found.given_pinyin) == pinyin


@pytest.mark.parametrize(
    ("written", "surname"),
    [
        ("崔某之女", "崔"),
        ("崔某某之子", "崔"),
        ("张丽之子", None),
        ("张丽之女大宝", None),
        ("张丽之大宝", None),
        ("张丽小宝", None),
        ("王五之长女", None),
        ("新生儿", None),
    ],
)
def test_infants_without_a_name_have_no_key(written: str, surname: str | None) -> None:
    found = names.standardize(written)
    assert (found.name, found.name_key, found.surname, found.name_kind) == (written, None, surname, "infant")


def test_a_note_inside_an_infants_cell_is_no_name() -> None:
    assert names.standardize("张丽(已核实)之女") == names.standardize("张丽之女")._replace(issue="repaired")


def test_a_serial_number_before_an_illegible_name_goes_too() -> None:
    assert names.standardize("1、王?") == names.standardize("王?")._replace(issue="repaired")


def test_an_infant_of_no_name_at_all() -> None:
    assert names.standardize("待取名") == Name(name_kind="infant")


@pytest.mark.parametrize(
    ("written", "surname"),
    [
        ("李女", "李"),
        ("张先生", "张"),
        ("欧阳女士", "欧阳"),
        ("小王", None),
        ("老李", None),
        ("春春", None),
        ("王", "王"),
        ("XX妈妈", None),
        ("梅妈妈", None),
        ("王大妈", "王"),
        ("李某某", "李"),
        ("李**", "李"),
        ("钟＊", "钟"),
        ("李*", "李"),
        ("王〓", "王"),
        ("陈师傅", "陈"),
        ("王老师傅", "王"),
        ("李XX", "李"),
        ("张三妻", None),
        ("张三之父", None),
    ],
)
def test_partial_names(written: str, surname: str | None) -> None:
    found = names.standardize(written)
    assert (found.name_kind, found.surname, found.given) == ("partial", surname, None)


@pytest.mark.parametrize(
    "written", ["王小宝", "丁丁", "李建女", "高先", "安生", "王氏", "贾人", "大伟哥", "王大宝", "王和平"]
)
def test_full_names_that_look_like_others(written: str) -> None:
    assert names.standardize(written).name_kind == "full"


def test_foreign_names() -> None:
    found = names.standardize("John  Smith")
    assert (found.name, found.name_key, found.name_pinyin) == ("John Smith", "JOHNSMITH", "johnsmith")
    assert found.name_kind == "foreign"


@pytest.mark.parametrize(
    ("written", "issue"),
    [
        *((word, None) for word in ("无", "不详", "（无）", "無名氏", "妻子", "之子", "小孩", "已故", "合计")),
        *((word, None) for word in ("null", "NaN", "<NA>", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!")),
        *((written, "unreadable") for written in ("????", "123", "422128196202101133")),
    ],
)
def test_no_name(written: str, issue: str | None) -> None:
    assert names.standardize(written) == Name(issue=issue)


@pytest.mark.parametrize(
    ("written", "issue"), [("张三", None), ("张 三", "repaired"), ("张三 2", "repaired"), ("張三", None)]
)
def test_a_changed_name_is_an_issue(written: str, issue: str | None) -> None:
    assert names.standardize(written).issue == issue


@settings(deadline=None)
@given(st.text("张王李欧阳单曾小某之子女 　·?*A1·WEI", min_size=1, max_size=8))
def test_standardizing_twice_changes_nothing(written: str) -> None:
    first = names.standardize(written)
    if first.name:
        again = names.standardize(first.name)
        assert again._replace(issue=None) == first._replace(issue=None)


def test_the_lookup_holds_every_text_once(con: duckdb.DuckDBPyConnection) -> None:
    names.build(con, texts(con, ["张三", "张 三", "无"]))
    found = con.execute("select raw, name, name_kind from std_name order by raw").fetchall()
    assert found == [("张 三", "张三", "full"), ("张三", "张三", "full"), ("无", None, None)]


def test_no_names_at_all(con: duckdb.DuckDBPyConnection) -> None:
    names.build(con, texts(con, []))
    assert con.execute("select count(*) from std_name").fetchall() == [(0,)]


def test_a_text_longer_than_any_name_is_unreadable() -> None:
    assert names.standardize("张" * 51) == Name(issue="unreadable")
