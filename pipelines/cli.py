"""The command `renpu`: what the Dagster UI does, for people at a terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipelines.account_command import account
from pipelines.as_of_command import as_of
from pipelines.cli_settings import settings_of
from pipelines.linkage_commands import linkage
from pipelines.rejected_command import rejected
from pipelines.settings import PROJECT
from pipelines.sources_command import sources
from pipelines.why import why


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    default=PROJECT,
    help="Folder of renpu.toml (default: the project).",
)
@click.pass_context
def main(context: click.Context, home: Path) -> None:
    """人普 renpu: from the files that a county's offices hand over to its population roster, month by month."""
    context.obj = home


main.add_command(sources)
main.add_command(why)
main.add_command(linkage)
main.add_command(account)
main.add_command(rejected)
main.add_command(as_of)


@main.command()
@click.argument("month", required=False)
@click.option("--from", "first", metavar="MONTH", help="Replay from this month to the last one delivered.")
@click.pass_obj
def run(home: Path, month: str | None, first: str | None) -> None:
    """Run MONTH (YYYY-MM): every floor, every check, and publish."""
    delivered = settings_of(home).delivered_months()
    if (month is None) == (first is None):
        raise click.UsageError(f"name one month, or a first month with --from; delivered: {_listed(delivered)}")
    wanted = [month] if month else [m for m in delivered if first is not None and m >= first]
    missing = [m for m in wanted if m not in delivered] if wanted else [str(first)]
    if missing:
        raise click.ClickException(f"nothing delivered for {_listed(missing)}; data/raw/ has {_listed(delivered)}")
    _run_all(home, wanted)


@main.command()
@click.pass_obj
def status(home: Path) -> None:
    """Show which months are delivered, published, stale and current."""
    from pipelines.summary import status_lines

    click.echo("\n".join(status_lines(settings_of(home))))


@main.command("settings")
@click.pass_obj
def show_settings(home: Path) -> None:
    """Show every setting with its value and meaning."""
    for name, value, meaning in settings_of(home).listed():
        click.echo(f"{name:<34} {value!s:<24} {meaning}")


@main.command()
@click.option("--persons", default=20_000, show_default=True, help="Persons of the demo county.")
@click.option("--months", default=3, show_default=True, help="Consecutive months.")
@click.option("--seed", default=101, show_default=True, help="Seed; the same seed gives the same bytes.")
@click.pass_obj
def demo(home: Path, persons: int, months: int, seed: int) -> None:
    """Make the demo county if nothing is delivered, run every month, and print a summary."""
    from demo.__main__ import main as simulate
    from pipelines.summary import demo_lines

    settings = settings_of(home)
    if not settings.delivered_months():
        click.echo(f"data/raw/ is empty: making a county of {persons:,} invented persons, {months} months")
        arguments = [
            "--persons",
            persons,
            "--months",
            months,
            "--seed",
            seed,
            "--out",
            settings.workspace.raw.parent,
        ]
        simulate([str(a) for a in arguments])
    _run_all(home, settings.delivered_months())
    click.echo("\n".join(demo_lines(settings)))


@main.command()
@click.option("--port", default=3000, show_default=True)
@click.pass_obj
def ui(home: Path, port: int) -> None:
    """Open the Dagster UI on 127.0.0.1."""
    from pipelines.home import prepare_dagster_home

    settings_of(home)
    dagster_home = prepare_dagster_home(home)
    dagster = Path(sys.executable).with_name("dagster")
    command = [str(dagster), "dev", "-w", str(PROJECT / "workspace.yaml"), "-h", "127.0.0.1", "-p", str(port)]
    sys.exit(subprocess.run(command, cwd=dagster_home, check=False).returncode)


def _listed(months: Sequence[str]) -> str:
    return ", ".join(months) or "no month"


def _run_all(home: Path, months: list[str]) -> None:
    """Run months in order, one line of result each; leaves with code 1 at the first that fails."""
    from pipelines.runner import run_months
    from pipelines.summary import missing_of

    for outcome in run_months(home, months):
        for line in outcome.warnings:
            click.echo(f"  注意 {line}")
        for line in outcome.problems:
            click.secho(f"  ✗ {line}", fg="red", err=True)
        click.echo(f"{outcome.month} {'published' if outcome.success else 'NOT published'}")
        click.echo("".join(f"{line}\n" for line in missing_of(settings_of(home), outcome.month)), nl=False)
        if not outcome.success:
            sys.exit(1)
