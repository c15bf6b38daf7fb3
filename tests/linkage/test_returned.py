import datetime as dt

import openpyxl
import pytest

from assets.linkage import returned
from assets.linkage.returned import ReturnedError, read_returned, task_number

A, B = ("grid_persons", "k1"), ("police_hukou", "k2")
HEAD = ["任务号", *returned.KEYS, "结论", "依据", "核查人", "复核人", "核查日期"]
KNOWN = {A, B}.intersection
ROW = [task_number(A, B), *B, *A, "是", "走访", "张三", "李四", dt.date(2026, 9, 3)]


def book(folder, *rows, head=HEAD):
    file = folder / "a.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["是否同一人"])
    for row in (head, *rows):
        made.active.append(row)
    made.save(file)
    return file


def test_an_answer_is_a_decision_on_the_two_records(tmp_path):
    found = read_returned(book(tmp_path, ROW), KNOWN)
    (said,) = found.decisions
    assert (said.decision, said.source_a, said.source_record_key_b) == ("must_link", "grid_persons", "k2")
    assert (said.reviewer, said.decided_on, found.pending) == ("李四", dt.date(2026, 9, 3), 0)


@pytest.mark.parametrize("column", ["结论", "依据", "核查人"])
def test_a_row_without_answer_evidence_or_checker_is_pending(tmp_path, column):
    row = [None if name == column else value for name, value in zip(HEAD, ROW, strict=True)]
    assert read_returned(book(tmp_path, row), KNOWN) == returned.Returned((), 1)


@pytest.mark.parametrize("cells", range(1, len(HEAD)))
def test_a_row_that_ends_early_is_pending_or_told_as_a_mistake(tmp_path, cells):
    """A text file may end its rows where their last cell is filled."""
    file = tmp_path / "a.csv"
    file.write_text("\n".join(",".join(map(str, row)) for row in (HEAD, ROW[:cells])), "utf-8")
    if cells <= HEAD.index("核查人"):
        assert read_returned(file, KNOWN) == returned.Returned((), 1)
    else:
        with pytest.raises(ReturnedError, match="核查日期 is no day"):
            read_returned(file, KNOWN)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_both_encodings(tmp_path, encoding):
    file = tmp_path / "a.csv"
    lines = [",".join(HEAD), ",".join(map(str, ROW)).replace("2026-09-03", "2026/9/3").replace("是", "不能确定")]
    file.write_text("\n".join(lines), encoding)
    assert [d.decision for d in read_returned(file, KNOWN).decisions] == ["unsure"]


def test_all_mistakes_are_told_at_once_with_their_rows_and_nobody_is_quoted(tmp_path):
    garbled = ["L0", *ROW[1:]]
    alone = ["", *A, *A, "也许", "走访", "张三", "张三", "昨天"]
    with pytest.raises(ReturnedError) as caught:
        read_returned(book(tmp_path, ROW, garbled, alone), KNOWN)
    told = str(caught.value)
    assert [line.split(":")[0] for line in told.splitlines()[1:]] == ["Sheet row 4"] + ["Sheet row 5"] * 4
    assert "5 mistakes" in told and "张三" not in told and "k1" not in told


def test_a_record_that_nobody_knows_is_a_mistake(tmp_path):
    with pytest.raises(ReturnedError, match="来源A and 记录键A"):
        read_returned(book(tmp_path, ROW), {A}.intersection)


def test_missing_columns_and_other_files_are_refused(tmp_path):
    with pytest.raises(ReturnedError, match="记录键A"):
        read_returned(book(tmp_path, head=["结论"]), KNOWN)
    (tmp_path / "b.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(ReturnedError, match="neither"):
        read_returned(tmp_path / "b.xlsx", KNOWN)
