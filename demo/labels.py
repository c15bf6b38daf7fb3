"""Codes as clerks write them: one spelling per file, the standard's label, a short word or the code itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

ETHNIC = {"01": "汉", "15": "土家", "03": "回", "06": "苗", "11": "满", "08": "壮", "05": "维吾尔"}
MARITAL = {"10": "未婚", "21": "初婚", "22": "再婚", "30": "丧偶", "40": "离婚"}
EDUCATION = {
    "14": "硕士毕业",
    "21": "大学本科毕业",
    "31": "大学专科毕业",
    "41": "中专毕业",
    "60": "普通高中",
    "70": "初中",
    "80": "小学",
    "90": "其他",
}
_EDUCATION_WORDS = {
    "14": "硕士研究生",
    "21": "大学本科",
    "31": "大专",
    "41": "中专",
    "60": "高中",
    "70": "初中",
    "80": "小学",
    "90": "文盲或半文盲",
}
RELATION = {
    "02": "户主",
    "10": "配偶",
    "11": "夫",
    "12": "妻",
    "20": "子",
    "22": "长子",
    "23": "次子",
    "24": "三子",
    "32": "长女",
    "33": "次女",
    "34": "三女",
    "38": "儿媳",
    "41": "孙子",
    "42": "孙女",
    "51": "父亲",
    "52": "母亲",
    "53": "公公",
    "54": "婆婆",
    "73": "弟",
    "77": "妹妹",
    "97": "其他亲属",
    "99": "非亲属",
}
_RELATION_WORDS = {
    **RELATION,
    "11": "配偶",
    "12": "配偶",
    "20": "之子",
    "22": "之子",
    "23": "之子",
    "24": "之子",
    "32": "之女",
    "33": "之女",
    "34": "之女",
    "38": "之儿媳",
    "41": "之孙子",
    "42": "之孙女",
    "51": "之父",
    "52": "之母",
}
SEX = ({"1": "男", "2": "女"}, {"1": "1", "2": "2"}, {"1": "M", "2": "F"})

STYLES: dict[str, tuple[dict[str, str], ...]] = {
    "sex": SEX,
    "ethnic": (ETHNIC, {k: v + "族" for k, v in ETHNIC.items()}, {k: k for k in ETHNIC}),
    "marital": (MARITAL, {**MARITAL, "21": "已婚", "22": "已婚", "40": "离异"}, {k: k for k in MARITAL}),
    "education": (EDUCATION, _EDUCATION_WORDS, {k: k for k in EDUCATION}),
    "relation": (RELATION, _RELATION_WORDS, {k: k for k in RELATION}),
}


def spell(field: str, codes: NDArray[Any], style: int) -> NDArray[Any]:
    """Codes of a field in one of its styles (0 label, 1 word, 2 code); None stays None."""
    table = STYLES[field][style]
    return np.array([None if c is None else table.get(c, c) for c in codes], dtype=object)
