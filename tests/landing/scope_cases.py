"""What is in force, as a table of deliveries: each case is a list of files and what counts after the last month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx

TOWN, A, B = "421126100000", "421126100001", "421126100002"
OLD_1, OLD_2, NEW = "421126100003", "421126100004", "421126100005"
REGIONS = [
    ["code", "name", "parent", "valid_from", "valid_to"],
    [TOWN, "青石镇", "421126000000", "", ""],
    [A, "赵围村村民委员会", TOWN, "", ""],
    [B, "马河村村民委员会", TOWN, "", ""],
    [OLD_1, "东湾村", NEW, "", "2026-09-30"],
    [OLD_2, "西湾村", NEW, "", "2026-09-30"],
    [NEW, "新湾村", TOWN, "2026-10-01", ""],
]
POLICE = ["户号", "姓名", "公民身份号码", "户籍地址", "户籍地编码"]
MEDICAL = ["姓名", "证件号码", "参保地编码"]
FAMILY = ["户编号", "姓名", "公民身份号码"]
STAFF = ["姓名", "身份证号"]
PUPILS = ["学籍号", "姓名", "身份证号", "学校名称"]


def police(count: int, code: str = "", address: str = "某处") -> list[list[str]]:
    return [["1", f"人{i}", str(i), address, code] for i in range(count)]


def people(count: int, code: str = "") -> list[list[str]]:
    return [[f"人{i}", str(i), code] for i in range(count)]


def family(count: int) -> list[list[str]]:
    return [["1", f"人{i}", str(i)] for i in range(count)]


def staff(count: int) -> list[list[str]]:
    return [[f"人{i}", str(i)] for i in range(count)]


def pupils(first: int, end: int, school: str = "一小") -> list[list[str]]:
    return [[f"G{i}", f"人{i}", str(i), school] for i in range(first, end)]


@dataclass(frozen=True)
class Case:
    """Files by path (sheets by name, or one text) and the rows in force of a layout by scope after the last month."""

    name: str
    layout: str
    files: dict[str, dict[str, Sequence[Sequence[str]]] | Sequence[Sequence[str]]]
    in_force: dict[str, int]
    regions: bool = True


def sheets(header: list[str], **rows: list[list[str]]) -> dict[str, Sequence[Sequence[str]]]:
    return {name: [header, *body] for name, body in rows.items()}


def check_in_force(land: Build, raw: Path, case: Case) -> None:
    """Deliver a case's files, land its months one after another, and count what is in force then."""
    if case.regions:
        put(raw, "reference/regions.csv", text(REGIONS))
    for path, content in case.files.items():
        put(raw, path, xlsx(content) if isinstance(content, dict) else text(content))
    for month in sorted({path[:7] for path in case.files}):
        con = land(month)
    found = con.execute(f"select scope, count(*) from landing.{case.layout} group by all").fetchall()
    assert dict(found) == case.in_force
