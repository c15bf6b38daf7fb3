import duckdb
import pytest

from assets.standard import gazetteer, regions, text
from assets.standard.gazetteer import Gazetteer, Head
from tests.standard.hand_made import COUNTY, LAST_DAY, OTHER, URBAN, VILLAGE
from tests.standard.lookups import texts


@pytest.fixture
def names(landing: duckdb.DuckDBPyConnection) -> Gazetteer:
    text.install(landing)
    regions.build(landing, texts(landing, []), COUNTY, LAST_DAY)
    return gazetteer.load(landing, COUNTY)


@pytest.mark.parametrize(
    ("address", "village", "rest"),
    [
        ("湖北省黄冈市蕲春县漕河镇八斗地村1组1号", VILLAGE, "1组1号"),
        ("蕲春县漕河镇八斗地村村民委员会", VILLAGE, ""),
        ("漕河镇八斗地村委会3组", VILLAGE, "3组"),
        ("八斗地村三组", VILLAGE, "三组"),
        ("漕河八斗地1组", VILLAGE, "1组"),
        ("湖北漕河镇夏漕居委会", URBAN, ""),
        ("夏漕社区3号楼", URBAN, "3号楼"),
        ("漕河镇魏小庄2组", OTHER, "2组"),
        ("魏小庄村2组", OTHER, "2组"),
        ("青石镇东坝村1号", "421126109230", "1号"),
        ("老湾村1号", VILLAGE, "1号"),
    ],
)
def test_villages_with_and_without_upper_levels(names: Gazetteer, address: str, village: str, rest: str) -> None:
    found = names.match(address)
    assert (found.region, address[found.length :]) == (village, rest)


def test_a_name_of_two_villages_is_undecided_without_its_town(names: Gazetteer) -> None:
    assert names.match("蕲春县东坝村1号") == Head(6, COUNTY, ("421126100230", "421126109230"))


@pytest.mark.parametrize("address", ["蕲春县漕河镇阜河路1号", "黄冈市蕲春县", "青石镇"])
def test_what_says_less_than_a_village_is_the_county(names: Gazetteer, address: str) -> None:
    assert names.match(address).region == COUNTY


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("四川省广安市武胜县龙泉镇", "510000"),
        ("上海市松江区九亭镇31弄", "310000"),
        ("上海松江区", "310000"),
        ("湖北省武汉市洪山区", "420000"),
        ("黄冈市罗田县", "421100"),
        ("新疆维吾尔自治区喀什地区疏勒县", "650000"),
    ],
)
def test_places_elsewhere(names: Gazetteer, address: str, region: str) -> None:
    assert names.match(address).region == region


@pytest.mark.parametrize("address", ["上海路12号", "东桂苑2-1-102", "八斗地1组", "韩国首尔特别市", "", "黄冈市某某村"])
def test_what_names_no_region(names: Gazetteer, address: str) -> None:
    assert names.match(address).region is None


def test_forms_of_names() -> None:
    assert gazetteer.town_forms("阜安街道") >= {"阜安街道", "阜安街道办事处", "阜安办事处", "阜安"}
    assert gazetteer.town_forms("茶厂") == {"茶厂"}
    assert gazetteer.village_forms("梅畈村村民委员会") >= {"梅畈村", "梅畈村委会", "梅畈村民委员会"}
    assert gazetteer.village_root("东村") == "东村"
