"""What the columns of a layout are called for people."""

from __future__ import annotations

from assets.registry.sources import Layout
from assets.registry.tables import load_fields


def label_zh(layout: Layout, column: str) -> str:
    """What a column is called in Chinese: its usual header in this layout, else the registry's name of the field."""
    headers = layout.columns[column].headers
    field = load_fields().get(column)
    return headers[0] if headers else field.zh if field else column
