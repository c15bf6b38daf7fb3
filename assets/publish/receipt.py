"""交接单: what is handed to an enumerator with the roll of his tract, in two copies on one page, to be cut apart.

底册、图、表 are handed over with numbers that both sides count again (seeds/000: 做好与普查员基本信息的交接).
"""

from __future__ import annotations

from assets.publish.books import Area, Edition
from assets.publish.cells import Book, Sheet
from assets.publish.front_sheets import BLANK, UNASSIGNED
from assets.publish.headings import paragraph
from assets.publish.reading import COUNTS, ROLL

TITLE = "交接单"
COPIES = ("存根（移交人留存）", "回执（接收人留存，归还时凭此核销）")
WIDTHS = (18, 30, 18, 30)
CUT = "－ － － － － － － － － － － － － － －  沿 此 线 剪 开  － － － － － － － － － － － － － － －"


def write_receipt(book: Book, edition: Edition, area: Area, sheets: int) -> None:
    """One page with both copies; `sheets` is the number of sheets of the workbook."""
    sheet = book.sheet(TITLE)
    sheet.widths(WIDTHS)
    row = 0
    for copy in COPIES:
        row = _copy(sheet, edition, area, row, copy, _lines(area, sheets))
        if copy != COPIES[-1]:
            paragraph(sheet, row, 4, CUT, 34, "line_center")
            row += 1
    sheet.protect()
    sheet.page(f"{area.title}  {TITLE}", edition.month, edition.note, upright=True)


def _copy(sheet: Sheet, edition: Edition, area: Area, row: int, copy: str, lines: list[tuple[object, ...]]) -> int:
    paragraph(sheet, row, 4, "普查小区底册交接单", 32, "title")
    sheet.put(row + 1, 0, f"{copy}    编号：{area.tract}-{edition.month}", "line")
    sheet.put(row + 1, 3, f"参照时点：{edition.moment}", "line_right")
    sheet.put(row + 2, 0, edition.note, "warning")
    looks = ["head", "text", "head", "text"]
    after = sheet.lines(row + 3, lines, looks, 27)
    hands = [
        ("移交人（签名）", None, "接收人（签名）", None),
        ("移交日期", None, "接收日期", None),
        ("应归还日期", None, "实际归还日期", None),
        ("归还时份数、页数", None, "验收人（签名）", None),
    ]
    after = sheet.lines(after, hands, ["head", "entry", "head", "entry"], 34)
    text = f"移交、接收双方当面点清份数、页数、户数和人数；接收人负责保管和保密，{BLANK}前归还，遗失立即报告。"
    paragraph(sheet, after, 4, text, 30)
    return after + 1


def _lines(area: Area, sheets: int) -> list[tuple[object, ...]]:
    counts = dict(zip(COUNTS, area.rows["tract_groups"][-1][1:], strict=True)) if area.rows["tract_groups"] else {}
    homes = sum(row[ROLL.index("household_kind")] is not None for row in area.rows["roll"])
    listed = sum(len(area.rows[layout]) for layout in ("survey_family", "survey_collective", "survey_empty_hukou"))
    staff = area.staff
    return [
        ("村（居）", area.place, "村(居)代码", area.region),
        ("普查小区", area.title, "普查小区编号", area.tract),
        ("普查员", _with_phone(staff.enumerator, staff.enumerator_phone), "普查指导员",
            _with_phone(staff.supervisor, staff.supervisor_phone)),
        ("住房", f"{counts.get('dwellings', 0)} 套（空置 {counts.get('vacant', 0)}）", "底册户数", f"{homes} 户"),
        ("户籍人数", f"{counts.get('registered', 0)} 人", "现住人数", f"{counts.get('present', 0)} 人"),
        ("列册人数", f"{listed} 人", "工作表", f"{sheets} 张"),
        ("纸质页数", "＿＿＿＿页", "普查小区图", "＿＿＿＿张"),
    ]  # fmt: skip


def _with_phone(name: str | None, phone: str | None) -> str:
    return " ".join(filter(None, (name, phone))) or UNASSIGNED
