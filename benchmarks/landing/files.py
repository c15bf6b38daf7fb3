"""A household register in every form that landing reads, written on the spot; nobody in it is real."""

from __future__ import annotations

import csv
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
import xlwt

SOURCE = "police_hukou"
HEADER = (
    "序号",
    "户号",
    "姓名",
    "性别",
    "公民身份号码",
    "与户主关系",
    "户籍地址",
    "联系电话",
    "出生日期",
    "户籍地编码",
)


def lines(count: int) -> Iterator[list[str]]:
    """Rows of a household register; nobody is real."""
    draw = random.Random(count)
    for i in range(count):
        name = "".join(draw.choice("王李张刘陈杨伟芳娜敏静丽强磊") for _ in range(3))
        yield [
            str(i + 1), f"{i // 3:06}", name, draw.choice("男女"), f"37028119850{draw.randrange(10**7):07}",
            draw.choice(("户主", "配偶", "长子", "女儿")), f"某省某市某镇某村{draw.randrange(400)}号",
            f"138{draw.randrange(10**8):08}", f"19{draw.randrange(10, 99)}-0{draw.randrange(1, 10)}-11",
            f"4211261{draw.randrange(10**5):05}",
        ]  # fmt: skip


def write_csv(file: Path, count: int, encoding: str = "utf-8") -> None:
    """Delimited text."""
    with file.open("w", encoding=encoding, newline="") as handle:
        csv.writer(handle).writerows([HEADER, *lines(count)])


def write_xlsx(file: Path, count: int) -> None:
    """A workbook of strings."""
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([HEADER, *lines(count)]):
            sheet.write_row(number, 0, line, None)


def write_xls(file: Path, count: int) -> None:
    """A BIFF8 workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for number, line in enumerate([HEADER, *lines(count)]):
        for place, cell in enumerate(line):
            sheet.write(number, place, cell)
    book.save(str(file))


def write_page(file: Path, count: int) -> None:
    """A web page under a workbook's name."""
    rows = "".join(f"<tr><td>{'</td><td>'.join(line)}</td></tr>\n" for line in [HEADER, *lines(count)])
    file.write_text(f"<html><meta charset='utf-8'><table>{rows}</table></html>", "utf-8")


def write_zip(file: Path, count: int) -> None:
    """Two texts in a zip, of unlike lengths: the same text twice would be parsed once."""
    member, first = file.with_suffix(".csv"), count // 2 - 1
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for number, rows in ((1, first), (2, count - first)):
            write_csv(member, rows)
            package.write(member, f"{number}.csv")
    member.unlink()
