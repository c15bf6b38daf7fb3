"""The sheets of a village workbook: 户主姓名底册, the two summaries, and what the indicators mean."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from assets.publish.books import COUNTS, ROLL, Edition, Row, Village
from assets.publish.styles import Styles, put, put_lines, set_up_page
from assets.registry.codes import load_codes
from assets.registry.indicators import load_indicators
from assets.registry.tables import describe, load_tables

# Width in characters and look of each column of the roll.
_ROLL_LOOKS = {
    "household_no": (9, "code"), "group_no": (8, "code"), "tract": (15, "code"), "building_no": (11, "code"),
    "unit_no": (11, "code"), "head_name": (13, "code"), "household_kind": (9, "code"), "registered": (8, "number"),
    "present": (8, "number"), "away": (8, "number"), "phone": (14, "code"), "address": (40, "text"),
    "note": (22, "text"),
}  # fmt: skip
_SUMMED = ("registered", "present", "away")
_FAMILIES = (("住房", 2), ("人口", 3), ("人口类别（本村口径）", 4), ("性别", 2), ("年龄", 4), ("本月", 2))
_GROUPS = {"basic": "基本", "birth": "出生", "death": "死亡"}
_INDICATOR_HEADS = {
    "序号": (6, "code"), "指标": (18, "text"), "类别": (8, "code"), "适用对象与有效口径": (66, "text"),
    "本村适用": (10, "number"), "本村有效": (10, "number"), "本村有效率": (11, "rate"), "全县有效率": (11, "rate"),
    "全县结论": (10, "code"),
}  # fmt: skip
STANDARD = "验收：全县每项指标的有效率（有效÷适用）不低于 {minimum:.0%} 为达标；有一项未达标即为暂行稿，不作验收依据。"
SECRECY = (
    "保密：本册含公民个人信息，仅供人口普查和实有人口核查使用。依照《中华人民共和国统计法》和《全国人口普查条例》，"
    "任何单位和个人不得对外提供、泄露，不得用于普查以外的目的；用毕交回，统一销毁。"
)
CATEGORIES = (
    "人口类别相对于村（居）：户在人在＝户口和居住都在本村；户在人不在＝户口在本村、居住在外；人在户不在＝居住在本村满规定天数、"
    "户口在外；户口待定＝居住在本村、户口待定。每人只在计入地计一类；外出人数另含户口在本村、计入本县其他村者。"
    "户籍人数＝户在人在＋外出人数；现住人数＝户在人在＋人在户不在＋户口待定。"
)


def write_roll(book: xlsxwriter.Workbook, styles: Styles, edition: Edition, village: Village) -> None:
    """户主姓名底册: one line per household or vacant dwelling, a total, and room for signatures."""
    title = "户主姓名底册"
    sheet, head = _sheet(book, styles, edition, village, title, len(ROLL))
    spec = load_tables()["householder_roll"]
    for column, name in enumerate(ROLL):
        sheet.set_column(column, column, _ROLL_LOOKS[name][0])
    heads = [describe(spec, name)[0].split("（")[0] for name in ROLL]
    put_lines(sheet, styles, head, [heads], ["head"] * len(ROLL), 30)
    looks = [_ROLL_LOOKS[name][1] for name in ROLL]
    after = put_lines(sheet, styles, head + 1, map(_labelled, village.roll), looks, 20)
    sheet.autofilter(head, 0, max(after - 1, head), len(ROLL) - 1)
    put_lines(sheet, styles, after, [_total(village.roll)], ["total"] * len(ROLL), 22)
    put(sheet, styles, after + 2, 0, _signatures(), "line")
    sheet.freeze_panes(head + 1, ROLL.index("head_name") + 1)
    set_up_page(sheet, f"{village.name}  {title}", edition.month, (head, head), edition.note)


def _labelled(row: Row) -> Row:
    kinds = {code.code: code.label_zh for code in load_codes()["household_kind"]}
    at = ROLL.index("household_kind")
    return (*row[:at], kinds.get(row[at], row[at]), *row[at + 1 :])


def _total(roll: tuple[Row, ...]) -> list[object]:
    """Vacant dwellings have a number on the roll and no household kind."""
    homes = sum(row[ROLL.index("household_kind")] is not None for row in roll)
    shown: dict[str, object] = {name: sum(row[ROLL.index(name)] for row in roll) for name in _SUMMED}
    shown |= {"household_no": "合计", "head_name": f"{homes} 户", "note": f"另有空户 {len(roll) - homes} 个"}
    return [shown.get(name) for name in ROLL]


def _signatures() -> str:
    blank = "＿" * 8
    return f"普查员（签名）：{blank}    普查指导员（签名）：{blank}    日期：＿＿＿＿年＿＿月＿＿日"


def write_summary(
    book: xlsxwriter.Workbook, styles: Styles, edition: Edition, village: Village, title: str, rows: tuple[Row, ...]
) -> None:
    """分村(居) or 分小组人口汇总表: a two-row head, then one line per region or group."""
    width = len(COUNTS) + 1
    sheet, head = _sheet(book, styles, edition, village, title, width)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, width - 1, 8)
    spec = load_tables()["village_summary"]
    names = [describe(spec, name)[0] for name in COUNTS]
    sheet.set_row(head, 22)
    put_lines(sheet, styles, head + 1, [[None, *names]], ["head"] * width, 46)
    for column, text in ((0, "村（居）、小组"), (1, names[0])):
        sheet.merge_range(head, column, head + 1, column, text, styles.plain("head"))
    first = 2
    for family, columns in _FAMILIES:
        sheet.merge_range(head, first, head, first + columns - 1, family, styles.plain("head"))
        first += columns
    after = put_lines(sheet, styles, head + 2, rows, ["text", *["number"] * len(COUNTS)], 22)
    _paragraph(sheet, styles, after + 1, width, CATEGORIES)
    sheet.freeze_panes(head + 2, 1)
    set_up_page(sheet, f"{village.name}  {title}", edition.month, (head, head + 1), edition.note)


def write_indicators(book: xlsxwriter.Workbook, styles: Styles, edition: Edition, village: Village) -> None:
    """指标解释: the 19 core indicators, what is valid, and the rates of the village and the county."""
    title = "指标解释"
    sheet, head = _sheet(book, styles, edition, village, title, len(_INDICATOR_HEADS))
    for column, (width, _) in enumerate(_INDICATOR_HEADS.values()):
        sheet.set_column(column, column, width)
    put_lines(sheet, styles, head, [list(_INDICATOR_HEADS)], ["head"] * len(_INDICATOR_HEADS), 26)
    looks = [look for _, look in _INDICATOR_HEADS.values()]
    after = put_lines(sheet, styles, head + 1, _indicator_lines(edition, village), looks, 21)
    standard = STANDARD.format(minimum=edition.minimum)
    for row, text in enumerate((standard, CATEGORIES, SECRECY), start=after + 1):
        _paragraph(sheet, styles, row, len(_INDICATOR_HEADS), text)
    set_up_page(sheet, f"{village.name}  {title}", edition.month, (head, head), edition.note)


def _indicator_lines(edition: Edition, village: Village) -> list[Row]:
    rates = {row[0]: row[1:] for row in village.rates}
    lines: list[Row] = []
    for indicator in load_indicators():
        applicable, valid, rate, county = rates.get(indicator.indicator, (0, 0, None, None))
        verdict = "无人适用" if county is None else "达标" if county >= edition.minimum else "未达标"
        described = (indicator.number, indicator.zh, _GROUPS[indicator.group], indicator.rule_zh)
        lines.append((*described, applicable, valid, rate, county, verdict))
    return lines


def _sheet(
    book: xlsxwriter.Workbook, styles: Styles, edition: Edition, village: Village, title: str, width: int
) -> tuple[Worksheet, int]:
    """A new sheet with its title, place and moment, and the verdict on a month below the standard; and its head row."""
    sheet = book.add_worksheet(title)
    sheet.set_row(0, 36)
    sheet.merge_range(0, 0, 0, width - 1, title, styles.plain("title"))
    put(sheet, styles, 1, 0, f"{village.place}（{village.region}）", "line")
    put(sheet, styles, 1, width - 1, f"参照时点：{edition.moment}", "line_right")
    sheet.set_row(1, 20)
    if not edition.note:
        return sheet, 2
    below = f"全县低于 {edition.minimum:.0%} 的指标 {len(edition.below)} 项：{'、'.join(edition.below)}"
    put(sheet, styles, 2, 0, f"{edition.note}。{below}", "warning")
    sheet.set_row(2, 20)
    return sheet, 3


def _paragraph(sheet: Worksheet, styles: Styles, row: int, width: int, text: str) -> None:
    sheet.set_row(row, 30)
    sheet.merge_range(row, 0, row, width - 1, text, styles.plain("paragraph"))
