"""`renpu account`: where every row of a month's delivery went."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli_settings import settings_of


@click.command()
@click.argument("month")
@click.option("--source", help="Only this source.")
@click.option("--problems", is_flag=True, help="Only what needs somebody's action.")
@click.pass_obj
def account(home: Path, month: str, source: str | None, problems: bool) -> None:
    """Account for the delivery of MONTH (YYYY-MM): rows = accepted + rejected + skipped, per file and sheet."""
    from pipelines.account_report import problem_lines, sheet_lines, total_lines
    from pipelines.month_database import NoAccountError, month_tables

    settings = settings_of(home)
    try:
        with month_tables(settings, month) as tables:
            click.echo(f"{month}, {tables.state}")
            needed = list(problem_lines(tables.con, month, source, settings.landing))
            _section("Needs action", needed or ["nothing"])
            if not problems:
                _section("Sheets", list(sheet_lines(tables.con, source)))
                _section("Sources", list(total_lines(tables.con, source)))
    except (NoAccountError, ValueError) as error:
        raise click.ClickException(str(error)) from None


def _section(title: str, lines: list[str]) -> None:
    click.echo("\n".join([f"\n{title}", *(f"  {line}" for line in lines)]))
