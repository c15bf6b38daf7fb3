"""`renpu sources check` as people see it: every header, no cell of the body."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.columns import aligned, cut
from tests.landing.files import put, text, xlsx

SECRETS = ["赵钱孙李", "421126198505010011", "13987654321", "秘密路99号"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    put(tmp_path, "renpu.toml", b"")
    return tmp_path


def check(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "sources", "check", str(home / "d"), *arguments])


def test_what_is_told_of_a_sheet(home: Path) -> None:
    header = ["序号", "姓名", "证件号码", "联络电话", "体温"]
    put(home, "d/medical_insurance/a.csv", text([header, ["1", *SECRETS[:3], "36.5"]]))
    result = check(home)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    for part in (
        "medical_insurance (by its folder)",
        "read; header in row 1; 2 rows: 1 accepted, 0 rejected, 1 skipped (1 header)",
        "row number",
        "→ id_number  证件号码",
        "never taken in, left unread",
        "? not stored; looks like: phone; nearest: phone 联系电话",
        '    phone: ["联络电话"]  # 联系电话; looks like: phone',
        "1 files, 0 that cannot be loaded as they are",
    ):
        assert any(part in line for line in lines), part


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "证件号码", "联系电话", "家庭住址"], SECRETS],
        [["某某", "号码", "电话", "住处"], SECRETS],
        [["姓名", "性别", "联系电话", "住处"], SECRETS],
        [SECRETS, SECRETS],
        [["", "", "", "x"], SECRETS],
    ],
    ids=["known", "unfamiliar", "column missing", "no header", "nothing"],
)
@pytest.mark.parametrize("folder", ["medical_insurance", "乱"])
def test_no_cell_of_the_body_is_printed(home: Path, rows: list[list[str]], folder: str) -> None:
    put(home, f"d/{folder}/a.csv", text(rows))
    put(home, f"d/{folder}/b.xlsx", xlsx({"Sheet1": rows}))
    result = check(home)
    assert isinstance(result.exception, SystemExit) or result.exception is None
    assert not [secret for secret in SECRETS if secret in result.output]


def test_the_yaml_alone(home: Path) -> None:
    put(home, "d/medical_insurance/a.csv", text([["姓名", "证件号码", "联络电话"], SECRETS[:3]]))
    result = check(home, "--yaml")
    assert yaml.safe_load(result.output) == {"medical_insurance": {"medical_insurance": {"phone": ["联络电话"]}}}


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", text([["户号", "姓名", "证件号码"], SECRETS[:3]])], ids=["unreadable", "column missing"]
)
def test_what_cannot_be_loaded_gives_code_1(home: Path, content: bytes) -> None:
    put(home, "d/police_hukou/a.csv", content)
    assert check(home).exit_code == 1


def test_nothing_is_written_beside(home: Path) -> None:
    put(home, "d/medical_insurance/a.csv", text([["姓名", "证件号码"], SECRETS[:2]]))
    check(home)
    assert sorted(p.name for p in home.iterdir()) == ["d", "renpu.toml"]


def test_chinese_takes_two_places() -> None:
    assert cut("与户主关系", 6) == "与户…"
    assert list(aligned([("姓名", 1), ("a", 22)], right=[1])) == ["姓名   1", "a     22"]
