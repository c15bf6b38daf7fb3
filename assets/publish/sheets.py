"""The sheets of a workbook that nobody fills in: 户主姓名底册, the summaries, and what the indicators mean."""

from __future__ import annotations

from assets.publish.books import Area, Edition, Row
from assets.publish.cells import Book
from assets.publish.headings import headed, paragraph
from assets.publish.reading import COUNTS, ROLL
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


def write_roll(book: Book, edition: Edition, area: Area) -> None:
    """户主姓名底册: one line per household or vacant dwelling, a total, and room for signatures."""
    title, roll = "户主姓名底册", area.rows["roll"]
    sheet, head = headed(book, edition, area, title, len(ROLL))
    spec = load_tables()["householder_roll"]
    sheet.widths(_ROLL_LOOKS[name][0] for name in ROLL)
    heads = [describe(spec, name)[0].split("（")[0] for name in ROLL]
    sheet.lines(head, [heads], ["head"] * len(ROLL), 30)
    after = sheet.lines(head + 1, map(_labelled, roll), [_ROLL_LOOKS[name][1] for name in ROLL], 20)
    sheet.filter(head, after - 1, len(ROLL))
    sheet.lines(after, [_total(roll)], ["total"] * len(ROLL), 22)
    sheet.put(after + 2, 0, _signatures(), "line")
    sheet.freeze(head + 1, ROLL.index("head_name") + 1)
    sheet.protect()
    sheet.page(f"{area.title}  {title}", edition.month, edition.note, (head, head))


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


def write_summary(book: Book, edition: Edition, area: Area, title: str, rows: tuple[Row, ...]) -> None:
    """A summary: a two-row head, then one line per village, group or tract."""
    width = len(COUNTS) + 1
    sheet, head = headed(book, edition, area, title, width)
    sheet.widths([22, *[8] * len(COUNTS)])
    spec = load_tables()["village_summary"]
    names = [describe(spec, name)[0] for name in COUNTS]
    sheet.height(head, 22)
    sheet.lines(head + 1, [[None, *names]], ["head"] * width, 46)
    for column, text in ((0, "村（居）、小组、小区"), (1, names[0])):
        sheet.merged(head, column, column, text, "head", bottom=head + 1)
    first = 2
    for family, columns in _FAMILIES:
        sheet.merged(head, first, first + columns - 1, family, "head")
        first += columns
    after = sheet.lines(head + 2, rows, ["text", *["number"] * len(COUNTS)], 22)
    paragraph(sheet, after + 1, width, CATEGORIES)
    sheet.freeze(head + 2, 1)
    sheet.protect()
    sheet.page(f"{area.title}  {title}", edition.month, edition.note, (head, head + 1))


def write_indicators(book: Book, edition: Edition, area: Area) -> None:
    """指标解释: the 19 core indicators, what is valid, and the rates of the village and the county."""
    title, width = "指标解释", len(_INDICATOR_HEADS)
    sheet, head = headed(book, edition, area, title, width)
    sheet.widths(width for width, _ in _INDICATOR_HEADS.values())
    sheet.lines(head, [list(_INDICATOR_HEADS)], ["head"] * width, 26)
    looks = [look for _, look in _INDICATOR_HEADS.values()]
    after = sheet.lines(head + 1, _indicator_lines(edition, area), looks, 21)
    standard = STANDARD.format(minimum=edition.minimum)
    for row, text in enumerate((standard, CATEGORIES, SECRECY), start=after + 1):
        paragraph(sheet, row, width, text)
    sheet.protect()
    sheet.page(f"{area.title}  {title}", edition.month, edition.note, (head, head))


def _indicator_lines(edition: Edition, area: Area) -> list[Row]:
    rates = {row[0]: row[1:] for row in area.rows["rates"]}
    lines: list[Row] = []
    for indicator in load_indicators():
        applicable, valid, rate, county = rates.get(indicator.indicator, (0, 0, None, None))
        verdict = "无人适用" if county is None else "达标" if county >= edition.minimum else "未达标"
        described = (indicator.number, indicator.zh, _GROUPS[indicator.group], indicator.rule_zh)
        lines.append((*described, applicable, valid, rate, county, verdict))
    return lines
