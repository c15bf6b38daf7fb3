"""One file read into a temporary place by a parser process: which source each sheet is, where its rows would go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePosixPath

import pyarrow.parquet as pq

from assets.landing.account import FileAccount, SheetAccount, failed
from assets.landing.check.columns import look_at_columns
from assets.landing.check.finding import SheetFinding
from assets.landing.check.guess import CLOSE, Candidate, Catalogue
from assets.landing.listing import list_file
from assets.landing.manifest import REFERENCE
from assets.landing.parse import Task, read_file
from assets.landing.readers.cells import as_text
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.readers.sniff import UnreadableError
from assets.landing.reference import is_read
from assets.landing.sheets.header import head_texts, shifted
from assets.landing.sheets.mapping import most_hits
from assets.landing.sheets.sheet import SheetReader
from assets.landing.sheets.summary import unread_account
from assets.landing.store import Shelf, rejects_name
from assets.landing.work import fault
from assets.registry.overrides import Overrides, known_sources
from assets.registry.secret_file import Secrets
from assets.registry.sources import Source, load_later_sources

SAMPLE = 500  # rows in which the shape of unknown columns is looked at


def look_at_file(
    overrides: str, file: Path, path: str, secrets: Secrets, aside: Path, member: str | None = None
) -> list[SheetFinding] | str:
    """The findings of one file, called `path`, or of one `member` of a zip; else what it did to the reader.

    `overrides` as JSON, `aside` the folder for what is parsed. Raises MemoryError.
    """
    try:
        return _FileInspection(_catalogue(overrides), file, path, aside).findings(secrets, member)
    except MemoryError:
        raise
    except BaseException as error:  # a panic of a Rust reader is no Exception
        return fault(error)


@lru_cache(maxsize=2)
def _catalogue(overrides: str) -> Catalogue:
    return Catalogue(Overrides.model_validate_json(overrides))


class _FileInspection:
    """Hands itself to the parser as the reader of one file."""

    def __init__(self, catalogue: Catalogue, file: Path, path: str, aside: Path) -> None:
        self._catalogue, self._file, self._path, self._aside = catalogue, file, path, aside
        self._pinned = _named_by_folder(self._path)
        self._found: dict[int, SheetFinding] = {}

    def findings(self, secrets: Secrets, member: str | None) -> list[SheetFinding]:
        """What was found in every sheet of the file, or of one member, opened with the passwords for it."""
        passwords = secrets.for_file(self._path)
        task = Task(self._file, "", None, self._aside, "file", passwords, member)
        with Shelf(self._aside, "file") as self._shelf, self._file.open("rb") as file:
            files = list(list_file(file, "", passwords) if is_only_listed(self._path) else read_file(task, file, self))
        return [self._finding(f, account) for f in files for account in f.sheets]

    def hits(self, records: Sequence[Sequence[str]]) -> int:
        """Header names in the best of some records, whatever the source."""
        names = [self._pinned] if self._pinned else list(self._catalogue.sources)
        return most_hits((v for name in names for v in self._catalogue.vocabularies[name]), records)

    def read(self, grid: Grid, number: int) -> SheetAccount:
        """One sheet, read as the source that it is taken for."""
        first = next(grid.chunks, None)
        if first is None:
            return SheetAccount(grid.sheet, "empty", "no cells", encoding=grid.encoding)
        head, only = head_texts(first), [self._pinned] if self._pinned else []
        candidates = self._catalogue.candidates(head, shifted(grid.merges, first), grid.sheet, [self._path], only)
        source = candidates[0].source if candidates else self._source_without_header(grid, first)
        if source is None:
            return unread_account(grid, first, "no_header", "no source has headers like these")
        account = self._account(SheetReader(source, self._shelf), grid, first, number)
        finding = self._look(candidates, first, account) if candidates else SheetFinding("", account, source.source)
        self._found[id(account)] = finding
        return account

    def _source_without_header(self, grid: Grid, first: Chunk) -> Source | None:
        """The source of the folder, else that of the table above, or of the sheet which this one continues."""
        if self._pinned:
            return self._catalogue.sources[self._pinned]
        sibling = grid.siblings.continued(grid.sheet, first) if grid.siblings and grid.sheet else None
        before = grid.before or (sibling and sibling.header)
        layout = before.mapping.layout if before else None
        return next((s for s in self._catalogue.sources.values() if layout in s.layouts), None)

    def _account(self, reader: SheetReader, grid: Grid, first: Chunk, number: int) -> SheetAccount:
        try:
            return reader.read(replace(grid, chunks=chain([first], grid.chunks)), number)
        except UnreadableError as error:
            return failed(error, grid.sheet)

    def _look(self, candidates: Sequence[Candidate], first: Chunk, account: SheetAccount) -> SheetFinding:
        best, *others = candidates
        header = best.header
        below = [[as_text(cell) for cell in row] for row in first.rows[header.top + header.depth :][:SAMPLE]]
        return SheetFinding(
            path="",
            account=account,
            source=best.source.source,
            layout=header.mapping.layout.layout,
            runners_up=tuple(c.source.source for c in others if best.score - c.score < CLOSE),
            header_row=first.numbers[header.top],
            columns=look_at_columns(header, below),
            missing=header.mapping.missing,
        )

    def _finding(self, file: FileAccount, account: SheetAccount) -> SheetFinding:
        found = self._found.get(id(account)) or SheetFinding("", account, self._pinned)
        path = f"{self._path}!{file.member}" if file.member else self._path
        reasons: Counter[str] = Counter()
        if account.rejected:
            rejects = self._aside / "file" / rejects_name(account.number or 0)
            reasons.update(pq.read_table(rejects, columns=["reason"])["reason"].to_pylist())
        return replace(found, path=path, by_folder=bool(self._pinned), rejected=tuple(sorted(reasons.items())))


def is_only_listed(path: str) -> bool:
    """Whether the folder of a file says that its sheets are named and not read."""
    source = _named_by_folder(path)
    return source in load_later_sources() or (source == REFERENCE and not is_read(PurePosixPath(path).name))


def _named_by_folder(path: str) -> str | None:
    """The source that the deepest folder with the name of one says."""
    known = {*known_sources(), *load_later_sources(), REFERENCE}
    return next((part for part in reversed(path.split("/")[:-1]) if part in known), None)
