"""The checks as Dagster asset checks: one step per group, one result and one history line per check.

Not here: what is checked. A check that crashes raises, and its step fails: that is an error of the check.
"""

from collections.abc import Iterator

import dagster as dg

from assets.registry.tables import load_tables
from checks.completeness import completeness_group
from checks.outcome import CheckGroup, CheckOutcome
from checks.suites import suite_groups
from checks.tables import table_groups
from pipelines.resources import POOL, CountyResource


def check_groups() -> list[CheckGroup]:
    """All checks of a month, by group."""
    return [*suite_groups(), *table_groups(), completeness_group()]


def asset_checks() -> list[dg.AssetChecksDefinition]:
    """All checks of a month, for `dagster.Definitions`."""
    return [_definition(group) for group in check_groups()]


def _definition(group: CheckGroup) -> dg.AssetChecksDefinition:
    specs = [
        dg.AssetCheckSpec(s.name, asset=_key(s.table), description=s.description, blocking=s.blocking)
        for s in group.specs
    ]

    @dg.multi_asset_check(name=f"check_{group.name}", specs=specs, pool=POOL)
    def check(context: dg.AssetCheckExecutionContext, county: CountyResource) -> Iterator[dg.AssetCheckResult]:
        month = context.partition_key
        with county.connect(month) as con:
            outcomes = group.run(con, county.run(month))
        for outcome in outcomes:
            yield _result(outcome)

    return check


def _result(outcome: CheckOutcome) -> dg.AssetCheckResult:
    """A failed check blocks by its severity: the standard's checks are declared blocking, and warn unless set to."""
    return dg.AssetCheckResult(
        asset_key=_key(outcome.table),
        check_name=outcome.name,
        passed=outcome.passed,
        severity=dg.AssetCheckSeverity[outcome.severity],
        metadata={"message": outcome.message, **outcome.counts},
    )


def _key(table: str) -> dg.AssetKey:
    return dg.AssetKey([load_tables()[table].floor, table])
