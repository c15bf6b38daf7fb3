"""`renpu linkage`: pairs out to clerks as workbooks, and their decisions back in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import duckdb

from assets.registry.month import Month
from pipelines.cli_settings import settings_of
from pipelines.linked_month import linked_month
from pipelines.settings import Settings
from pipelines.train_command import train

if TYPE_CHECKING:
    from assets.publish.pair_book import Pair

OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Workbook to write (default: in review/ of the warehouse).",
)
MONTH = click.option("--month", metavar="MONTH", help="Month to take them from (default: the newest one linked).")


@click.group()
def linkage() -> None:
    """Who is the same person: samples, doubtful pairs, decisions."""


@linkage.command()
@click.option("--n", "size", default=500, show_default=True, type=click.IntRange(1), help="Pairs to draw.")
@MONTH
@OUT
@click.pass_obj
def sample(home: Path, size: int, month: str | None, out: Path | None) -> None:
    """Draw a stratified sample of pairs for clerks: from it precision and recall are estimated with intervals."""
    from assets.quality import link_sample

    settings = settings_of(home)
    with linked_month(settings, month) as (con, key):
        drawn = link_sample.draw(con, key, size)
        pairs = [((a, ka), (b, kb)) for _, a, ka, b, kb in drawn]
        _hand_out(con, settings, key, "联结质量抽样核查表", pairs, out)
        link_sample.keep(con, settings.workspace, key)


@linkage.command()
@MONTH
@OUT
@click.pass_obj
def review(home: Path, month: str | None, out: Path | None) -> None:
    """Write all pairs of possible_match as a workbook: who may be one person is somebody's task."""
    from assets.quality import doubtful

    settings = settings_of(home)
    with linked_month(settings, month) as (con, key):
        _hand_out(con, settings, key, "疑似同一人核查表", doubtful.pairs(con), out)


def _hand_out(
    con: duckdb.DuckDBPyConnection, settings: Settings, month: Month, title: str, pairs: list[Pair], out: Path | None
) -> None:
    """Write the workbook and say how it comes back."""
    from assets.publish.pair_book import write_pairs

    file = out or settings.workspace.warehouse / "review" / f"{title}_{month}.xlsx"
    write_pairs(con, title, month, pairs, file)
    click.echo(f"{file}: {len(pairs):,} pairs of {month}; hand it back with: renpu linkage decide {file}")


@linkage.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def decide(home: Path, file: Path) -> None:
    """Enter the answers of FILE (a pair workbook that came back, or a CSV with its columns) into the ledger.

    Nothing is entered if one row is wrong. Decisions take effect in the next run and hold in every month.
    """
    from assets.linkage import ledger
    from assets.linkage.returned import ReturnedError, read_returned

    workspace = settings_of(home).workspace
    try:
        found = read_returned(file, partial(ledger.known, workspace))
        new = ledger.enter(workspace, found.decisions)
    except (ReturnedError, ledger.LedgerBusyError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"{file.name}: {new:,} decisions entered, {len(found.decisions) - new:,} known already, "
        f"{found.pending:,} rows pending (no answer, checker or evidence); decisions take effect in the next run"
    )


linkage.add_command(train)
