"""`renpu as-of`: the roster at a moment, such as the census moment between two published months."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from pipelines.cli_settings import settings_of

FORMATS = ["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


def xlsx(context: click.Context, option: click.Parameter, file: Path | None) -> Path | None:
    """Refuse a name under which no spreadsheet would open a workbook."""
    if file and file.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{file.name}: the persons are written as a workbook, name it .xlsx")
    return file


@click.command("as-of")
@click.argument("moment", type=click.DateTime(FORMATS))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=xlsx,
    help="Write the persons into a workbook (.xlsx, mode 0640).",
)
@click.pass_obj
def as_of(home: Path, moment: dt.datetime, out: Path | None) -> None:
    """Count the roster at MOMENT (a day means its 00:00) per village, from the published month that holds it.

    The census moment 2026-11-01 is the end of October: the published 2026-10 as it stands.
    """
    from pipelines.as_of import MomentError, roster_at

    try:
        roster = roster_at(settings_of(home), moment)
    except MomentError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{moment:%Y-%m-%d %H:%M}  {roster.persons:,} persons in the roster, from {roster.month}")
    for region, persons in roster.villages:
        click.echo(f"   {region}  {persons:>9,}")
    if out:
        roster.write(out)
        click.echo(f"   written to {out}")
