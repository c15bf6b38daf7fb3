"""`renpu why`: why records are one person, or two."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli_settings import settings_of
from pipelines.linked_month import linked_month


@click.command()
@click.argument("subject")
@click.argument("other", required=False)
@click.option("--month", metavar="MONTH", help="Month to look into (default: the newest one that was linked).")
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a page with the waterfall."
)
@click.pass_obj
def why(home: Path, subject: str, other: str | None, month: str | None, page: Path | None) -> None:
    """Tell why the records of SUBJECT (a person_id) are one person, or why two (SUBJECT OTHER, record_ids) are or not.

    Shows values of persons: for the terminal of the census office; the page is readable by its owner's group alone.
    """
    from assets.linkage import why as linkage_why
    from pipelines import why_page
    from pipelines.why_text import lines

    settings = settings_of(home)
    with linked_month(settings, month) as (con, _):
        told = linkage_why.of_records(con, subject, other) if other else linkage_why.of_person(con, subject)
    click.echo("\n".join(lines(told)))
    if page:
        why_page.write(told, settings.linkage.certain, page)
