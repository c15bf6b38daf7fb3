"""`renpu linkage`: pairs out to clerks as workbooks, and their decisions back in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from pipelines.cli_settings import settings_of
from pipelines.why import working_database

OUT = click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Workbook to write.")
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
    from assets.linkage.month_view import UnknownError, opened
    from assets.publish.pair_book import write_pairs
    from assets.quality import link_sample
    from assets.registry.month import Month

    workspace = settings_of(home).workspace
    database = working_database(workspace.work, month)
    key = Month(database.stem)
    out = out or Path(f"联结质量抽样核查表_{key}.xlsx")
    try:
        with opened(database) as con:
            drawn = link_sample.draw(con, key, size)
            write_pairs(con, "联结质量抽样核查表", key, [((a, ka), (b, kb)) for _, a, ka, b, kb in drawn], out)
            link_sample.keep(con, workspace, key)
    except UnknownError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{out}: {len(drawn):,} pairs of {key}; hand it back with: renpu linkage decide {out}")


@linkage.command()
@MONTH
@OUT
@click.pass_obj
def review(home: Path, month: str | None, out: Path | None) -> None:
    """Write all pairs of possible_match as a workbook: who may be one person is somebody's task."""
    from assets.linkage.month_view import UnknownError, opened
    from assets.publish.pair_book import write_pairs
    from assets.quality import doubtful
    from assets.registry.month import Month

    database = working_database(settings_of(home).workspace.work, month)
    key = Month(database.stem)
    out = out or Path(f"疑似同一人核查表_{key}.xlsx")
    try:
        with opened(database) as con:
            pairs = doubtful.pairs(con)
            write_pairs(con, "疑似同一人核查表", key, pairs, out)
    except UnknownError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{out}: {len(pairs):,} pairs of {key}; hand it back with: renpu linkage decide {out}")


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
        f"{found.pending:,} rows pending (no answer, checker or evidence); they take effect in the next run"
    )
