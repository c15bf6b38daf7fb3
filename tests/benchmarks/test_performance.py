import pytest

from benchmarks import performance
from benchmarks.performance import Measured


def test_a_month_is_a_line_with_the_seconds_of_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    performance.show([Measured("2026-08", 46.71, 1978.4, {"landing": 5.53}), Measured("2026-09", 48, 993, {})])
    assert capsys.readouterr().out.splitlines() == [
        "| month | wall s | peak MB | landing s |",
        "|---|---|---|---|",
        "| 2026-08 | 46.7 | 1,978 | 5.5 |",
        "| 2026-09 | 48.0 | 993 | 0.0 |",
        "",
    ]


def test_the_log_of_a_run_names_floors_and_seconds() -> None:
    found = performance.STEP.match("landing      5.5 s")
    assert found is not None
    assert (found[1], found[2]) == ("landing", "5.5")
