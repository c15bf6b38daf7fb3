"""A delivery is requested once it has settled: the same sizes and times on two ticks."""

import json
import os
from pathlib import Path

import dagster as dg
import pytest

from pipelines import sensors
from pipelines.jobs import monthly_roster
from pipelines.resources import CountyResource
from pipelines.sensors import delivery_sensor


@pytest.fixture
def county(tmp_path: Path) -> CountyResource:
    (tmp_path / "renpu.toml").write_text("", "utf-8")
    return CountyResource(home=str(tmp_path))


def deliver(county: CountyResource, name: str, text: str) -> Path:
    file = county.settings().workspace.raw / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def tick(county: CountyResource, cursor: str | None) -> tuple[list[dg.RunRequest], str | None]:
    sensor = delivery_sensor(monthly_roster())
    context = dg.build_sensor_context(cursor=cursor, resources={"county": county})
    result = sensor(context)
    assert isinstance(result, dg.SensorResult)
    return list(result.run_requests or []), result.cursor


def test_a_month_is_requested_on_the_second_quiet_tick(county: CountyResource) -> None:
    deliver(county, "2026-10/police_hukou/a.csv", "姓名\n")
    first, cursor = tick(county, None)
    second, cursor = tick(county, cursor)
    assert first == []
    assert [r.partition_key for r in second] == ["2026-10"]


def test_a_growing_file_waits(county: CountyResource) -> None:
    file = deliver(county, "2026-10/police_hukou/a.csv", "姓名\n")
    _, cursor = tick(county, None)
    file.write_text("姓名\n张三\n", "utf-8")
    requests, cursor = tick(county, cursor)
    assert requests == []
    requests, _ = tick(county, cursor)
    assert len(requests) == 1


def test_a_file_that_vanishes_while_it_is_listed_waits(county: CountyResource, monkeypatch) -> None:
    file = deliver(county, "2026-10/police_hukou/a.csv", "姓名\n")
    moved = deliver(county, "2026-10/police_hukou/b.csv.part", "姓名\n")
    monkeypatch.setattr(sensors, "files_below", lambda folder: [file, moved])
    moved.unlink()
    _, cursor = tick(county, None)
    monkeypatch.undo()
    requests, cursor = tick(county, cursor)
    assert requests == []
    requests, _ = tick(county, cursor)
    assert len(requests) == 1


def test_the_run_key_follows_the_contents_alone(county: CountyResource) -> None:
    file = deliver(county, "2026-10/police_hukou/a.csv", "姓名\n")
    _, cursor = tick(county, None)
    before, cursor = tick(county, cursor)
    os.utime(file, (1, 1))
    _, cursor = tick(county, cursor)
    touched, _ = tick(county, cursor)
    assert touched[0].run_key == before[0].run_key
    file.write_text("姓名\n李四\n", "utf-8")
    _, cursor = tick(county, cursor)
    changed, _ = tick(county, cursor)
    assert changed[0].run_key != before[0].run_key


def test_the_cursor_holds_no_names_of_files(county: CountyResource) -> None:
    deliver(county, "2026-10/police_hukou/某某村.csv", "姓名\n")
    _, cursor = tick(county, None)
    assert list(json.loads(cursor or "{}")) == ["2026-10"]
    assert "某某村" not in (cursor or "")


def test_the_countys_own_folder_is_watched(tmp_path: Path) -> None:
    (tmp_path / "renpu.toml").write_text('[county]\ncode = "421126"\n', "utf-8")
    county = CountyResource(home=str(tmp_path))
    deliver(county, "421127/2026-10/police_hukou/a.csv", "姓名\n")
    file = deliver(county, "421126/2026-09/police_hukou/a.csv", "姓名\n")
    _, cursor = tick(county, None)
    first, cursor = tick(county, cursor)
    assert [r.partition_key for r in first] == ["2026-09"]
    file.write_text("姓名\n张三\n", "utf-8")
    changed, _ = tick(county, cursor)
    assert changed == []
