import pytest

from benchmarks.linkage import costs
from benchmarks.linkage.county import County


def test_every_step_and_their_sum_are_told(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    costs.report(county)
    lines = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    by_step = {
        line[0]: [float(seconds) for seconds in line[1:]] for line in lines if len(line) == 3 and line[0] != "step"
    }
    assert {"profiles", "score", "clusters", "ids", "all"} <= set(by_step)
    parts = [taken for step, taken in by_step.items() if step != "all"]
    assert by_step["all"] == pytest.approx([sum(column) for column in zip(*parts, strict=True)], abs=0.05 * len(parts))
