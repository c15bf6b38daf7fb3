"""Run months from Python: the same job, instance and checks as in the Dagster UI, told in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from pipelines.definitions import build_defs
from pipelines.home import prepare_dagster_home
from pipelines.jobs import JOB
from pipelines.leftovers import end_leftovers, process_tags


@dataclass(frozen=True)
class MonthOutcome:
    """How one month went: `problems` holds what stopped it, `warnings` the checks below their limit."""

    month: str
    success: bool
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def run_month(home: Path, month: str) -> MonthOutcome:
    """Run one month in this process."""
    prepare_dagster_home(home)
    job = build_defs(home=home).resolve_job_def(JOB)
    with dg.DagsterInstance.get() as instance:
        end_leftovers(instance)
        tags = process_tags()
        result = job.execute_in_process(partition_key=month, instance=instance, raise_on_error=False, tags=tags)
        checks = result.get_asset_check_evaluations()
        failed = [c for c in checks if not c.passed]
        errors = [c for c in failed if c.severity == dg.AssetCheckSeverity.ERROR]
        problems = (*_step_failures(result), *map(_check_line, errors))
        warnings = tuple(_check_line(c) for c in failed if c not in errors)
    return MonthOutcome(month, result.success, problems, warnings)


def run_months(home: Path, months: list[str]) -> Iterator[MonthOutcome]:
    """Run several months in order; stops after the first that fails, since later ones build on it."""
    for month in months:
        outcome = run_month(home, month)
        yield outcome
        if not outcome.success:
            return


def _step_failures(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            while error is not None and error.cause is not None:
                error = error.cause
            message = error.message.strip() if error is not None else "failed without a message"
            if "DagsterAssetCheckFailedError" not in message:
                yield f"{event.step_key}: {message}"


def _check_line(check: dg.AssetCheckEvaluation) -> str:
    told = check.metadata.get("message")
    return f"{'/'.join(check.asset_key.path)} {check.check_name}: {told.value if told else 'failed'}"
