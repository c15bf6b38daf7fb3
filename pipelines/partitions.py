"""Reference months as partitions.

The running month is offered too (`end_offset`), since counties look at it before it ends; the schedule runs the
one before.
"""

from __future__ import annotations

import dagster as dg

TIMEZONE = "Asia/Shanghai"


def monthly(first_month: str) -> dg.MonthlyPartitionsDefinition:
    """One partition per reference month, `YYYY-MM`, from `first_month` to the running month."""
    return dg.MonthlyPartitionsDefinition(start_date=first_month, fmt="%Y-%m", timezone=TIMEZONE, end_offset=1)
