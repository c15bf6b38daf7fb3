import pytest

from benchmarks.linkage import incremental
from benchmarks.linkage.county import County


def test_the_following_month_is_told_with_what_changed(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    incremental.report(county)
    lines = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    rows = {line[0]: int(line[1].replace(",", "")) for line in lines if len(line) == 2 and line[0] != "rows that"}
    changed = sum(n for fate, n in rows.items() if fate != "stays")
    assert set(rows) == {"stays", "comes", "goes", "moves", "calls"}
    assert changed / sum(rows.values()) == pytest.approx(1 / incremental.CHANGED, abs=0.01)
    assert lines[-1][-1] == "0"  # the same clusters as in full
