"""Whatever the headers are: what is proposed can be pasted, and then no header is unknown."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.landing.account import SheetAccount
from assets.landing.check.columns import look_at_columns
from assets.landing.check.finding import SheetFinding
from assets.landing.check.propose import proposed_yaml
from assets.landing.sheets.header import Header
from assets.landing.sheets.mapping import Label, Vocabulary, is_never_taken, map_labels, unknown_columns
from assets.registry.override_file import load_overrides
from assets.registry.overrides import Overrides, apply
from assets.registry.sources import Source, load_sources

SOURCE = load_sources()["medical_insurance"]
HAN = "参保人员姓名身份证件号码联系电话地址住处手机编号日期险种类型状态年月其他乡镇村"
TEXT = st.text(HAN + "aZ1() （）:：*#'\"\\，,-[]{}&!%@`\n\t|>?", min_size=1, max_size=8).filter(lambda t: t.strip())
VALUE = st.sampled_from(["", "421126198505010011", "13900000000", "2026-10-01", "421126100001", "张三", "7", "a b"])


def header_of(labels: tuple[Label, ...], source: Source = SOURCE) -> Header:
    mapping = map_labels(labels, Vocabulary.of(source.layouts[0]))
    return Header(0, 1, labels, mapping, (), ())


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(TEXT, st.one_of(st.just(""), TEXT), VALUE), min_size=1, max_size=8))
def test_what_is_proposed_leaves_nothing_unknown(found: list[tuple[str, str, str]]) -> None:
    labels = tuple(Label(own.strip(), group.strip()) for own, group, _ in found)
    header = header_of(labels)
    columns = look_at_columns(header, [[value for *_, value in found]] * 3)
    finding = SheetFinding(
        "a.csv", SheetAccount(None, "read"), SOURCE.source, header.mapping.layout.layout, columns=columns
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "layouts.yaml"
        file.write_text(proposed_yaml([finding], Overrides()), "utf-8")
        own = apply(SOURCE, load_overrides(file))
    after = header_of(labels, own)
    second = {c.place for c in columns if c.use == "second header"}
    rest = {i for i in unknown_columns(labels, after.mapping) if not is_never_taken(labels[i])} - second
    known = Vocabulary.of(own.layouts[0])
    assert not {i for i in rest if known.column_of(labels[i]) is None}
    assert set(header.mapping.columns) <= set(after.mapping.columns)
