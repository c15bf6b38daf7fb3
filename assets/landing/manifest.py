"""Which files were delivered, for which month, by which source, and what their content is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assets.landing.archive import is_clutter
from assets.registry.month import PATTERN, Month

REFERENCE = "reference"
NO_SOURCE = "unknown"


@dataclass(frozen=True, order=True)
class Delivered:
    """One file in the drop folder; `path` is relative to `data/raw` with forward slashes."""

    month: str
    source: str
    path: str
    file: Path

    @property
    def sha256(self) -> str:
        """Hash of its content."""
        stat = self.file.stat()
        return _content_hash(self.file, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=100_000)
def _content_hash(file: Path, _size: int, _mtime_ns: int) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def months_between(raw: Path, previous: Month | None, month: Month) -> list[str]:
    """Delivered months after `previous` (or from the first) up to and including `month`."""
    names = [p.name for p in raw.iterdir() if p.is_dir() and PATTERN.match(p.name)] if raw.is_dir() else []
    return sorted(n for n in names if (previous is None or n > previous.key) and n <= month.key)


def delivered(raw: Path, months: list[str]) -> list[Delivered]:
    """Every file of these months, in the order of months and paths. A file outside any source folder is `unknown`."""
    return sorted(d for month in months for d in _below(raw, raw / month, month))


def reference_files(raw: Path, month: Month) -> list[Delivered]:
    """The files of `data/raw/reference/`, reported with the month that reads them."""
    folder = raw / REFERENCE
    return [Delivered(month.key, REFERENCE, _relative(raw, f), f) for f in _files(folder)]


def manifest_hash(raw: Path, month: str) -> str:
    """Hash over paths and contents of one month's delivery and of the reference files."""
    files = [*_files(raw / month), *_files(raw / REFERENCE)]
    rows = [f"{_relative(raw, f)}|{Delivered(month, '', '', f).sha256}" for f in files]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _below(raw: Path, folder: Path, month: str) -> Iterator[Delivered]:
    for file in _files(folder):
        parts = file.relative_to(folder).parts
        yield Delivered(month, parts[0] if len(parts) > 1 else NO_SOURCE, _relative(raw, file), file)


def _files(folder: Path) -> list[Path]:
    found = folder.rglob("*") if folder.is_dir() else ()
    return sorted(f for f in found if f.is_file() and not is_clutter(f.name))


def _relative(raw: Path, file: Path) -> str:
    return file.relative_to(raw).as_posix()
