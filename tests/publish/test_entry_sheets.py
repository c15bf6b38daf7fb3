"""How the sheets of a workbook print, and what somebody may fill in: open cells, drop-downs, explained columns."""

import pytest
from openpyxl.workbook import Workbook

from assets.publish.explained import explained_columns, load_filling
from assets.registry.codes import load_codes
from tests.publish.opened import ENTRIES, FAMILY, MEANING, ROLL, SUMMARIES, head_of, rows


@pytest.mark.parametrize("name", [*ENTRIES, *SUMMARIES, ROLL, MEANING, "填写说明"])
def test_it_prints_as_wide_as_the_page_with_its_head_on_every_one(village: Workbook, name: str) -> None:
    sheet = village[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == (8 if name in ENTRIES[:2] else 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows
    assert sheet.freeze_panes or name == MEANING
    assert "保密" in sheet.oddHeader.left.text
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.cell(head_of(sheet) + 1, 2).font.name == "宋体"


def test_only_what_is_filled_in_is_open(books: list[Workbook]) -> None:
    for book in books:
        for sheet in book:
            assert sheet.protection.sheet, sheet.title
            assert sheet.protection.password is None
            above = list(sheet.iter_rows(max_row=head_of(sheet) if sheet.print_title_rows else 1))
            assert all(cell.protection.locked for row in above for cell in row)


def test_every_line_of_an_entry_table_can_be_corrected_and_added_to(village: Workbook, tract: Workbook) -> None:
    for book in (village, tract):
        for name in ENTRIES:
            lines = list(book[name].iter_rows(min_row=head_of(book[name]) + 1))
            assert len([line for line in lines if not any(cell.value for cell in line[1:])]) >= 10
            assert not [cell for line in lines for cell in line[1:] if cell.protection.locked]
            assert all(line[0].protection.locked for line in lines)
    for name in (*SUMMARIES, ROLL, MEANING, "代码表"):
        assert all(cell.protection.locked for row in village[name].iter_rows() for cell in row)


def test_digits_that_are_typed_stay_text(village: Workbook) -> None:
    sheet = village[FAMILY]
    column = [cell.value for cell in sheet[head_of(sheet)]].index("公民身份号码")
    assert {row[column].number_format for row in sheet.iter_rows(min_row=head_of(sheet) + 1)} == {"@"}


def test_coded_columns_offer_the_labels_of_the_registry(village: Workbook) -> None:
    sheet = village[FAMILY]
    head = head_of(sheet)
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        cells = next(iter(rule.sqref.ranges))
        assert (cells.min_row, cells.max_row) == (head + 1, sheet.max_row)
        name, area = rule.formula1.replace("'", "").split("!")
        column = [row[0].value for row in village[name][area.replace("$", "")]]
        offered[sheet.cell(head, cells.min_col).value] = column
    lists = {"与户主关系": "relation", "性别": "sex", "民族": "ethnic_group", "婚姻状况": "marital_status",
        "受教育程度": "education", "户口性质": "hukou_type", "户籍状况": "hukou_state",
        "居住状况": "residence_state"}  # fmt: skip
    assert offered == {head: [code.label_zh for code in load_codes()[name]] for head, name in lists.items()}


def test_every_printed_column_is_explained(village: Workbook) -> None:
    assert load_filling().keys() == explained_columns().keys()
    explained = {header for row in rows(village["填写说明"]) for header in str(row["栏目"]).split("、")}
    assert {cell.value for name in ENTRIES for cell in village[name][head_of(village[name])]} <= explained | {"序号"}
