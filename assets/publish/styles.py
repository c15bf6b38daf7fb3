"""How the workbooks look: type and borders of a census office's tables (宋体, in Excel as in WPS)."""

from __future__ import annotations

from typing import Any

FONT = "宋体"
A3, A4 = 8, 9
"""Paper sizes as OOXML numbers them."""

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
_CELL: dict[str, Any] = {**_BASE, "font_size": 10, "border": 1, "align": "center"}
# What somebody fills in: not locked, and text even where digits are typed, so that no identity number becomes a float.
_FREE: dict[str, Any] = {**_CELL, "locked": False, "num_format": "@"}
_ENTRY: dict[str, Any] = {**_CELL, "locked": False, "bg_color": "#EAF4E2"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {**_BASE, "font_size": 20, "bold": True, "align": "center"},
    "cover": {**_BASE, "font_size": 30, "bold": True, "align": "center", "text_wrap": True},
    "line": _BASE,
    "line_right": {**_BASE, "align": "right"},
    "line_center": {**_BASE, "font_size": 14, "align": "center", "text_wrap": True},
    "warning": {**_BASE, "bold": True, "font_color": "#C00000"},
    "paragraph": {**_BASE, "font_size": 10, "text_wrap": True, "valign": "top"},
    "prose": {**_BASE, "font_size": 12, "text_wrap": True, "valign": "top"},
    "head": {**_CELL, "bold": True, "text_wrap": True, "bg_color": "#E4ECF5"},
    "section": {**_CELL, "bold": True, "align": "left", "bg_color": "#F2F2F2"},
    "text": {**_CELL, "align": "left", "indent": 1, "shrink": True},
    "wrapped": {**_CELL, "font_size": 9, "align": "left", "text_wrap": True},
    "differs": {"bg_color": "#FFF2CC"},
    "free_code": {**_FREE, "shrink": True},
    "free_text": {**_FREE, "font_size": 9, "align": "left", "text_wrap": True},
    "free_number": {**_CELL, "locked": False, "num_format": "0"},
    "entry": {**_ENTRY, "text_wrap": True, "num_format": "@"},
    "entry_date": {**_ENTRY, "num_format": "yyyy-mm-dd"},
    "code": {**_CELL, "shrink": True},
    "number": {**_CELL, "num_format": "#,##0"},
    "rate": {**_CELL, "num_format": "0.0%"},
    "total": {**_CELL, "bold": True, "num_format": "#,##0", "bg_color": "#F2F2F2"},
}  # fmt: skip
