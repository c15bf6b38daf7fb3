import pytest

from assets.landing.check.shapes import expected_shape, shape_of


@pytest.mark.parametrize(
    ("values", "shape"),
    [
        (["421126198505010011", "42112619900101002x", ""], "ID number"),
        (['="421126198505010011"', "４２１１２６１９９００１０１００２Ｘ"], "ID number"),
        (["13900000000", "0713-7222333"], "phone"),
        (["1985-03-12", "19850312", "1985年3月12日", "198503"], "date"),
        (["421126100001", "421126100", "421126"], "region code"),
        (["12", "7.5"], "number"),
        (["张三", "欧阳小四"], "short Chinese text"),
        (["一组12号东头第三家", "二组"], "text"),
        (["13900000000", "无", "暂无"], "text"),
        (["", " "], "empty"),
        ([], "empty"),
    ],
)
def test_what_most_values_look_like(values: list[str], shape: str) -> None:
    assert shape_of(values) == shape


@pytest.mark.parametrize(
    ("column", "shape"),
    [
        ("mother_id_number", "ID number"),
        ("owner_phone", "phone"),
        ("birth_date", "date"),
        ("hukou_region", "region code"),
        ("head_name", "short Chinese text"),
        ("village_name", None),
        ("note", None),
    ],
)
def test_what_a_column_should_look_like(column: str, shape: str | None) -> None:
    assert expected_shape(column) == shape
