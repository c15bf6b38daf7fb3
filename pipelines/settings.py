"""The settings of a county: `renpu.toml` and `layouts.yaml`, validated as a whole before anything runs.

Belongs here: reading, checking and hashing the files. Not here: what a rule means (`assets.registry.rules`), what a
layout is (`assets.registry.override_file`).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assets.landing.manifest import counties, months_in
from assets.registry.month import PATTERN
from assets.registry.override_file import NAME as LAYOUTS
from assets.registry.override_file import OverridesError, load_overrides
from assets.registry.overrides import Overrides
from assets.registry.rules import Rules
from assets.registry.run import Workspace
from assets.registry.secret_file import SecretsError, load_secrets

PROJECT = Path(__file__).resolve().parents[1]


class SettingsError(Exception):
    """A settings file is missing or wrong; the message lists every mistake of both."""


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Paths(_Group):
    """Folders, relative to the settings file."""

    raw: Path = Field(default=Path("data/raw"), description="drop folder")
    warehouse: Path = Field(default=Path("data/warehouse"), description="working state and published months")
    secrets: Path | None = Field(default=None, description="private file with the passwords of encrypted deliveries")


class Engine(_Group):
    """What the machine may use; results do not depend on it."""

    memory_limit: str = Field(
        default="2GB", description="memory of the database engine", pattern=r"^\d+(\.\d+)?\s*(MB|GB|MiB|GiB)$"
    )
    threads: int = Field(default=0, ge=0, description="0: all cores")


class Schedule(_Group):
    """When a month is run by itself."""

    first_month: str = Field(default="2020-01", description="first month that can be run", pattern=PATTERN.pattern)
    day: int = Field(default=5, ge=1, le=28, description="day of the monthly run of the month before")
    hour: int = Field(default=6, ge=0, le=23, description="its hour, Asia/Shanghai")


class Settings(Rules):
    """Everything that `renpu.toml` may hold."""

    home: Path
    paths: Paths = Paths()
    engine: Engine = Engine()
    schedule: Schedule = Schedule()

    @property
    def workspace(self) -> Workspace:
        """The county's folders and secrets file, absolute."""
        secrets = self.home / self.paths.secrets if self.paths.secrets else None
        return Workspace(self.home / self.paths.raw, self.home / self.paths.warehouse, secrets)

    @property
    def rules(self) -> Rules:
        """The rules alone: what results depend on."""
        return Rules.model_validate({name: getattr(self, name) for name in Rules.model_fields})

    def delivered_months(self) -> list[str]:
        """The months that have a folder in the drop folder or in the county's own below it, in order."""
        return months_in(self.workspace.raw, self.county.code)

    def listed(self) -> Iterator[tuple[str, object, str]]:
        """Every setting: name as in the file, value in force, meaning."""
        for group in (name for name in type(self).model_fields if name not in ("home", "layouts")):
            values = getattr(self, group)
            for name, info in type(values).model_fields.items():
                yield f"{group}.{name}", getattr(values, name), info.description or ""

    @property
    def settings_hash(self) -> str:
        """Content hash of the rules, first 16 hex digits."""
        return hashlib.sha256(self.rules.model_dump_json().encode()).hexdigest()[:16]


def load_settings(home: Path = PROJECT) -> Settings:
    """Read `<home>/renpu.toml` and, if there, `<home>/layouts.yaml`. Raises SettingsError naming every mistake."""
    raw, told = _table(home / "renpu.toml"), []
    layouts = Overrides()
    try:
        layouts = load_overrides(home / LAYOUTS)
    except OverridesError as error:
        told += [f"{LAYOUTS} has mistakes:", *(f"  {line}" for line in error.mistakes)]
    try:
        settings = Settings.model_validate({"layouts": layouts, **raw, "home": home})
    except ValidationError as error:
        told = ["renpu.toml has mistakes:", *map(_mistake, error.errors()), *told]
    if told:
        raise SettingsError("\n".join(told))
    try:
        load_secrets(settings.workspace.secrets)
    except SecretsError as error:
        raise SettingsError(str(error)) from None
    _refuse_unnamed_county(settings)
    return settings


def _refuse_unnamed_county(settings: Settings) -> None:
    """Where the drop folder holds counties only, the settings have to say which one this is."""
    raw = settings.workspace.raw
    if settings.county.code or months_in(raw) or not (found := counties(raw)):
        return
    told = f"{settings.paths.raw}/ has no months of its own, only the counties {', '.join(found)}"
    raise SettingsError(f"renpu.toml: set county.code: {told}")


def _table(file: Path) -> dict[str, object]:
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{file.name} is missing in {file.parent.name}/: copy the one of the project") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read as TOML: {error}") from None
    if "layouts" in raw:
        raise SettingsError(f"renpu.toml: [layouts] has its own file, {LAYOUTS} beside it; move it there")
    return raw


def _mistake(error: object) -> str:
    """One line of the message: which setting, what is wrong, what was found."""
    assert isinstance(error, dict)
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"  {where}: no such setting; remove it or correct its name"
    return f"  {where}: {error['msg']} (found {error['input']!r})"
