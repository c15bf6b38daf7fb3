"""`renpu rejected`: the rows that could not be accepted, as workbooks to be sent back."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from pipelines.cli_settings import settings_of


@click.command()
@click.argument("month")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder (default: rejected/MONTH in the warehouse)."
)
@click.pass_obj
def rejected(home: Path, month: str, out: Path | None) -> None:
    """Write the rejected rows of MONTH (YYYY-MM): one workbook per source, the reason in the first column."""
    from assets.publish.rejected_books import write_rejected
    from pipelines.month_database import NoAccountError, month_tables

    settings = settings_of(home)
    try:
        with month_tables(settings, month) as tables:
            folder = out or _emptied(settings.workspace.warehouse / "rejected" / month)
            written = list(write_rejected(tables.con, month, folder))
    except (NoAccountError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    for workbook in written:
        click.echo(f"{workbook.rows:>9,} rows  {workbook.file}")
    if not written:
        click.echo(f"{month}: no row was rejected")


def _emptied(folder: Path) -> Path:
    """The folder of the project's own, without the workbooks of an earlier call."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder
