"""Whether a month reaches the standard: decided once, shown in `run_info` and in every workbook."""

from __future__ import annotations

from typing import Literal

import duckdb

from assets.registry.rules import QualityRules

Acceptance = Literal["accepted", "provisional"]

BELOW = """
    select indicator from quality.completeness where level = 'county' and rate < ? order by indicator
"""


def below_standard(con: duckdb.DuckDBPyConnection, rules: QualityRules) -> list[str]:
    """The core indicators whose rate in the county lies below the minimum."""
    return [name for (name,) in con.execute(BELOW, [rules.completeness_minimum]).fetchall()]


def acceptance(con: duckdb.DuckDBPyConnection, rules: QualityRules) -> Acceptance:
    """`accepted` when no core indicator lies below the minimum, else `provisional` (未达标)."""
    return "provisional" if below_standard(con, rules) else "accepted"
