"""Great Expectations 1.x, called directly: an ephemeral context, an Arrow-backed frame, the least it can report.

The only module that knows it, and it imports it inside functions: the import takes seconds, and the graph of steps must
load without it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from checks.outcome import CheckCrashedError

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


@dataclass(frozen=True)
class Expected:
    """One expectation: its type as Great Expectations names it, its arguments, and what it is about."""

    kind: str
    about: str
    family: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What Great Expectations says of one expectation, and how many values break it."""

    expected: Expected
    success: bool
    unexpected: int


def not_null(column: str, about: str, family: str) -> Expected:
    """No value of the column is NULL."""
    return Expected("expect_column_values_to_not_be_null", about, family, {"column": column})


def in_set(column: str, values: Sequence[object], about: str, family: str, mostly: float = 1.0) -> Expected:
    """At least the share `mostly` of the values that are there is one of these."""
    arguments = {"column": column, "value_set": list(values), "mostly": mostly}
    return Expected("expect_column_values_to_be_in_set", about, family, arguments)


def matches(column: str, pattern: str, about: str, family: str) -> Expected:
    """Every value that is there matches the regular expression."""
    return Expected("expect_column_values_to_match_regex", about, family, {"column": column, "regex": pattern})


def at_least(column: str, minimum: float, about: str, family: str) -> Expected:
    """Every value that is there is `minimum` or more."""
    return Expected("expect_column_values_to_be_between", about, family, {"column": column, "min_value": minimum})


def frame(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
    """The rows of a query as an Arrow-backed frame: an order of magnitude faster than Python objects."""
    return con.sql(sql, params=parameters).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)


def validate(name: str, data: pd.DataFrame, expected: Sequence[Expected]) -> list[Verdict]:
    """Validate a frame, one verdict per expectation in their order.

    Raises CheckCrashedError if an expectation could not be evaluated: Great Expectations reports an exception as
    `success=False`, and taken at its word a broken check looks like dirty data.
    """
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.expectations.registry import get_expectation_impl

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("month").add_dataframe_asset(name)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": data})
    expectations = [get_expectation_impl(e.kind)(meta={"at": i}, **e.arguments) for i, e in enumerate(expected)]
    suite = gx.ExpectationSuite(name=name, expectations=expectations)
    results: list[Any] = batch.validate(suite, result_format="BASIC").results
    in_order = sorted(results, key=lambda one: one.expectation_config.meta["at"])
    return [_verdict(wanted, one) for wanted, one in zip(expected, in_order, strict=True)]


def _verdict(expected: Expected, one: Any) -> Verdict:
    crash = _crash(one.exception_info)
    if crash is not None:
        raise CheckCrashedError(f"{expected.kind} on {expected.about} crashed: {crash}")
    return Verdict(expected, bool(one.success), int(one.result.get("unexpected_count", 0)))


def _crash(info: dict[str, Any]) -> str | None:
    """Where it crashed, without the exception's text: that may quote a value."""
    for one in [info] if "raised_exception" in info else info.values():
        if one["raised_exception"]:
            lines = [line.strip() for line in str(one["exception_traceback"]).strip().splitlines()]
            places = [line for line in lines if line.startswith("File ")]
            return f"{lines[-1].split(':')[0]} at {places[-1].rpartition('/')[2] if places else 'unknown place'}"
    return None
