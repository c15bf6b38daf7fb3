"""The schedule runs the month before."""

import datetime as dt

import dagster as dg
import pytest

from pipelines.jobs import monthly_roster
from pipelines.schedules import month_before, monthly_schedule
from pipelines.settings import Schedule


@pytest.mark.parametrize(
    ("now", "month"), [("2026-11-05", "2026-10"), ("2027-01-05", "2026-12"), ("2026-03-31", "2026-02")]
)
def test_month_before(now: str, month: str) -> None:
    assert month_before(dt.datetime.fromisoformat(now)) == month


def test_one_request_for_the_month_before() -> None:
    schedule = monthly_schedule(monthly_roster(), Schedule(day=7, hour=3))
    context = dg.build_schedule_context(scheduled_execution_time=dt.datetime.fromisoformat("2026-11-07T03:00:00+08:00"))
    request = schedule(context)
    assert isinstance(request, dg.RunRequest)
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 3 7 * *", "Asia/Shanghai")
    assert request.partition_key == "2026-10"
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
