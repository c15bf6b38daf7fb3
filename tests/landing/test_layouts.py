"""The catalogue of layouts holds together: every header names one column, every named column is there."""

from __future__ import annotations

import pytest

from assets.registry.codes import load_codes
from assets.registry.headers import load_headers, normalise
from assets.registry.sources import Layout, load_later_sources, load_layouts, load_sources

LAYOUTS = [layout for _, layout in load_layouts().values()]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.layout)
def test_a_header_names_one_column(layout: Layout) -> None:
    named: dict[str, str] = {}
    for column, spec in layout.columns.items():
        for header in spec.headers:
            assert named.setdefault(normalise(header), column) == column, header


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.layout)
def test_columns_that_a_layout_speaks_of_are_its_own(layout: Layout) -> None:
    assert {*layout.scope, *layout.record_key} <= set(layout.columns)
    assert set(layout.identifying) & set(layout.columns)
    for role in set(layout.roles) - {"self"}:
        assert any(column.startswith(f"{role}_") for column in layout.columns), role
    for role, fields in layout.shared.items():
        assert role in layout.roles
        assert set(fields) <= set(layout.columns)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.layout)
def test_no_column_is_one_of_those_never_taken(layout: Layout) -> None:
    for spec in layout.columns.values():
        for header in spec.headers:
            assert not any(pattern in normalise(header) for pattern in load_headers().never_taken), header


def test_registers_have_a_scope_and_events_have_none() -> None:
    for source in load_sources().values():
        assert (source.scope_kind is not None) == (source.kind == "register")
    assert not set(load_sources()) & set(load_later_sources())


def test_every_status_has_a_label() -> None:
    codes = {code.code for code in load_codes()["file_status"]}
    assert {"read", "superseded", "duplicate", "not_read", "no_header", "missing_column", "empty", "failed"} <= codes
