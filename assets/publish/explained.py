"""填写说明: what every column of 一套表 and of the roll means and how it is filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from assets.publish.books import Area, Edition
from assets.publish.cells import Book
from assets.publish.entry_sheets import title_of
from assets.publish.headings import headed, paragraph
from assets.publish.reading import ROLL, SHEETS, columns_of
from assets.registry.labels import label_zh
from assets.registry.sources import load_layouts
from assets.registry.tables import load_fields

TITLE = "填写说明"
FILE = Path(__file__).with_name("filling.yaml")
HEADS = {"序号": (6, "code"), "栏目": (22, "wrapped"), "所在的表": (48, "wrapped"), "填写方法": (84, "wrapped")}
HOW = (
    "白色单元格可以直接改写：内容有误的改成正确的，缺的补上；漏登的人、户、房在表末空行补登；不属于本表的，清空整行（不要删除行，"
    "不要改动表头）。标注下拉列表的栏目请从列表中选择。改好的工作簿原样交回即可读取，也可以打印后手工修改。"
)


@cache
def load_filling() -> dict[str, str]:
    """How a column is filled in, by its name in the registry."""
    return dict(yaml.safe_load(FILE.read_text("utf-8")))


def explained_columns() -> dict[str, dict[str, str]]:
    """Every column that is printed: the tables in which it stands, with its header in each."""
    found: dict[str, dict[str, str]] = {}
    for layout in SHEETS:
        for column in columns_of(layout):
            found.setdefault(column, {})[title_of(layout)] = label_zh(load_layouts()[layout][1], column)
    for column in ROLL:
        found.setdefault(column, {})["户主姓名底册"] = load_fields()[column].zh
    return found


def write_filling(book: Book, edition: Edition, area: Area) -> None:
    """The sheet 填写说明."""
    sheet, head = headed(book, edition, area, TITLE, len(HEADS))
    sheet.widths(width for width, _ in HEADS.values())
    paragraph(sheet, head, len(HEADS), HOW)
    sheet.lines(head + 1, [list(HEADS)], ["head"] * len(HEADS), 24)
    lines = [
        (number, "、".join(dict.fromkeys(headers.values())), "、".join(headers), load_filling()[column])
        for number, (column, headers) in enumerate(explained_columns().items(), start=1)
    ]
    sheet.lines(head + 2, lines, [look for _, look in HEADS.values()], 26)
    sheet.freeze(head + 2, 2)
    sheet.protect()
    sheet.page(f"{area.title}  {TITLE}", edition.month, edition.note, (head + 1, head + 1))
