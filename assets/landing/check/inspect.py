"""Every file of a folder looked at by the parser processes, under their limits; nothing is loaded, nothing is kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture

from assets.landing.account import SheetAccount
from assets.landing.check.finding import SheetFinding
from assets.landing.check.look import look_at_file
from assets.landing.manifest import files_below, is_regular, relative_path
from assets.landing.pool import WORKERS
from assets.landing.work import NO_FILE, Limits
from assets.registry.overrides import Overrides
from assets.registry.rules import LandingRules
from assets.registry.secret_file import Secrets

Found = list[SheetFinding]


def inspect(
    folder: Path, overrides: Overrides, secrets: Secrets | None = None, rules: LandingRules | None = None
) -> Iterator[Found]:
    """The findings of every file below a folder, or of one file, in the order of their paths."""
    rules = rules or LandingRules()
    limits = Limits(rules.file_seconds, int(rules.worker_memory))
    above = folder.parent.parent if folder.is_file() else folder.parent
    files = {relative_path(above, file): file for file in ([folder] if folder.is_file() else files_below(folder))}
    given = overrides.model_dump_json(), secrets or Secrets()
    with (
        tempfile.TemporaryDirectory(prefix="renpu-check-", ignore_cleanup_errors=True) as aside,
        WORKERS.pool(rules.workers or os.cpu_count() or 1, limits.memory) as pool,
    ):
        under_way = {
            path: pool.schedule(
                look_at_file, (given[0], file, path, given[1], Path(aside) / str(number)), timeout=limits.seconds
            )
            for number, (path, file) in enumerate(files.items())
            if is_regular(file)
        }
        for path in files:
            yield _outcome(path, under_way.get(path), limits)


def _outcome(path: str, looked: ProcessFuture | None, limits: Limits) -> Found:
    """What a parser process found, or the one line that says why it could not."""
    if looked is None:
        return _failed(path, NO_FILE)
    try:
        found: Found = looked.result()
    except TimeoutError:
        return _failed(path, limits.too_long())
    except (ProcessExpired, MemoryError):
        return _failed(path, limits.too_much())
    return found


def _failed(path: str, message: str) -> Found:
    return [SheetFinding(path, SheetAccount(None, "failed", message))]
