"""Which files were delivered, for which month, by which source, and what their content is."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assets.landing.readers.archive import is_clutter
from assets.registry.month import PATTERN, Month

REFERENCE = "reference"
NO_SOURCE = "unknown"
COUNTY = re.compile(r"\d{6}")
NO_CONTENT = hashlib.sha256(b"nothing that can be opened").hexdigest()
UNREADABLE = hashlib.sha256(b"a file that cannot be opened").hexdigest()


@dataclass(frozen=True, order=True)
class Delivered:
    """One file in the drop folder; `path` is relative to `data/raw` with forward slashes."""

    month: str
    source: str
    path: str
    file: Path

    @property
    def sha256(self) -> str:
        """Hash of its content; links, pipes and closed folders have none and share NO_CONTENT.

        Files that are gone, or whose rights or disk do not let them be read, share UNREADABLE.
        """
        try:
            status = self.file.lstat()
            regular = stat.S_ISREG(status.st_mode)
            return _content_hash(self.file, status.st_size, status.st_mtime_ns) if regular else NO_CONTENT
        except OSError:
            return UNREADABLE


@lru_cache(maxsize=100_000)
def _content_hash(file: Path, _size: int, _mtime_ns: int) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def roots(raw: Path, county: str = "") -> list[Path]:
    """The folders that hold months: the drop folder and, where several counties share it, the county's own in it."""
    return [raw, raw / county] if county else [raw]


def counties(raw: Path) -> list[str]:
    """The county codes that have a folder with months in the drop folder."""
    found = raw.iterdir() if raw.is_dir() else ()
    return sorted(p.name for p in found if COUNTY.fullmatch(p.name) and p.is_dir() and months_in(p))


def months_in(raw: Path, county: str = "") -> list[str]:
    """The months that have a folder, in order; another county's are none of ours."""
    found = (p for root in roots(raw, county) if root.is_dir() for p in root.iterdir() if PATTERN.match(p.name))
    return sorted({p.name for p in found if p.is_dir()})


def months_between(raw: Path, previous: Month | None, month: Month, county: str = "") -> list[str]:
    """Delivered months after `previous` (or from the first) up to and including `month`."""
    return [n for n in months_in(raw, county) if (previous is None or n > previous.key) and n <= month.key]


def delivered(raw: Path, months: list[str], county: str = "") -> list[Delivered]:
    """Every file of these months, in the order of months and paths. A file outside any source folder is `unknown`."""
    return sorted(d for month in months for root in roots(raw, county) for d in _below(raw, root / month, month))


def reference_files(raw: Path, month: Month, county: str = "") -> list[Delivered]:
    """The files of `reference/`, reported with the month that reads them."""
    folders = (root / REFERENCE for root in roots(raw, county))
    return [
        Delivered(month.key, REFERENCE, relative_path(raw, f), f) for folder in folders for f in _files(raw, folder)
    ]


def manifest_hash(raw: Path, month: str, county: str = "") -> str:
    """Hash over paths and contents of one month's delivery and of the reference files."""
    files = [f for root in roots(raw, county) for name in (month, REFERENCE) for f in _files(raw, root / name)]
    rows = [f"{relative_path(raw, f)}|{Delivered(month, '', '', f).sha256}" for f in files]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def is_regular(file: Path) -> bool:
    """Whether there is content to read: no link out of the drop folder, no pipe that never ends."""
    return stat.S_ISREG(file.lstat().st_mode)


def _below(raw: Path, folder: Path, month: str) -> Iterator[Delivered]:
    for file in _files(raw, folder):
        source, inside, _ = relative_path(folder, file).partition("/")
        yield Delivered(month, source if inside else NO_SOURCE, relative_path(raw, file), file)


def _files(raw: Path, folder: Path) -> list[Path]:
    """What lies below a folder of the drop folder; the folder itself where a link stands for it or its county's."""
    linked = any(above.is_symlink() for above in (folder, folder.parent) if above != raw)
    return [folder] if linked and folder.is_dir() else files_below(folder)


def files_below(folder: Path) -> list[Path]:
    """Whatever lies below a folder: what is no regular file is reported too, and no link is followed.

    A folder that cannot be listed stands for what is in it.
    """
    closed: list[Path] = []
    levels = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))) if folder.is_dir() else ()
    found = (Path(above, name) for above, folders, files in levels for name in (*folders, *files))
    return sorted([f for f in found if (f.is_symlink() or not f.is_dir()) and not is_clutter(f.name)] + closed)


def relative_path(raw: Path, file: Path) -> str:
    """Path with forward slashes; names that an archiver wrote in GB18030 are read as such."""
    name = os.fsencode(file.relative_to(raw).as_posix())
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("utf-8", "replace")
