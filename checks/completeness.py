"""The 95 % standard as checks: one per core indicator, on the county's own columns and on `quality.completeness`.

Great Expectations is given one column per indicator: true valid, false not, NULL where it is not asked; so `mostly`
is the rate. The same rate stands in the table; if the two ever differ, one of them is wrong, and the check crashes.
"""

from __future__ import annotations

import duckdb

from assets.quality.predicates import outcome as indicator_outcome
from assets.quality.subjects import SUBJECTS
from assets.registry.indicators import Indicator, Subject, load_indicators
from assets.registry.run import Run
from assets.registry.tables import load_tables
from checks.expectations import at_least, frame, in_set, validate
from checks.outcome import CheckCrashedError, CheckGroup, CheckOutcome, CheckSpec

TABLE = "completeness"
COUNTY = """
    select indicator, applicable, valid, rate from quality.completeness where level = 'county' order by indicator
"""


def completeness_group() -> CheckGroup:
    """The checks of the 19 core indicators. They block where the settings say so (`completeness_gate`)."""
    specs = tuple(CheckSpec(_name(i), TABLE, True, f"{i.zh} | {i.en}: {i.rule_en}") for i in load_indicators())
    return CheckGroup("quality_completeness", load_tables()[TABLE].floor, specs, run_checks)


def run_checks(con: duckdb.DuckDBPyConnection, run: Run) -> list[CheckOutcome]:
    """One outcome per core indicator. Raises CheckCrashedError."""
    minimum = run.rules.quality.completeness_minimum
    county = {row[0]: row[1:] for row in con.execute(COUNTY).fetchall()}
    on_table = _table_verdicts(con, minimum)
    on_columns = {name: ok for subject in SUBJECTS for name, ok in _column_verdicts(con, run, subject).items()}
    if on_table != on_columns:
        differ = sorted(name for name in on_columns if on_columns[name] != on_table.get(name))
        raise CheckCrashedError(f"quality.completeness and the county's columns disagree on {', '.join(differ)}")
    return [_outcome(i, on_columns[i.indicator], county[i.indicator], run) for i in load_indicators()]


def _table_verdicts(con: duckdb.DuckDBPyConnection, minimum: float) -> dict[str, bool]:
    names = [i.indicator for i in load_indicators()]
    columns = ", ".join(f"max(rate) filter (indicator = '{name}') as {name}" for name in names)
    data = frame(con, f"select {columns} from quality.completeness where level = 'county'")
    verdicts = validate(TABLE, data, [at_least(name, minimum, name, TABLE) for name in names])
    return {v.expected.about: v.success for v in verdicts}


def _column_verdicts(con: duckdb.DuckDBPyConnection, run: Run, subject: Subject) -> dict[str, bool]:
    asked = [i for i in load_indicators() if i.of == subject]
    columns = ", ".join(f"{indicator_outcome(i)} as {i.indicator}_ok" for i in asked)
    parameters = {"reference": run.month.last_day} if "$reference" in SUBJECTS[subject] else None
    data = frame(con, f"select {columns} from ({SUBJECTS[subject]})", parameters)
    mostly = run.rules.quality.completeness_minimum
    verdicts = validate(subject, data, [in_set(f"{i.indicator}_ok", [True], i.indicator, TABLE, mostly) for i in asked])
    return {v.expected.about: v.success for v in verdicts}


def _outcome(indicator: Indicator, passed: bool, county: tuple[int, int, float | None], run: Run) -> CheckOutcome:
    applicable, valid, rate = county
    minimum, blocks = run.rules.quality.completeness_minimum, run.rules.quality.completeness_gate == "block"
    shown = "nobody is asked" if rate is None else f"{rate:.1%} of {applicable} valid"
    message = f"{indicator.zh} {indicator.en}: {shown}, the standard is {minimum:.0%}"
    if not passed:
        message += "; completeness shows the villages that lack it"
    counts: dict[str, int | float] = {"applicable": applicable, "valid": valid, "minimum": minimum}
    if rate is not None:
        counts["rate"] = rate
    return CheckOutcome(_name(indicator), TABLE, passed, blocks, "ERROR" if blocks else "WARN", message, counts)


def _name(indicator: Indicator) -> str:
    return f"complete_{indicator.indicator}"
