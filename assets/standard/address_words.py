"""What people write into an address besides, and forms of its parts that are spelled out before it is read."""

from __future__ import annotations

NUMERAL = r"\d{1,5}|[一二三四五六七八九十]{1,3}"
MOBILE = r"1[3-9]\d{9}"
CALLED = "(?:(?:联系)?(?:电话|手机|Tel|TEL)(?:号码?)?:?)?"
PHONE = rf"[(,;]?{CALLED}{MOBILE}[)]?$|^{CALLED}{MOBILE}[,;:]?"
HERE = "^本(?:村|社区|小区|居)"
"""本村3组12号: the village that the row is listed in."""

SPELLED = (
    (HERE, ""),
    ("[(][^()0-9组期区栋幢]*[)]$", ""),  # a remark (老屋), (租); (三组) and (二期) are parts
    ("[()]", ""),
    (rf"({NUMERAL})社([^区]|$)", r"\1组\2"),
    (r"(\d)/", r"\1-"),
    (rf"({NUMERAL})楼({NUMERAL})单元", r"\1号楼\2单元"),
    (rf"单元({NUMERAL})楼(\d{{3,4}})", r"单元\2"),
    (rf"单元({NUMERAL})楼({NUMERAL})号?$", r"单元\1-\2"),
)
ROOM_IN_WORDS = "[楼元栋幢座门]([〇零○一二三四五六七八九]{3,4})(?:室|号|房|户)?$"


def without_phone(solid: str) -> str:
    """SQL: an address without a mobile number at its end or beginning."""
    return f"if(regexp_matches({solid}, '{MOBILE}'), nullif(regexp_replace({solid}, '{PHONE}', ''), ''), {solid})"


def spelled(tail: str) -> str:
    """SQL: what stands behind the region, without remarks, its forms as `addresses` reads them: 五〇一 as 501."""
    for pattern, form in SPELLED:
        tail = f"regexp_replace({tail}, '{pattern}', '{form}', 'g')"
    return tail


def in_figures(place: str) -> str:
    """SQL: 五〇一 behind a building or a staircase as 501."""
    room = f"regexp_extract({place}, '{ROOM_IN_WORDS}', 1)"
    figures = f"translate({room}, '〇零○一二三四五六七八九', '000123456789')"
    return f"if({room} = '', {place}, replace({place}, {room}, {figures}))"
