"""What people put around the records of a sheet: titles, header rows, hints for filling in, footers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from demo import tables
from demo.forms.style import Style


def headers(style: Style, layout: str, columns: Iterable[str]) -> list[str]:
    """The header of each column as this clerk writes it."""
    found = []
    for column in columns:
        variants = tables.layouts()[layout][column]
        weights = [3.0, *[1.0] * (len(variants) - 1)]
        text = style.pick(f"{layout}/{column}", variants, weights)
        if style.luck(f"star/{layout}/{column}") < tables.profile()["forms"]["odd_header"]:
            text = style.pick("star", ("*" + text, text + "（必填）", text + "："))
        found.append(text)
    return found


def titles(style: Style, title: str, notes: list[str]) -> list[str]:
    """Title and note rows above the header."""
    if style.text:
        return [title] if style.does("title_rows", 0.08) else []
    if not (style.does("title_rows") or notes):
        return []
    extra = [*notes, f"填报单位：{title[:12]}（盖章）", "填报日期：2026年", "注：请如实填写，不得漏报", "单位：人"]
    return [title, *extra[: len(notes) + int(style.luck("notes") * 4)]]


def header_rows(
    style: Style, names: list[str | None], top: int
) -> tuple[list[list[Any]], list[tuple[int, int, int, int]]]:
    """One header row, or two: a group over three columns, the others merged downwards or left blank below."""
    if style.text or style.trick == "commented" or not style.does("grouped_header") or len(names) < 9:
        return [list(names)], []
    at = 3 + int(style.luck("group") * (len(names) - 7))
    upper: list[Any] = list(names)
    lower: list[Any] = [None] * len(names)
    lower[at : at + 3] = names[at : at + 3]
    upper[at : at + 3] = ["基本情况", None, None]
    merges = [(top, at, top, at + 2)]
    if style.luck("group/down") < 0.6:
        merges += [(top, i, top + 1, i) for i in range(len(names)) if not at <= i < at + 3]
    return [upper, lower], merges


def hints(style: Style, columns: Iterable[str], before: int, width: int) -> list[list[Any]]:
    """In templates a row below the header that says how to fill each column; `before` columns stand in front."""
    if style.trick != "commented":
        return []
    known = {"name": "必填，真实姓名", "id_number": "18位身份证号", "phone": "多个电话用;分隔"}
    row = [known.get(c, "格式：YYYY-MM-DD" if c.endswith("_date") else "可选") for c in columns]
    return [[*[None] * before, *row, *[None] * (width - before - len(row))]]


def footer(style: Style, width: int, n: int) -> list[list[Any]]:
    """The rows below the last of `n` records: their number, who made the sheet, both or none."""
    if style.text or not style.does("footer"):
        return []
    total = ["合计", None, str(n), *[None] * (width - 3)]
    signed = ["制表人：李某", None, "审核人：王某", "日期：2026年", *[None] * (width - 4)]
    kind = int(style.luck("footer/kind") * 3) if width >= 4 else 0
    return [[total], [signed], [total, signed]][kind]
