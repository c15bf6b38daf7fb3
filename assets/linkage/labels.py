"""What the comparisons and their levels are called where people read them."""

from __future__ import annotations

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
NOTES = {
    "wrong_ledger": "规则：台账记错号码，其余完全一致，视为一人",
    "two_numbers": "规则：两个有效号码是两个人（人工决定除外）",
    "not_scored": "模型：没有共同线索，或证据微弱、另有同名之人、已有人工决定，联结时未计入",
    "chosen": "规则：只有一人可能，且该来源的人几乎都见于其他来源，加权后联结",
    "ambiguous": "规则：另有一人证据相当，不自动联结",
}
"""What counted besides the weight."""
ROLES = {
    "self": "本人", "mother": "母亲", "father": "父亲", "guardian": "监护人", "owner": "房主", "head": "户主",
    "relative": "亲属",
}  # fmt: skip
MARKS = {"borrowed": "借用他人号码", "wrong_ledger": "台账记错号码"}
