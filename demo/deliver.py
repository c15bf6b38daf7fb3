"""From an office's rows to files in the drop folder, with the truth of every row that speaks of a person."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.draws import name_id
from demo.forms import cells, odd, style, text
from demo.forms.press import Press
from demo.forms.sheet import Grid, build
from demo.office import Office
from demo.parts import Part
from demo.truth import bit

_ONLY_TABLE = "表1"  # how the table of a web page is called, which has no name of its own


@dataclass
class _Placed:
    """A part in its file: the row (0-based) and the tags of each record, the sheet's name (None in text)."""

    part: Part
    rows: NDArray[np.int64]
    tags: NDArray[np.int64]
    sheet: str | None


def _truth(placed: _Placed) -> pd.DataFrame:
    """Truth rows of one sheet: role self and the mentioned roles, `row` 1-based."""
    part, rows, tags, found = placed.part, placed.rows, placed.tags, []
    for column in part.frame.columns:
        if column != "pid" and not column.endswith("_pid"):
            continue
        role = "self" if column == "pid" else column.removesuffix("_pid")
        pids = part.frame[column].to_numpy().astype(np.int64)
        own = tags if role == "self" else part.frame.get(f"{role}_tags", pd.Series(0, part.frame.index)).to_numpy()
        there = pids >= 0
        found.append(pd.DataFrame({"row": rows[there] + 1, "role": role, "pid": pids[there], "tags": own[there]}))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _decorations(habits: style.Style) -> list[Grid]:
    """Sheets that hold no records: instructions, a hidden dictionary."""
    extra = []
    if habits.does("extra_sheet"):
        extra.append(Grid("说明", [["填表说明"], ["1. 姓名须与身份证一致"], ["2. 日期格式 YYYYMMDD"]]))
    if habits.does("hidden_sheet"):
        extra.append(Grid("字典", [["字典", "1", "男"], ["字典", "2", "女"]], hidden=True))
    return extra


def _sheets(office: Office, habits: style.Style, parts: list[Part]) -> tuple[list[Grid], list[_Placed]]:
    """The sheets of one file, and where the records of each part land in them."""
    if habits.text:
        joined = pd.concat([p.frame for p in parts], ignore_index=True)
        parts = [Part(parts[0].file, "", parts[0].layout, joined, parts[0].title)]
    grids: list[Grid] = []
    placed: list[_Placed] = []
    for part in parts:
        values = odd.bend(habits, cells.render(habits, part.layout, part.frame, office.rates))
        tags = part.frame["tags"].to_numpy(dtype=np.int64).copy()
        if "id_number" in part.frame and habits.numeric("id_number", office.rates):
            tags[cells.id_bits(part.frame["id_number"].to_numpy())] |= bit("id_truncated")
        blocks = part.frame[part.blocks].to_numpy() if part.blocks else None
        name = _ONLY_TABLE if habits.form == "html" else part.sheet
        grid, at = build(habits, part.layout, values, name, part.title, list(part.notes), blocks)
        odd.hide(habits, grid, at, part.frame["key"].to_numpy())
        pieces, piece = odd.cut(habits, grid, at)
        for i, made in enumerate(pieces):
            mine, first = piece == i, int(at[piece == i].min()) if i else 0
            there = replace(part, frame=part.frame[mine])
            placed.append(_Placed(there, at[mine] - first, tags[mine], None if habits.text else made.name))
        grids += pieces
    return grids, placed


def _print(habits: style.Style, grids: list[Grid], placed: list[_Placed], press: Press) -> Callable[[], bytes]:
    """The file's bytes to come; records of text files get the line on which they start."""
    if not habits.text:
        return press.submit(habits, [*grids, *_decorations(habits)])
    data, starts = text.write(grids[0], habits.delimiter, habits.encoding)
    placed[0].rows = starts[placed[0].rows]
    return lambda: odd.garbled(habits, data)


def _zip(members: list[tuple[str, bytes]], month: str) -> bytes:
    buffer = io.BytesIO()
    year, number = int(month[:4]), int(month[5:])
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, (year, number, 28, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _lay_down(folder: Path, printed: dict[str, list[tuple[str, Callable[[], bytes]]]], month: str) -> None:
    """Write the files, those of a bundle zipped together."""
    folder.mkdir(parents=True, exist_ok=True)
    for bundle, members in printed.items():
        made = [(name, data()) for name, data in members]
        for name, data in [(bundle, _zip(made, month))] if bundle else made:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)


def lay(office: Office, name: str, data: bytes, raw: Path) -> str:
    """Write a file that is no table of persons; returns its path below the drop folder."""
    where = f"{office.month}/{office.source}/{name}"
    (raw / where).parent.mkdir(parents=True, exist_ok=True)
    (raw / where).write_bytes(data)
    return where


def deliver(office: Office, parts: Iterable[Part], raw: Path, press: Press) -> list[pd.DataFrame]:
    """Write one source's files of one month below `raw`; returns the truth rows. Some files come zipped together."""
    files: dict[str, list[Part]] = {}
    for part in parts:
        files.setdefault(part.file, []).append(part)
    printed: dict[str, list[tuple[str, Callable[[], bytes]]]] = {}
    truth = []
    tricks = odd.choose(office.world.draws, office.source, {f: [len(p.frame) for p in s] for f, s in files.items()})
    for stem, sheets in files.items():
        rows = sum(len(p.frame) for p in sheets)
        habits = style.choose(office.world.draws, office.source, stem, office.month, rows)
        habits = odd.turned(habits, tricks[stem]) if stem in tricks else habits
        grids, placed = _sheets(office, habits, sheets)
        name, bundle = f"{stem}.{habits.suffix}", sheets[0].bundle or stem
        zipped = office.hit("zipped", [name_id(bundle)], tables.profile()["zipped"].get(office.source, 0.0))[0]
        archive = f"{bundle}.zip" if zipped else ""
        printed.setdefault(archive, []).append((name, _print(habits, grids, placed, press)))
        where = f"{office.month}/{office.source}/" + (f"{archive}!{name}" if zipped else name)
        truth += [_truth(p).assign(month=office.month, path=where, sheet=p.sheet) for p in placed]
    _lay_down(raw / office.month / office.source, printed, office.month)
    return truth
