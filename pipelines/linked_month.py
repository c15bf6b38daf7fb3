"""The linkage of a month, opened for a command; what is wrong with the month ends the command with its message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
import duckdb

from assets.registry.month import Month
from pipelines.settings import Settings


@contextmanager
def linked_month(settings: Settings, month: str | None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Month]]:
    """A connection that sees the linkage of a month, or of the newest one that was run. Raises click.ClickException."""
    from assets.linkage.month_view import UnknownError, opened

    run = [file.stem for file in sorted((settings.workspace.work / "months").glob("????-??.duckdb"))]
    if not (month or run):
        raise click.ClickException("no month was run yet: renpu run MONTH")
    try:
        key = Month(month or run[-1])
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    try:
        with opened(settings.workspace.database(key)) as con:
            yield con, key
    except UnknownError as error:
        raise click.ClickException(str(error)) from None
