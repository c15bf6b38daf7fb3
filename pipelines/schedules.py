"""The monthly run: the month before, on the day and hour of the settings. Off until somebody turns it on."""

from __future__ import annotations

import datetime as dt

import dagster as dg

from pipelines.jobs import AnyJob
from pipelines.partitions import TIMEZONE
from pipelines.settings import Schedule


def month_before(moment: dt.datetime) -> str:
    """`YYYY-MM` of the calendar month before `moment`."""
    return f"{moment.replace(day=1) - dt.timedelta(days=1):%Y-%m}"


def monthly_schedule(job: AnyJob, when: Schedule) -> dg.ScheduleDefinition:
    """Run `job` for the month before, once a month; one run per month and scheduled time."""

    @dg.schedule(
        job=job,
        cron_schedule=f"0 {when.hour} {when.day} * *",
        execution_timezone=TIMEZONE,
        name="monthly_roster_schedule",
        description="每月运行上一个月 | runs the month before, once a month",
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        month = month_before(context.scheduled_execution_time)
        return dg.RunRequest(run_key=f"{month}/{context.scheduled_execution_time:%Y-%m-%d}", partition_key=month)

    return schedule
