"""The one job: a month from its files to the published roster, every floor and every check."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeAlias

import dagster as dg

from pipelines.floors import DEPARTMENTS

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

JOB = "monthly_roster"
AnyJob: TypeAlias = "dg.JobDefinition | UnresolvedAssetJobDefinition"


@dg.logger
def plain_console(context: dg.InitLoggerContext) -> logging.Logger:
    """A console that shows the steps' own lines, not the machinery's."""
    logger = logging.Logger("renpu", logging.INFO)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(_own_line)
    logger.addHandler(handler)
    return logger


def _own_line(record: logging.LogRecord) -> bool:
    """Keep what a step says itself, in its own words; Dagster's events have their place in its UI."""
    said = getattr(record, "dagster_meta", {}).get("orig_message")
    if said is None or getattr(record, "dagster_event", None) is not None or "Not executing" in said:
        return False
    record.msg, record.args = said, ()
    return True


def monthly_roster() -> AnyJob:
    """All floors of one month, in one process: a DuckDB file has one writer."""
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all() - dg.AssetSelection.groups(DEPARTMENTS),
        config={"loggers": {"console": {}}},
        description="交付文件 → 人口底册：一个月从头到尾 | one month from delivered files to the published roster",
        executor_def=dg.in_process_executor,
    )
