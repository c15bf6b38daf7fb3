"""What happens when the engine itself fails on a step: the step is taken once more, with plainer plans.

Belongs here: nothing but that. A floor's step makes its tables anew from those below it, so a second time is as good
as the first; errors of data, settings or code are not tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import duckdb

from pipelines.resources import CountyResource

T = TypeVar("T")


def in_database(
    county: CountyResource, month: str, step: Callable[[duckdb.DuckDBPyConnection], T], log: logging.Logger
) -> T:
    """What `step` returns, given the month's working database.

    DuckDB 2.0 fails on some hash joins by the sizes of their sides ("dict-surviving join", duckdb/duckdb#24807), and
    not if it may not exchange them. Raises whatever `step` raises the second time.
    """
    try:
        with county.connect(month) as con:
            return step(con)
    except duckdb.InternalException:
        log.warning("the database engine failed inside a query; the step is taken again with plainer plans")
    with county.connect(month) as con:
        con.execute("set disabled_optimizers = 'build_side_probe_side'")
        return step(con)
