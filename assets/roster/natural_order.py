"""The order in which people read numbers: 2号 before 10号, 3-2 before 3-10, 12 before 12附1."""

from __future__ import annotations


def natural(text: str) -> str:
    """SQL: what to order a text by, so that the figures in it stand by their value."""
    parts = rf"regexp_extract_all({text}, '\d+|\D+')"
    return rf"array_to_string(list_transform({parts}, lambda p: if(p ~ '\d+', lpad(p, 9, '0'), p)), '')"
