import duckdb
import pytest

from assets.standard import addresses, gazetteer, regions, text
from tests.standard.hand_made import COUNTY, LAST_DAY, OTHER, URBAN, VILLAGE
from tests.standard.lookups import look_up, texts

PARTS = "region, group_no, estate, road, building_no, unit_no"


def read(con: duckdb.DuckDBPyConnection, columns: str, *raw: str) -> dict[str, tuple]:
    text.install(con)
    regions.build(con, texts(con, []), COUNTY, LAST_DAY)
    names = gazetteer.load(con, COUNTY)
    return look_up(con, lambda given: addresses.build(con, given, names), "std_address", columns, raw)


@pytest.mark.parametrize(
    "written",
    [
        "东桂苑3号楼2单元501",
        "东桂苑3号楼2单元501室",
        "东桂苑3#2-501",
        "东桂苑3-2-501",
        "东桂苑3幢2单元501",
        "东桂苑3栋2单元501室",
        "东桂苑三号楼二单元501",
        "东桂苑03号楼02单元0501",
        "东桂苑３号楼２单元５０１",
        " 东桂苑 3号楼\n2单元501",
        "东桂苑3座2单元501",
        "东桂苑第3栋2单元501",
        "东桂苑3楼2单元501",
        "东桂苑3号楼2门501",
        "东桂苑3/2/501",
        "东桂苑3号楼2单元5楼501",
        "东桂苑3号楼二单元五〇一室",
        "东桂苑3号楼2单元501（租）",
        "东桂苑3号楼2单元501王建国",
        "东桂苑3号楼2单元501 13912345678",
        "东桂苑3号楼2单元501(电话：13912345678)",
    ],
)
def test_a_flat_in_all_its_forms(landing: duckdb.DuckDBPyConnection, written: str) -> None:
    assert read(landing, PARTS, written)[written] == (None, None, "东桂苑", None, "3", "2-501")


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("漕河镇夏漕社区阜河路100号东桂苑2号楼1单元102", (URBAN, None, "东桂苑", "阜河路100", "2", "1-102")),
        ("漕河镇夏漕社区阜河路100号东桂苑2期6号楼1单元102", (URBAN, None, "东桂苑2期", "阜河路100", "6", "1-102")),
        ("夏漕社区东桂苑2期南区6栋102", (URBAN, None, "东桂苑2期南区", None, "6", "102")),
        ("东桂苑3期2-3-101", (None, None, "东桂苑3期", None, "2", "3-101")),
        ("漕河镇夏漕社区阜河路100号院3号楼501", (URBAN, None, None, "阜河路100", "3", "501")),
        ("漕河镇夏漕社区阜河路12号", (URBAN, None, None, "阜河路", "12", None)),
        ("八斗地村1组21号", (VILLAGE, "1", None, None, "21", None)),
        ("八斗地村第三村民小组12号附5号", (VILLAGE, "3", None, None, "12附5", None)),
        ("八斗地村王家湾十二组7号", (VILLAGE, "12", "王家湾", None, "7", None)),
        ("八斗地村3组附5号", (VILLAGE, "3", None, None, "附5", None)),
        ("八斗地村第三村民小组", (VILLAGE, "3", None, None, None, None)),
        ("八斗地村三社12号", (VILLAGE, "3", None, None, "12", None)),
        ("八斗地村（三组）12号", (VILLAGE, "3", None, None, "12", None)),
        ("八斗地村3组12", (VILLAGE, "3", None, None, "12", None)),
        ("八斗地村3组十二号", (VILLAGE, "3", None, None, "12", None)),
        ("八斗地村3组12号(老屋)", (VILLAGE, "3", None, None, "12", None)),
        ("八斗地村3组12号王建国家", (VILLAGE, "3", None, None, "12", None)),
        ("八斗地村3组12号13912345678", (VILLAGE, "3", None, None, "12", None)),
        ("13912345678八斗地村3组12号", (VILLAGE, "3", None, None, "12", None)),
        ("老湾村3组12号", (VILLAGE, "3", None, None, "12", None)),
        ("漕河镇夏漕社区阜河路100号附3号", (URBAN, None, None, "阜河路", "100附3", None)),
        ("1-2-301", (None, None, None, None, "1", "2-301")),
        ("东桂苑3栋2-5-1", (None, None, "东桂苑", None, "3", "2-5-1")),
        ("东桂苑3幢5-1", (None, None, "东桂苑", None, "3", "5-1")),
        ("东桂苑3A栋501", (None, None, "东桂苑", None, "3A", "501")),
        ("本村3组12号", (None, "3", None, None, "12", None)),
        ("梅畈村37号", (OTHER, None, None, None, "37", None)),
        ("东桂苑3幢2单元5-1", (None, None, "东桂苑", None, "3", "2-5-1")),
        ("夏漕社区3-502", (URBAN, None, None, None, "3", "502")),
        ("夏漕社区A座1203", (URBAN, None, None, None, "A", "1203")),
        ("夏漕社区2单元501", (URBAN, None, None, None, None, "2-501")),
        ("漕河镇", (COUNTY, None, None, None, None, None)),
    ],
)
def test_parts(landing: duckdb.DuckDBPyConnection, written: str, parts: tuple) -> None:
    assert read(landing, PARTS, written)[written] == parts


@pytest.mark.parametrize(
    ("written", "points_to"),
    [("同上", "above"), ("″", "above"), ("同户籍", "hukou"), ("本村", "village"), ("八斗地村", None),
     ("同户籍地", "hukou"), ("与户籍地相同", "hukou"), ("同户口地址", "hukou"), ("同上址", "above")],
)  # fmt: skip
def test_pointers(landing: duckdb.DuckDBPyConnection, written: str, points_to: str | None) -> None:
    found = read(landing, "points_to, address", written)[written]
    assert found == (points_to, None if points_to else written)


def test_an_address_in_this_village_points_there_and_stays(landing: duckdb.DuckDBPyConnection) -> None:
    found = read(landing, "points_to, address", "本村3组12号")["本村3组12号"]
    assert found == ("village", "本村3组12号")


def test_a_telephone_is_no_part_of_an_address(landing: duckdb.DuckDBPyConnection) -> None:
    written = "八斗地村3组12号，电话：13912345678"
    assert read(landing, "address, issue", written)[written] == ("八斗地村3组12号", "repaired")


def test_a_place_elsewhere_is_known_to_its_county(landing: duckdb.DuckDBPyConnection) -> None:
    found = read(landing, "region, area", "四川省广安市武胜县龙泉镇赵庄村14号", "山东省青岛市即墨区龙泉镇")
    assert set(found.values()) == {("510000", "四川省广安市武胜县"), ("370000", "山东省青岛市即墨区")}


@pytest.mark.parametrize("written", ["无", "不详", "/", "居无定所"])
def test_placeholders(landing: duckdb.DuckDBPyConnection, written: str) -> None:
    assert read(landing, "address, region, issue", written)[written] == (None, None, None)


def test_figures_in_chinese_have_the_same_detail(landing: duckdb.DuckDBPyConnection) -> None:
    found = read(landing, "region, detail", "八斗地村三组12号", "八斗地村3组012号")
    assert len(set(found.values())) == 1
