"""`renpu linkage train`: a new model from months whose truth is known, beside the pinned one; pinned only if asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
KNOWN = (FILE, FILE)


@click.command()
@click.option(
    "--on", "months", type=KNOWN, multiple=True, required=True, metavar="DATABASE TRUTH",
    help="A month to learn from: its working database, and a Parquet file that says of its records (path, sheet, row, "
    "role) whom they speak of (true_person). Repeat for several months.",
)  # fmt: skip
@click.option(
    "--test", "tests", type=KNOWN, multiple=True, metavar="DATABASE TRUTH",
    help="A month that both models link, as a county's first one; must not be among those learnt from.",
)  # fmt: skip
@click.option("--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write the comparison as a page.")
@click.option("--pin", is_flag=True, help="Make the new model the one of every run from now on.")
def train(
    months: Sequence[tuple[Path, Path]], tests: Sequence[tuple[Path, Path]], page: Path | None, pin: bool
) -> None:
    """Train the linkage model anew and show it beside the pinned one; nothing changes without --pin.

    A monthly run never trains: scores must mean the same from month to month. After pinning, replay the county
    (renpu run --from MONTH), which keeps the ids of persons.
    """
    from assets.linkage import model
    from assets.linkage.training import counting, pinning, trial
    from pipelines.train_report import Report

    if again := [database for database, _ in tests if database in {known for known, _ in months}]:
        raise click.UsageError(f"{again[0]} is both learnt from and tested on: its figures would flatter the new model")
    old = model.load(model.TRAINED_ON)
    counted = counting.Tally()
    for month in months:
        counted += counting.tally(counting.Known(*month))
        click.echo(f"counted {month[0].stem}: {counted.pairs:,} true pairs so far", err=True)
    new = pinning.settle(counted)
    judged = [
        (known.database.stem, trial.tried(known, old), trial.tried(known, new.settings))
        for known in (counting.Known(*test) for test in tests)
    ]
    report = Report(old, new, judged)
    click.echo("\n".join(report.text()))
    if page:
        page.write_text(report.page(), encoding="utf-8")
    if pin:
        if report.untrained:
            raise click.ClickException(f"not pinned: {', '.join(report.untrained)} would have no weight")
        pinning.pin(new)
        click.echo(f"pinned: {model.FILE}")
