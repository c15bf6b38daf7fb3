"""`renpu sources`: deliveries looked at before they are loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipelines.cli_settings import settings_of


@click.group()
def sources() -> None:
    """Look at what departments deliver."""


@sources.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, resolve_path=True))
@click.option("--yaml", "only_yaml", is_flag=True, help="Print nothing but the layouts.yaml that would read it all.")
@click.pass_obj
def check(home: Path, folder: Path, only_yaml: bool) -> None:
    """Read FOLDER (a month, a source's folder, any folder, or one file) without loading it.

    Tells per file and sheet which source it is taken for, its header row and what every column means; in the end a
    layouts.yaml for the headers that are not known. Leaves with code 1 if a file could not be loaded as it is.
    """
    from assets.landing.check.finding import SheetFinding, needs_action
    from assets.landing.check.inspect import inspect
    from assets.landing.check.propose import proposed_yaml
    from assets.registry.secret_file import load_secrets
    from pipelines.check_report import CheckReport

    settings = settings_of(home)
    layouts, secrets = settings.layouts, load_secrets(settings.workspace.secrets)
    report = CheckReport()
    found: list[SheetFinding] = []
    bad = files = 0
    for findings in inspect(folder, layouts, secrets, settings.landing):
        found += findings
        files, bad = files + 1, bad + needs_action(findings)
        if not only_yaml:
            click.echo("\n".join(report.file(findings)))
    text = proposed_yaml(found, layouts)
    if only_yaml:
        click.echo(text, nl=False)
    else:
        click.echo(f"\n{files:,} files, {bad:,} that cannot be loaded as they are")
        click.echo(
            f"\nUnknown headers: save this as layouts.yaml beside renpu.toml\n\n{text}" if text else "", nl=False
        )
    sys.exit(1 if bad else 0)
