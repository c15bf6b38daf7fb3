"""The sheets around the tables: 封面 with the contents, 签字页, 保密协议.

谁清理、谁签字、谁负责; 信息核对原始记录保管三年备案待查 (seeds/004). The agreement is part of 一套表 (seeds/001).
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.publish.books import Area, Edition
from assets.publish.cells import Book
from assets.publish.headings import headed, paragraph, verdict

COVER, SIGNATURES, AGREEMENT = "封面", "签字页", "保密协议"
BLANK = "＿" * 8
UNASSIGNED = "（待选派）"
DAY = "＿＿＿＿年＿＿月＿＿日"

STEPS = (
    ("清理", "填报（清理）人", "逐户逐人核对并改正本册，对所清理的内容负责"),
    ("核对", "普查员", "入户核实，对本小区不重不漏负责"),
    ("审核", "普查指导员", "复核修改内容和依据，对审核结论负责"),
    ("确认", "社区民警", "对户籍人口的增减和更正负责"),
    ("批准", "村（居）负责人", "对本村（居）人口数据的真实、完整负责"),
    ("验收", "乡镇（街道）普查办公室", "抽查、验收"),
)
RULE = "谁清理、谁签字、谁负责。修改有依据，签字要本人；信息核对的原始记录随本册保管三年，备案待查。"

# 统计法 (2024) art. 28 and 全国人口普查条例 art. 33: no disclosure, no other use, no basis of administrative acts.
# 条例 art. 32 and 统计法实施条例 art. 22: keeping and destruction; 个人信息保护法 art. 6 and 28: least scope.
ARTICLES = (
    "为保守人口普查资料中的个人信息，依照《中华人民共和国统计法》第二十八条、《全国人口普查条例》第三十三条和"
    "《中华人民共和国个人信息保护法》的规定，接触本册的人员（以下称签署人）承诺：",
    "一、本册只用于人口普查和普查前的实有人口核查。不用于普查以外的目的，不作为对普查对象实施行政处罚、行政许可等具体"
    "行政行为的依据，不作为考核、奖惩的依据。",
    "二、不向任何单位和个人提供、泄露本册中能够识别或者推断普查对象身份的资料，包括姓名、公民身份号码、住址、电话、"
    "家庭成员和婚育情况；不拍照、不复印、不通过微信等社交软件传送；电子版只存放在指定的设备上。",
    "三、只查看本人负责的村（居）、普查小区的资料；领取、归还时办理交接手续，做到份数、页数、人数相符；不得转借。",
    "四、入户时出示证件，只核实规定的项目；调查对象申报的情况，不告知其他住户和无关人员。",
    "五、遗失或者泄露本册资料的，立即报告普查办公室，采取补救措施。",
    "六、工作结束或者离开岗位时，交回全部纸质和电子资料，不自行留存；由普查办公室按照国家规定保管、统一销毁。",
    "七、保密义务不因工作结束、离开岗位而解除。违反本协议的，依照统计法、全国人口普查条例等法律法规追究责任；"
    "构成犯罪的，依法追究刑事责任。",
)


def write_cover(book: Book, edition: Edition, area: Area, title: str, contents: Sequence[tuple[str, object]]) -> None:
    """封面: what the book is of, its contents (sheets with their number of lines), and who holds it."""
    sheet = book.sheet(COVER)
    sheet.widths((8, 40, 24, 22))
    for row, (text, look, height) in enumerate(_front(edition, area, title)):
        paragraph(sheet, row, 4, text, height, look)
    sheet.lines(8, [("序号", "目  录", "行数", "备注")], ["head"] * 4, 24)
    lines = [(number, name, rows, None) for number, (name, rows) in enumerate(contents, start=1)]
    after = sheet.lines(9, lines, ["code", "text", "number", "text"], 20)
    paragraph(sheet, after + 1, 4, RULE, 36)
    sheet.put(after + 2, 0, f"保管人（签名）：{BLANK}    第＿＿份，共＿＿份    领取日期：{DAY}", "line")
    sheet.protect()
    sheet.page(f"{area.title}  {COVER}", edition.month, edition.note, upright=True)


def _front(edition: Edition, area: Area, title: str) -> list[tuple[str, str, float]]:
    tract = f"普查小区：{area.tract}（{area.title}）" if area.tract else ""
    staff = f"普查员：{area.staff.enumerator or BLANK}    普查指导员：{area.staff.supervisor or BLANK}" if tract else ""
    return [
        ("内部资料  注意保密", "warning", 24),
        (title, "cover", 92),
        (area.place, "line_center", 28),
        (f"村(居)代码：{area.region}", "line_center", 28),
        (tract, "line_center", 28),
        (staff, "line_center", 28),
        (f"参照时点：{edition.moment}", "line_center", 28),
        (verdict(edition) if edition.note else "", "warning", 40),
    ]


def write_signatures(book: Book, edition: Edition, area: Area) -> None:
    """签字页: who cleaned, checked, examined and approved, with dates; open to be filled in on screen as on paper."""
    heads = ("环节", "责任人", "职责", "姓名", "签名", "联系电话", "意见", "日期")
    sheet, head = headed(book, edition, area, SIGNATURES, len(heads))
    sheet.widths((9, 20, 38, 13, 18, 15, 22, 15))
    sheet.lines(head, [heads], ["head"] * len(heads), 26)
    names = {"普查员": (area.staff.enumerator, area.staff.enumerator_phone),
        "普查指导员": (area.staff.supervisor, area.staff.supervisor_phone)}  # fmt: skip
    lines = []
    for step, who, duty in STEPS:
        name, phone = names.get(who, (None, None))
        lines.append((step, who, duty, name, None, phone, None, None))
    after = sheet.lines(head + 1, lines, ["code", "code", "wrapped", "entry", "entry", "entry", "entry", "entry"], 46)
    paragraph(sheet, after + 1, len(heads), RULE, 24, "prose")
    sheet.protect()
    sheet.page(f"{area.title}  {SIGNATURES}", edition.month, edition.note, (head, head))


def write_agreement(book: Book, edition: Edition, area: Area) -> None:
    """保密协议: its articles, and lines to sign for everybody who handles the book."""
    sheet, head = headed(book, edition, area, AGREEMENT, 5)
    sheet.widths((8, 18, 28, 22, 20))
    for row, text in enumerate(ARTICLES, start=head):
        paragraph(sheet, row, 5, text, 20 * (1 + len(text) // 42) + 6, "prose")
    row = head + len(ARTICLES) + 1
    sheet.lines(row, [("序号", "签署人", "单位、职务", "签名", "日期")], ["head"] * 5, 24)
    lines = [(number, None, None, None, None) for number in range(1, 9)]
    sheet.lines(row + 1, lines, ["code", *["entry"] * 4], 26)
    sheet.protect()
    sheet.page(f"{area.title}  {AGREEMENT}", edition.month, edition.note, upright=True)
