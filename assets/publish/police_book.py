"""户籍核对本: what the community's police officer hands to the enumerators of a village, and what they hand back.

社区民警以村社为单位将户籍信息分配给各普查员，普查员定期将修改清单反馈至社区民警 (seeds/002). Only the list of
corrections goes back, and only before the census: its data serve no other purpose (统计法 art. 28, 普查条例 art. 33).
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter

from assets.publish.books import Area, Edition, Row, Staff, Village
from assets.publish.cells import Book, Sheet
from assets.publish.front_sheets import (
    AGREEMENT,
    SIGNATURES,
    UNASSIGNED,
    write_agreement,
    write_cover,
    write_signatures,
)
from assets.publish.headings import headed, paragraph
from assets.publish.reading import HUKOU
from assets.publish.styles import A3

TITLE = "户籍核对本"
LIST, CHANGES, HANDED = "户籍人口核对表", "修改清单", "分发反馈登记表"
RESULTS = ("相符", "更正", "迁出", "死亡", "重复", "查无此人", "空挂")
_HEADS = {
    "户号": (12, "code"), "姓名": (9, "code"), "与户主关系": (9, "code"), "性别": (5, "code"), "出生日期": (11, "code"),
    "公民身份号码": (19, "code"), "户籍地址": (30, "wrapped"), "现住何处（据本月资料）": (30, "wrapped"),
    "联系电话": (13, "code"), "人口类别": (11, "code"), "空挂情况": (12, "wrapped"), "核对结果": (9, "entry"),
    "修改内容": (18, "entry"), "普查员签名": (10, "entry"),
}  # fmt: skip
_CHANGE_HEADS = {
    "序号": (6, "code"), "户号": (14, "entry"), "姓名": (12, "entry"), "公民身份号码": (22, "entry"),
    "修改项目": (14, "entry"), "原登记内容": (26, "entry"), "应改为": (26, "entry"), "依据": (22, "entry"),
    "普查员": (11, "entry"), "日期": (13, "entry"), "民警处理结果": (16, "entry"),
}  # fmt: skip
ONE_WAY = (
    "反馈社区民警的只是本修改清单，只更正户口登记本身（姓名、号码、迁出、死亡、重复等），并只在普查登记之前的户口整顿阶段使用；"
    "普查登记取得的资料不得反馈。现住何处一栏只供普查员入户参考。"
)
LINES = 28  # of the list of corrections
HOUSEHOLD = HUKOU.index("household_id")  # its number stands behind it, where the register gives one


def write_police_book(book: Book, edition: Edition, village: Village) -> None:
    """All sheets of the book of one village."""
    area = village.whole()
    contents = [
        (LIST, len(area.rows["hukou"])), (CHANGES, None), (HANDED, len(village.staff)), (SIGNATURES, None),
        (AGREEMENT, None),
    ]  # fmt: skip
    write_cover(book, edition, area, f"{TITLE}\n社区民警—普查员", contents)
    _write_list(book, edition, area, village)
    _write_changes(book, edition, area)
    _write_handed(book, edition, area, village)
    write_signatures(book, edition, area)
    write_agreement(book, edition, area)


def _write_list(book: Book, edition: Edition, area: Area, village: Village) -> None:
    """Household by household, the households of an enumerator's tract on pages of their own."""
    width = len(_HEADS)
    sheet, head = headed(book, edition, area, LIST, width)
    sheet.widths(column for column, _ in _HEADS.values())
    sheet.lines(head, [list(_HEADS)], ["head"] * width, 30)
    row, starts = head + 1, []
    for tract, of_tract in groupby(area.rows["hukou"], key=itemgetter(0)):
        starts.append(row)
        for group, found in groupby(of_tract, key=itemgetter(1)):
            row = _write_group(sheet, row, _section(village, tract, group), list(found))
    last = max(row - 1, head + 1)
    sheet.choose(head + 1, last, width - 3, RESULTS, ("核对结果", f"请选 {'、'.join(RESULTS)}"))
    sheet.numbers_as_text(head + 1, last, width)
    sheet.break_before(starts[1:])
    sheet.freeze(head + 1, 2)
    sheet.protect()
    sheet.page(f"{area.title}  {LIST}", edition.month, edition.note, (head, head), paper=A3)


