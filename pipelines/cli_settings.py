"""Settings for commands: a mistake in them ends the command with its message."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.settings import Settings, SettingsError, load_settings


def settings_of(home: Path) -> Settings:
    """The county's settings. Raises click.ClickException with every mistake."""
    try:
        return load_settings(home)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
