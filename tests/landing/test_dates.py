import pytest

from assets.landing.dates import newest_date, without_dates


@pytest.mark.parametrize(
    ("texts", "date"),
    [
        (["填报日期：2026年10月5日"], "20261005"),
        (["日期：2026.11.3", "2026-10-31"], "20261103"),
        (["名册20261031"], "20261031"),
        (["人员数据_网格_20260104_153708"], "20260104153708"),
        (["填报日期：2026年", "2026年12月", "202612"], None),
        (["421126100001", "2026年13月45日", "制表人：某"], None),
        ([], None),
    ],
)
def test_the_newest_full_date(texts: list[str], date: str | None) -> None:
    assert newest_date(texts) == date


@pytest.mark.parametrize("text", ["常住人口2026-10", "常住人口202610", "2026年10月常住人口", "常住人口20261031"])
def test_a_name_without_its_month(text: str) -> None:
    assert without_dates(text).strip() == "常住人口"
