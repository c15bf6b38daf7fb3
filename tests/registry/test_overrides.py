"""A county's own layouts: what they change, and how their mistakes are told."""

from pathlib import Path

import pytest

from assets.registry.override_file import OverridesError, load_overrides
from assets.registry.overrides import apply
from assets.registry.sources import Layout, load_reference, load_sources


def layout_with(tmp_path: Path, text: str, source: str = "medical_insurance") -> Layout:
    overrides = load_overrides(write(tmp_path, text))
    return apply(load_reference() if source == "reference" else load_sources()[source], overrides).layouts[0]


def write(folder: Path, text: str) -> Path:
    file = folder / "layouts.yaml"
    file.write_text(text, "utf-8")
    return file


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(OverridesError) as told:
        load_overrides(write(folder, text))
    return told.value.mistakes


def test_no_file_changes_nothing(tmp_path: Path) -> None:
    source = load_sources()["medical_insurance"]
    assert apply(source, load_overrides(tmp_path / "layouts.yaml")) is source
    assert apply(source, load_overrides(write(tmp_path, ""))) is source


def test_the_countys_headers_come_first_and_leave_other_columns(tmp_path: Path) -> None:
    layout = layout_with(tmp_path, "medical_insurance: {medical_insurance: {insured_unit: [联系 地址, 挂靠单位]}}")
    assert layout.columns["insured_unit"].headers[:2] == ("联系 地址", "挂靠单位")
    assert len(layout.columns["insured_unit"].headers) > 2
    assert "联系地址" not in {h for name, c in layout.columns.items() if name != "insured_unit" for h in c.headers}
    assert layout.columns["id_number"].required


def test_sheets_and_ignored_headers(tmp_path: Path) -> None:
    text = "medical_insurance: {medical_insurance: {sheets: [缴费台账], ignore: [经办窗口, 家庭住址]}}"
    layout = layout_with(tmp_path, text)
    assert "缴费台账" in layout.sheet_names
    assert layout.ignored == ("经办窗口", "家庭住址")
    assert "家庭住址" not in {h for c in layout.columns.values() for h in c.headers}


def test_reference_files_too(tmp_path: Path) -> None:
    layout = layout_with(tmp_path, "reference: {reference_regions: {name: [村名称]}}", "reference")
    assert layout.columns["name"].headers[0] == "村名称"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = """
police_hokou: {x: {name: [名]}}
medical_insurance:
  medical: {name: [名]}
  medical_insurance:
    id_numbr: [证号]
social_insurance:
  social_insurance:
    name: [人名]
    phone: [人 名, 宗教信仰]
survey: [户表]
health_women: {health_women: {name: 姓名}}
grid_persons: {grid_persons: {name: [NO]}}
"""
    told = "\n".join(mistakes(tmp_path, text))
    for part in (
        "police_hokou: no such source; nearest: police_hukou",
        "medical_insurance.medical: no such layout; nearest: medical_insurance",
        "medical_insurance.medical_insurance.id_numbr: no such column; nearest: id_number",
        "social_insurance.social_insurance: the header 人名 is given to name and phone",
        "social_insurance.social_insurance.phone: 宗教信仰 is never taken in",
        "survey: write one of its layouts below it",
        "health_women.health_women.name: a list of headers is wanted",
        "grid_persons.grid_persons.name: header 1 is no text; put it in quotes",
    ):
        assert part in told
    assert len(told.splitlines()) == 8


def test_a_block_pasted_twice_is_told(tmp_path: Path) -> None:
    block = "survey:\n  survey_family:\n    name: [人名]\n"
    assert mistakes(tmp_path, block + block) == ["survey: stands twice, again in line 4; join the two blocks"]


@pytest.mark.parametrize(("text", "part"), [("a: [b", "YAML"), ("- a", "no block")], ids=["not YAML", "a list"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str, part: str) -> None:
    assert part in "\n".join(mistakes(tmp_path, text))
