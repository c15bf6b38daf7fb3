import pytest

from assets.landing.places import Places, short_name, tidy, town_code, village_code

PLACES = Places(
    villages={
        "赵围村": ("421126109216",),
        "枫树林社区": ("421126100014",),
        "新村": ("421126100230", "421126109230"),
        "东新村": ("421126100231",),
    },
    towns={"漕河镇": "421126100", "青石镇": "421126109"},
    grids={"赵围村第1网格": "421126109216001"},
)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("赵围村村民委员会", "赵围村"),
        ("赵围村委会", "赵围村"),
        ("枫树林社区居民委员会", "枫树林社区"),
        ("东门居委会", "东门"),
        ("仙人台茶厂虚拟生活区", "仙人台茶厂虚拟生活区"),
    ],
)
def test_villages_as_people_write_them(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["青石镇赵围村一套表"], "421126109216"),
        (["枫树林社区居民委员会户表"], "421126100014"),
        (["东新村"], "421126100231"),
        (["新村", "青石镇医保名册"], "421126109230"),
        (["新村"], None),
        (["李家湾"], None),
        ([], None),
    ],
)
def test_a_village_by_name(texts: list[str], code: str | None) -> None:
    assert PLACES.village(texts) == code


def test_a_town_by_name_or_by_its_village() -> None:
    assert PLACES.town(["青石镇医保名册"]) == "421126109"
    assert PLACES.town(["枫树林社区"]) == "421126100"
    assert PLACES.town(["县城"]) is None


@pytest.mark.parametrize(
    ("text", "village", "town"),
    [
        ("一套表_421126100001", "421126100001", "421126100"),
        ("村(居)代码：４２１１２６１００００１", "421126100001", "421126100"),
        ("421126100000", None, "421126100"),
        ("421126100医保", None, "421126100"),
        ("202610311200", None, None),
        ("3702000011234", None, None),
        ("421126", None, None),
    ],
)
def test_codes_in_a_text(text: str, village: str | None, town: str | None) -> None:
    assert (village_code([text]), town_code([text])) == (village, town)


def test_what_copying_left_in_a_cell() -> None:
    assert tidy('="４211 26\u200b100001"\t') == "421126100001"
