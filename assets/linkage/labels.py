"""What the comparisons and their levels are called where people read them."""

from __future__ import annotations

from assets.linkage.sole import BITS

COMPARISONS = {"prior": "起点（任意两人）", "name": "姓名", "number": "证件号码", "birth": "出生日期", "sex": "性别",
               "place": "住址、电话、村"}  # fmt: skip

LEVELS = {
    "name": {
        "none": "一方没有姓名", "equal": "相同", "former": "一方是另一方的曾用名", "unknown_character": "缺字，余同",
        "homophone": "同音", "sound_alike": "近音", "lookalike": "形近字", "one_character": "名中一字不同",
        "surname_changed": "改姓，名相同", "near": "一字不同", "called": "称呼合其名（小某、某某）",
        "called_by_surname": "称呼合其姓（老某、某先生）", "called_otherwise": "称呼不合", "differs": "不同",
    },
    "number": {
        "none": "一方没有号码", "equal": "相同且有效", "equal_wrong": "相同但校验不符",
        "lent": "相近但姓名不同（借用，不作依据）", "head": "前15位相同（截断）",
        "one_digit": "一位不同", "swapped": "相邻两位颠倒", "digit_lost": "漏一位", "both_good": "两个有效号码，不同",
        "area": "只知地区码，相同", "differs": "不同",
    },
    "birth": {
        "none": "一方没有，或已含在号码中", "equal": "相同", "swapped": "月日颠倒", "lunar": "农历与公历相合",
        "month": "年月相同", "one_digit": "一位不同", "year": "年份相同",
        "next_year": "年份差一，月份相同", "differs": "不同",
    },
    "sex": {"none": "一方没有，或已含在号码中", "equal": "相同", "differs": "不同"},
    "place": {
        "none": "没有可比的", "home_and_phone": "同住处（或同户）且同电话", "home": "同住处或同户", "phone": "同电话",
        "only_village": "同村（居），一方没有住处", "village": "同村（居），住处不同", "differs": "都不同",
    },
}  # fmt: skip
"""Chinese label of every level of every comparison."""

VERDICTS = {
    "own": "本人号码",
    "open": "号码归属存疑",
    "borrowed": "借用他人号码",
    "waits": "待审核，不作依据",
    None: "无可用号码",
}


def _joined(zh: str, en: str) -> tuple[str, str]:
    return (
        f"规则：{zh}，视为一人（不论模型概率，按 {BITS:g} 比特计）",
        f"rule: {en}: one person (counts as {BITS:g} bits, whatever the model says)",
    )


NOTES = {
    "wrong_ledger": (
        "规则：台账记错号码，其余完全一致，视为一人",
        "rule: a ledger wrote the number wrongly and all else agrees: one person",
    ),
    "two_numbers": (
        "规则：两个有效号码是两个人（人工决定除外）",
        "rule: two valid numbers are two persons, unless somebody decided otherwise",
    ),
    "not_scored": (
        "模型：没有共同线索，或证据微弱，或已有人工决定，联结时未计入",
        "model: no clue in common, or too faint, or decided by somebody: not weighed",
    ),
    "chosen": (
        "规则：只有一人可能，且该来源的人几乎都见于其他来源，加权后联结",
        "rule: one person alone comes into question, and nearly all of that source are known elsewhere: weight added",
    ),
    "ambiguous": (
        "规则：另有一人证据相当，不自动联结",
        "rule: another person is about as well supported: not linked",
    ),
    "only_bearer": _joined(
        "全县只有一人叫此名，其余不相矛盾", "one person alone of the county bears this name, and nothing contradicts"
    ),
    "cut_number": _joined(
        "被截断的号码只合一人，出生日期和性别相同",
        "what a spreadsheet left of the number begins one number only, birth date and sex agree",
    ),
    "one_birth": _joined(
        "同住处（或同户）、同日出生，姓氏不相矛盾，没有名册把两人并列",
        "born on one day in one home, no other surname, and no register lists two",
    ),
    "one_name": _joined(
        "同住处（或同户）、姓名全同，年份记法不同", "one full name in one home, though the year is told otherwise"
    ),
    "one_character": _joined(
        "同住处（或同户），名中一字不同，全县无人叫此名",
        "of one home, one character of the name differs, and nobody of the county bears that name",
    ),
    "newborn": _joined(
        "同住处（或同户）的新生儿证上未取名，此名为其父或母之姓，本村无人叫此名",
        "a newborn of this home has no name yet, the name has a parent's surname, and nobody of the village bears it",
    ),
    "namesake": (
        "规则：姓名只是相近，另有带号码之人正叫此名，此对不作依据",
        "rule: the names only resemble each other, and somebody with a number bears the very name: no evidence",
    ),
    "listed": (
        "规则：姓名只是相近，而同一名册在同一住处另列了此名，此对不作依据",
        "rule: the names only resemble each other, and a list names both at one home: no evidence",
    ),
    "one_each": (
        "规则：同一名册每人一个编号（如出生医学证明编号），两个编号是两个人",
        "rule: a register gives one number to each (a birth certificate): two persons",
    ),
    "born_apart": (
        "规则：出生日期相差太远，不是笔误，是两个人（人工决定除外）",
        "rule: born too far apart for a slip of the pen: two persons, unless somebody decided otherwise",
    ),
    "borrowed": (
        "号码：两方写有同一号码，但姓名、性别或年龄不合，按借用处理，不作依据",
        "number: both state one number, but under another name, sex or age: borrowed, no evidence",
    ),
    "open_number": (
        "号码：两方写有同一号码，归属存疑，由模型权衡",
        "number: both state one number, and whose it is is open: left to the model",
    ),
}
"""What counted besides the weight, in Chinese and English."""
ROLES = {
    "self": "本人", "mother": "母亲", "father": "父亲", "guardian": "监护人", "owner": "房主", "head": "户主",
    "relative": "亲属",
}  # fmt: skip
MARKS = {"borrowed": "借用他人号码", "wrong_ledger": "台账记错号码"}
