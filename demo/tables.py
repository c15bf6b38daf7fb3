"""The small tables that the simulator ships: name frequencies, look-alike characters, places of origin, the profile."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def profile() -> dict[str, Any]:
    """Dirt, coverage and population rates: `profile.toml`, frozen before any model is tuned on it."""
    return tomllib.loads((FOLDER / "profile.toml").read_text("utf-8"))


@cache
def layouts() -> dict[str, Any]:
    """Sheets of each source: columns in their usual order, with the headers they are known by (contract.md 2, 3)."""
    files = ("layouts.toml", "layouts_community.toml")
    return {k: v for f in files for k, v in tomllib.loads((FOLDER / f).read_text("utf-8")).items()}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """A CSV of `names/`, as dictionaries."""
    with (FOLDER / "names" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The values of a one-column CSV of `names/`."""
    return tuple((FOLDER / "names" / f"{name}.csv").read_text("utf-8").split()[1:])


@cache
def confusions(name: str) -> dict[str, str]:
    """Character -> the characters it is taken for, from a table of groups (`homophones`, `lookalikes` ...)."""
    found: dict[str, str] = {}
    for group in lines(name):
        for character in group:
            found[character] = found.get(character, "") + group.replace(character, "")
    return found
