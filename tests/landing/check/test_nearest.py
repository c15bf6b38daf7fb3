import pytest

from assets.landing.check.nearest import nearest, propose
from assets.landing.sheets.mapping import Label
from assets.registry.sources import load_layouts

_, MEDICAL = load_layouts()["medical_insurance"]


@pytest.mark.parametrize(
    ("header", "shape", "column"),
    [
        ("参保人身份证明号", "ID number", "id_number"),
        ("本人编码", "ID number", "id_number"),
        ("联系手机", "phone", "phone"),
        ("联络方式", "phone", "phone"),
        ("参保人名称", "short Chinese text", "name"),
        ("出生年月日期", "date", "birth_date"),
        ("参保险种", "text", "insurance_kind"),
    ],
)
def test_the_likeliest_column(header: str, shape: str, column: str) -> None:
    assert nearest(Label(header), shape, MEDICAL)[0].column == column


def test_what_looks_otherwise_is_not_proposed() -> None:
    near = {0: nearest(Label("身份证号码后缀"), "phone", MEDICAL)}
    assert "id_number" not in {n.column for n in propose(near, []).values()}


def test_a_column_is_proposed_once_and_never_a_taken_one() -> None:
    near = {i: nearest(Label(h), "phone", MEDICAL) for i, h in enumerate(["联系手机", "联系手机号", "手机2"])}
    given = propose(near, [])
    assert [n.column for n in given.values()].count("phone") == 1
    assert "phone" not in {n.column for n in propose(near, ["phone"]).values()}
