"""Every file of a folder looked at by the parser processes, under their limits; nothing is loaded, nothing is kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from pebble import ProcessPool

from assets.landing.account import SheetAccount
from assets.landing.check.finding import SheetFinding
from assets.landing.check.look import is_only_listed, look_at_file
from assets.landing.manifest import files_below, is_regular, relative_path
from assets.landing.pool import WORKERS, list_members, outcome
from assets.landing.work import NO_FILE, Limits
from assets.registry.overrides import Overrides
from assets.registry.rules import LandingRules
from assets.registry.secret_file import Secrets

Found = list[SheetFinding]
Looked = Future[Found | str]


def inspect(
    folder: Path, overrides: Overrides, secrets: Secrets | None = None, rules: LandingRules | None = None
) -> Iterator[Found]:
    """The findings of every file below a folder, or of one file, in the order of their paths."""
    rules = rules or LandingRules()
    limits = Limits(rules.file_seconds, int(rules.worker_memory))
    above = folder.parent.parent if folder.is_file() else folder.parent
    files = {relative_path(above, file): file for file in ([folder] if folder.is_file() else files_below(folder))}
    with (
        tempfile.TemporaryDirectory(prefix="renpu-check-", ignore_cleanup_errors=True) as aside,
        WORKERS.pool(rules.workers or os.cpu_count() or 1, limits.memory) as pool,
    ):
        looks = _Looks(pool, limits, overrides.model_dump_json(), secrets or Secrets(), Path(aside))
        under_way = {path: looks.begin(file, path) for path, file in files.items() if is_regular(file)}
        for path, file in files.items():
            yield looks.end(under_way[path], file, path) if path in under_way else _found(NO_FILE, path)


@dataclass(frozen=True)
class _Looks:
    """Looks at files in parser processes, each with a folder of its own for what is parsed."""

    pool: ProcessPool
    limits: Limits
    overrides: str
    secrets: Secrets
    aside: Path
    numbers: Iterator[int] = field(default_factory=count)

    def begin(self, file: Path, path: str, member: str | None = None) -> Looked:
        """Have a file looked at, or one member of a zip."""
        given = (self.overrides, file, path, self.secrets, self.aside / str(next(self.numbers)), member)
        looked: Looked = self.pool.schedule(look_at_file, given, timeout=self.limits.seconds)
        return looked

    def end(self, looked: Looked, file: Path, path: str) -> Found:
        """What was found; a zip that broke its reader is looked at member by member, as it would be loaded."""
        found = outcome(looked, self.limits)
        if isinstance(found, str):
            names = [] if is_only_listed(path) else list_members(self.pool, file, self.limits)
            parts = {f"{path}!{name}": self.begin(file, path, name) for name in names}
            members = [f for name, part in parts.items() for f in _found(outcome(part, self.limits), name)]
            return members or _found(found, path)
        return found


def _found(found: Found | str, path: str) -> Found:
    return [SheetFinding(path, SheetAccount(None, "failed", found))] if isinstance(found, str) else found
