from pathlib import Path

import pytest

from benchmarks.linkage import county


def test_a_county_is_made_again_only_when_the_code_that_makes_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    for part in county.MAKERS:
        (tmp_path / part).mkdir(parents=True)
    code = tmp_path / "demo" / "people.py"
    code.write_text("one", "utf-8")
    monkeypatch.setattr(county, "PROJECT", tmp_path)
    monkeypatch.setattr(county, "simulate", lambda options: Path(options[-1]).mkdir(parents=True))
    monkeypatch.setattr(county, "take_in", lambda made_county: made.append(made_county.folder.name))
    for _ in range(2):
        county.standardized(50, 7, tmp_path / "build")
    assert made == ["50-7"]
    code.write_text("two", "utf-8")
    county.standardized(50, 7, tmp_path / "build")
    assert made == ["50-7", "50-7"]
