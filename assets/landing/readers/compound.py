"""The compound file (OLE) around an .xls: damaged chains of sectors that send a reader in circles."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import olefile

from assets.landing.readers.sniff import DamagedError

NO_SECTOR = 0xFFFFFFFA  # from here on the numbers mean end, free, or a table of sectors


def refuse_circles(content: bytes) -> None:
    """Raise DamagedError where a chain of sectors comes back to itself: calamine would follow it for ever."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            chains = list(_chains(file))
    except Exception as error:  # whatever its parser raises on damage
        raise DamagedError("workbook", type(error).__name__) from error
    if any(_circles(start, table) for start, table in chains):
        raise DamagedError("workbook", "a circle of sectors")


def _chains(file: olefile.OleFileIO) -> Iterator[tuple[int, Sequence[int]]]:
    """First sector and table of every chain: the directory, the small sectors, and each stream."""
    file.loadminifat()
    yield file.first_dir_sector, file.fat
    yield file.first_mini_fat_sector, file.fat
    for entry in filter(None, file.direntries):
        small = entry.entry_type == olefile.STGTY_STREAM and entry.size < file.mini_stream_cutoff_size
        yield entry.isectStart, file.minifat if small else file.fat


def _circles(start: int, table: Sequence[int]) -> bool:
    steps, sector = 0, start
    while sector < NO_SECTOR and sector < len(table) and steps <= len(table):
        sector, steps = table[sector], steps + 1
    return steps > len(table)