def _write_group(sheet: Sheet, row: int, section: str, persons: list[Row]) -> int:
    """A line for the group, then its persons; a household's number stands with its first member only."""
    households = [person[HOUSEHOLD] for person in persons]
    sheet.height(row, 22)
    text = f"{section}    {len(set(households))} 户 {len(persons)} 人"
    sheet.merged(row, 0, len(_HEADS) - 1, text, "section")
    lines = [
        (None if own == before else person[HOUSEHOLD + 1], *person[HOUSEHOLD + 2 :], None, None, None)
        for own, before, person in zip(households, [None, *households], persons, strict=False)
    ]
    return sheet.lines(row + 1, lines, [look for _, look in _HEADS.values()], 26)


def _section(village: Village, tract: str, group: str | None) -> str:
    staff = village.staff.get(tract, Staff())
    named = f"第 {int(group)} 村民小组" if group and group.isdecimal() else group or "未分组"
    return (
        f"普查小区 {tract.removeprefix(village.region)}    {named}    普查员：{staff.enumerator or UNASSIGNED}"
        f"    普查指导员：{staff.supervisor or UNASSIGNED}"
    )


def _write_changes(book: Book, edition: Edition, area: Area) -> None:
    """修改清单: empty lines for what is to be corrected in the register."""
    width = len(_CHANGE_HEADS)
    sheet, head = headed(book, edition, area, CHANGES, width)
    sheet.widths(column for column, _ in _CHANGE_HEADS.values())
    paragraph(sheet, head, width, ONE_WAY)
    sheet.lines(head + 1, [list(_CHANGE_HEADS)], ["head"] * width, 26)
    lines = [(number, *[None] * (width - 1)) for number in range(1, LINES + 1)]
    after = sheet.lines(head + 2, lines, [look for _, look in _CHANGE_HEADS.values()], 24)
    sheet.numbers_as_text(head + 2, after - 1, width)
    sheet.freeze(head + 2, 3)
    sheet.protect()
    sheet.page(f"{area.title}  {CHANGES}", edition.month, edition.note, (head + 1, head + 1))


def _write_handed(book: Book, edition: Edition, area: Area, village: Village) -> None:
    """分发反馈登记表: how much went to whom, and when the corrections came back."""
    heads = (
        "普查小区", "普查员", "联系电话", "户数", "人数", "分发日期", "普查员签收", "反馈日期", "修改条数", "民警签收",
    )  # fmt: skip
    sheet, head = headed(book, edition, area, HANDED, len(heads))
    sheet.widths((18, 13, 15, 8, 8, 14, 15, 14, 10, 15))
    sheet.lines(head, [heads], ["head"] * len(heads), 26)
    households = Counter(tract for tract, _ in {(row[0], row[HOUSEHOLD]) for row in area.rows["hukou"]})
    persons = Counter(row[0] for row in area.rows["hukou"])
    lines = [
        (tract, staff.enumerator, staff.enumerator_phone, households[tract], persons[tract], *[None] * 5)
        for tract, staff in sorted(village.staff.items())
    ]
    after = sheet.lines(head + 1, lines, [*["code"] * 3, "number", "number", *["entry"] * 5], 26)
    sums = (households.total(), persons.total())
    sheet.lines(after, [("合计", None, None, *sums, *[None] * 5)], ["total"] * len(heads), 24)
    sheet.freeze(head + 1, 1)
    sheet.protect()
    sheet.page(f"{area.title}  {HANDED}", edition.month, edition.note, (head, head))
