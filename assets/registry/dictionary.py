"""The data dictionary, from the registry: `python -m assets.registry.dictionary` renews docs/data-dictionary.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assets.registry.codes import load_codes
from assets.registry.indicators import load_indicators
from assets.registry.sources import load_sources
from assets.registry.tables import TableSpec, describe, load_fields, load_tables

FILE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
PRIVACY = {"direct": "left out", "key": "pseudonym", "quasi": "coarsened or left out", "none": ""}
HEAD = """# Data dictionary 数据字典

Written by `python -m assets.registry.dictionary` from `assets/registry`; a change belongs there. The same texts stand
as comments in `roster.duckdb`. *analysis* says what becomes of a column in `analysis.duckdb`: identifiers are left out,
ids become pseudonyms, birth dates a year and a five-year age band, other dates of persons are cut to the month.
"""


def dictionary() -> str:
    """The whole document."""
    tables = [spec for spec in load_tables().values() if spec.published]
    lines = [HEAD, "## Tables of roster.duckdb", *(line for spec in tables for line in _table(spec))]
    lines += ["## Views", *_views(), "## The 19 core indicators", *_indicators()]
    lines += ["## Code lists", *_codes(), "## Sources", *_sources()]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _table(spec: TableSpec) -> Iterator[str]:
    yield f"\n### {spec.table}\n\n{spec.zh} | {_sentence(spec.en)}"
    yield f"Key: {', '.join(spec.key) or 'none'}.{'' if spec.analysis else ' Not in analysis.duckdb.'}\n"
    yield "| column | type | 中文 | English | codes | analysis |\n|---|---|---|---|---|---|"
    for column in spec.columns:
        field = load_fields()[column]
        zh, en = describe(spec, column)
        codes = f"[{field.codes}](#{field.codes})" if field.codes else ""
        yield _row(column, field.type, zh, en, codes, PRIVACY[field.privacy])
    yield ""


def _views() -> Iterator[str]:
    yield "\n`<table>_labelled` shows every coded column with `<column>_label` (Chinese) and `<column>_label_en`."
    yield "`person_value_text` spells out every candidate value of a person with the row of the file that states it.\n"


def _indicators() -> Iterator[str]:
    yield "\n| no. | indicator | 中文 | 口径 | who is asked, what is valid |\n|---|---|---|---|---|"
    for i in load_indicators():
        yield _row(str(i.number), i.indicator, i.zh, i.rule_zh, i.rule_en)
    yield ""


def _codes() -> Iterator[str]:
    for name, codes in load_codes().items():
        yield f"\n### {name}\n\n| code | 中文 | English |\n|---|---|---|"
        yield from (_row(code.code, code.label_zh, code.label_en) for code in codes)
    yield ""


def _sources() -> Iterator[str]:
    yield "\n| source | 中文 | English | kind | scope | layouts |\n|---|---|---|---|---|---|"
    for source in load_sources().values():
        layouts = ", ".join(layout.layout for layout in source.layouts)
        yield _row(source.source, source.label_zh, source.label_en, source.kind, source.scope_kind or "", layouts)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


if __name__ == "__main__":
    FILE.write_text(dictionary(), "utf-8")
