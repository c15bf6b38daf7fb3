"""A delivery read without loading it; the mapping it proposes is tried out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assets.landing.check.finding import SheetFinding, needs_action
from assets.landing.check.inspect import inspect
from assets.landing.check.propose import proposed_yaml
from assets.registry.override_file import load_overrides
from assets.registry.overrides import Overrides
from assets.registry.secret_file import Secrets
from tests.landing.files import put, text, xlsx, zipped
from tests.landing.hostile import far_cell
from tests.landing.locked import locked_xlsx

PEOPLE = [["张三", "421126198505010011", "13900000001"], ["李四", "421126199001010027", "13900000002"]]
MEDICAL = ["姓名", "证件号码", "联系电话"]


def look(folder: Path, overrides: Overrides | None = None) -> list[SheetFinding]:
    return [finding for found in inspect(folder, overrides or Overrides()) for finding in found]


def uses(finding: SheetFinding) -> dict[str, str]:
    return {column.header: column.column or column.use for column in finding.columns}


def paste(folder: Path, findings: Sequence[SheetFinding], before: Overrides | None = None) -> Overrides:
    """The proposed mapping saved as `layouts.yaml` and read again."""
    return load_overrides(put(folder, "layouts.yaml", proposed_yaml(findings, before or Overrides()).encode()))


def test_a_month_folder(tmp_path: Path) -> None:
    put(tmp_path, "2026-10/medical_insurance/镇/a.csv", text([MEDICAL, *PEOPLE, ["", "", ""]]))
    (found,) = look(tmp_path / "2026-10")
    assert (found.path, found.source, found.by_folder) == (
        "2026-10/medical_insurance/镇/a.csv", "medical_insurance", True,
    )  # fmt: skip
    assert (found.header_row, found.account.accepted, found.account.skips["blank"]) == (1, 2, 1)
    assert uses(found) == {"姓名": "name", "证件号码": "id_number", "联系电话": "phone"}


@pytest.mark.parametrize("what", ["2026-10/medical_insurance", "2026-10/medical_insurance/a.csv"])
def test_a_sources_folder_or_one_file(tmp_path: Path, what: str) -> None:
    put(tmp_path, "2026-10/medical_insurance/a.csv", text([MEDICAL, *PEOPLE]))
    (found,) = look(tmp_path / what)
    assert (found.source, found.by_folder) == ("medical_insurance", True)


@pytest.mark.parametrize(
    ("name", "header", "source"),
    [
        ("x.csv", ["户号", "姓名", "公民身份号码", "户籍地址", "何时迁来"], "police_hukou"),
        ("x.csv", ["出生医学证明编号", "新生儿姓名", "出生日期", "母亲姓名"], "health_births"),
        ("x.csv", ["学籍号", "姓名", "学校名称", "年级", "监护人姓名"], "education_students"),
        ("育龄妇女花名册.csv", ["姓名", "身份证号", "联系电话"], "health_women"),
        ("乡医保名单.csv", ["姓名", "身份证号", "联系电话"], "medical_insurance"),
    ],
)
def test_unsorted_files_are_known_by_headers_and_names(
    tmp_path: Path, name: str, header: list[str], source: str
) -> None:
    put(tmp_path, f"乱/{name}", text([header, ["1"] * len(header)]))
    (found,) = look(tmp_path / "乱")
    assert (found.source, found.by_folder) == (source, False)


def test_a_close_runner_up_is_told(tmp_path: Path) -> None:
    put(tmp_path, "乱/x.csv", text([["姓名", "身份证号", "联系电话"], *PEOPLE]))
    (found,) = look(tmp_path / "乱")
    assert found.runners_up


def test_sheets_of_a_zip(tmp_path: Path) -> None:
    book = xlsx({"甲村": [MEDICAL, *PEOPLE], "填表说明": [["请如实填写"]]})
    put(tmp_path, "medical_insurance/a.zip", zipped({"b.xlsx": book, "c.pdf": b"%PDF-1.7"}))
    found = look(tmp_path / "medical_insurance")
    assert [(f.path[-5:], f.account.sheet, f.account.status) for f in found] == [
        ("b.xlsx"[-5:], "甲村", "read"), ("b.xlsx"[-5:], "填表说明", "no_header"), ("c.pdf", None, "failed"),
    ]  # fmt: skip
    assert needs_action(found)
    assert not needs_action(found[:2])


def test_a_bad_member_of_a_zip_costs_itself_only(tmp_path: Path) -> None:
    package = {"a.csv": text([MEDICAL, *PEOPLE]), "b.xlsx": far_cell(), "c.xlsx": xlsx({"甲村": [MEDICAL, *PEOPLE]})}
    put(tmp_path, "medical_insurance/a.zip", zipped(package))
    good, bad, other = look(tmp_path / "medical_insurance")
    assert [f.path.split("!")[1] for f in (good, bad, other)] == ["a.csv", "b.xlsx", "c.xlsx"]
    assert [f.account.status for f in (good, bad, other)] == ["read", "failed", "read"]
    assert "landing.worker_memory" in bad.account.message


def test_tables_one_below_another_have_each_their_own_groups(tmp_path: Path) -> None:
    births = [
        ["出生证编号", "出生日期", "母亲", None, "父亲", None],
        [None, None, "姓名", "身份证号", "姓名", "身份证号"],
        ["A1", "2026-10-02", "李四", "421126199001010027", "张三", "421126198505010011"],
    ]
    short = [["出生证编号", "新生儿姓名", "出生日期", "母亲姓名"], ["A2", "王五", "2026-10-03", "赵六"]]
    put(tmp_path, "新到/a.xlsx", xlsx({"Sheet1": [*short, *births]}, {"Sheet1": [(2, 2, 2, 3), (2, 4, 2, 5)]}))
    first, second = look(tmp_path / "新到")
    assert [f.account.accepted for f in (first, second)] == [1, 1]
    assert second.header_row == 3
    assert {"mother_name", "mother_id_number", "father_name", "father_id_number"} <= set(uses(second).values())


def test_rejected_rows_are_counted_by_reason(tmp_path: Path) -> None:
    put(tmp_path, "medical_insurance/a.csv", text([[*MEDICAL, "备注"], *[[*p, ""] for p in PEOPLE], ["", "", "", "x"]]))
    (found,) = look(tmp_path)
    ((reason, count),) = found.rejected
    assert count == 1
    assert "id_number" in reason


@pytest.mark.parametrize(
    "header",
    [
        ["姓名", "参保人证明号", "联络电话", "家里地址", "缴费档次", "险种类型"],
        ["参保人名称", "本人身份证", "电话联系", "联系住址", "险种类别", "人员备注"],
        ["姓 名", "身份证件号*", "联系电话(本人)", "居住的地址", "参保的状态", "经办人(签字)"],
    ],
)
def test_what_is_proposed_works_when_pasted(tmp_path: Path, header: list[str]) -> None:
    rows = [[*person, "一组3号东头", "三", "居民医保"] for person in PEOPLE]
    put(tmp_path, "d/medical_insurance/a.xlsx", xlsx({"Sheet1": [["某镇名册"], header, *rows]}))
    overrides = paste(tmp_path, look(tmp_path / "d"))
    (found,) = look(tmp_path / "d", overrides)
    assert found.account.accepted == 2
    assert found.account.message == ""
    assert not {"unknown"} & {c.use for c in found.columns}
    assert {"name", "id_number", "phone"} <= set(uses(found).values())
    assert proposed_yaml([found], overrides) == ""


def test_groups_of_a_two_row_header_are_proposed_where_they_tell_apart(tmp_path: Path) -> None:
    rows = [
        ["出生证编号", "出生日期", "产妇", None, "配偶", None],
        [None, None, "名字", "身份证", "名字", "身份证"],
        ["A1", "2026-10-02", "李四", "421126199001010027", "张三", "421126198505010011"],
    ]
    merges = {"Sheet1": [(0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1)]}
    put(tmp_path, "d/health_births/a.xlsx", xlsx({"Sheet1": rows}, merges))
    overrides = paste(tmp_path, look(tmp_path / "d"))
    (found,) = look(tmp_path / "d", overrides)
    assert not [c for c in found.columns if c.use == "unknown"]


def test_the_countys_own_mapping_stays_in_what_is_proposed(tmp_path: Path) -> None:
    text_ = "survey: {survey_family: {name: [人名]}}\nmedical_insurance: {medical_insurance: {phone: [传呼]}}"
    before = load_overrides(put(tmp_path, "layouts.yaml", text_.encode()))
    put(
        tmp_path, "d/medical_insurance/a.csv", text([["姓名", "证件号码", "传呼", "缴费档次"], ["张三", "1", "2", "3"]])
    )
    after = paste(tmp_path, look(tmp_path / "d", before), before)
    assert after.sources["survey"] == before.sources["survey"]
    own = after.sources["medical_insurance"]["medical_insurance"]
    assert (own.columns["phone"], own.ignore) == (("传呼",), ("缴费档次",))


def test_a_second_header_of_a_column_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path, "medical_insurance/a.csv", text([[*MEDICAL, "手机号"], *[[*p, "1"] for p in PEOPLE]]))
    found = look(tmp_path)
    assert uses(found[0])["手机号"] == "second header"
    assert proposed_yaml(found, Overrides()) == ""


def test_a_required_column_that_nothing_looks_like_is_named(tmp_path: Path) -> None:
    put(tmp_path, "grid_dwellings/a.csv", text([["网格编码", "楼栋号", "房号", "居住人数"], ["1", "2", "3", "4"]]))
    found = look(tmp_path)
    assert found[0].missing == ("dwelling_code",)
    assert needs_action(found)


@pytest.mark.parametrize("folder", ["2026-10/police_hukou", "新到"], ids=["named", "unknown"])
def test_a_sheet_that_continues_another_is_read_with_it(tmp_path: Path, folder: str) -> None:
    people = [[f"{i:04}", f"甲{i}乙", f"37028119850312{i:04}", f"某村{i}号"] for i in range(20)]
    sheets = {"名册": [["户号", "姓名", "公民身份号码", "户籍地址"], *people[:12]], "名册(2)": people[12:]}
    put(tmp_path, f"{folder}/a.xlsx", xlsx(sheets))
    found = look(tmp_path / folder.split("/")[0])
    assert [(f.source, f.account.status, f.account.accepted) for f in found] == [
        ("police_hukou", "read", 12), ("police_hukou", "read", 8)
    ]  # fmt: skip


def test_a_locked_file_is_opened_with_the_countys_passwords(tmp_path: Path) -> None:
    put(tmp_path, "medical_insurance/a.xlsx", locked_xlsx(xlsx({"一": [MEDICAL, *PEOPLE]}), "wort"))
    secrets = Secrets.model_validate({"files": {"medical_insurance/*": "wort"}})
    (found,) = [f for findings in inspect(tmp_path, Overrides(), secrets) for f in findings]
    assert (found.account.status, found.account.accepted) == ("read", 2)
    assert look(tmp_path)[0].account.locked


def test_what_is_no_file_is_told_and_not_opened(tmp_path: Path) -> None:
    secret = put(tmp_path, "elsewhere.csv", text([MEDICAL, *PEOPLE]))
    put(tmp_path, "d/medical_insurance/a.csv", text([MEDICAL, *PEOPLE]))
    (tmp_path / "d/medical_insurance/b.csv").symlink_to(secret)
    first, second = look(tmp_path / "d")
    assert (first.account.status, second.account.status) == ("read", "failed")
    assert "a link" in second.account.message


def test_a_tally_beside_a_sheet_that_is_read_is_not_proposed_for(tmp_path: Path) -> None:
    book = xlsx({"甲村": [MEDICAL, *PEOPLE], "汇总": [["村", "户数", "人数"], ["甲村", "1", "2"]]})
    put(tmp_path, "d/medical_insurance/a.xlsx", book)
    assert proposed_yaml(look(tmp_path / "d"), Overrides()) == ""
