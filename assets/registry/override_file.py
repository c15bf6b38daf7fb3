"""Reading `layouts.yaml`: every mistake of the file told at once, with its place and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assets.registry.headers import load_headers
from assets.registry.overrides import LayoutOverride, Overrides, columns_claimed, known_sources
from assets.registry.sources import Layout, Source

NAME = "layouts.yaml"
WORDS = ("sheets", "ignore")


class OverridesError(Exception):
    """The county's layouts are wrong; `mistakes` holds one line each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def load_overrides(file: Path) -> Overrides:
    """The county's layouts; none where the file is missing. Raises OverridesError naming every mistake."""
    if not file.is_file():
        return Overrides()
    try:
        text = file.read_text("utf-8-sig")
        tree, raw = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text)
    except UnicodeDecodeError:
        raise OverridesError(["the file is not UTF-8: save it as UTF-8"]) from None
    except yaml.YAMLError as error:
        raise OverridesError([f"the file cannot be read as YAML: {' '.join(str(error).split())}"]) from None
    mistakes = [*_doubled(tree), *_mistakes(raw or {})]
    if mistakes:
        raise OverridesError(mistakes)
    return _overrides(raw or {})


def _overrides(raw: Mapping[str, Any]) -> Overrides:
    return Overrides(
        sources={source: {name: _layout(raw[source][name]) for name in sorted(raw[source])} for source in sorted(raw)}
    )


def _layout(raw: Mapping[str, Any]) -> LayoutOverride:
    columns = {name: headers for name, headers in sorted(raw.items()) if name not in WORDS}
    return LayoutOverride.model_validate({"columns": columns, **{w: raw[w] for w in WORDS if w in raw}})


def _doubled(node: yaml.Node | None, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Keys that stand twice in one block: YAML would drop the first without a word."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        where = (*path, name)
        if name in seen:
            line = key.start_mark.line + 1
            yield f"{'.'.join(where)}: stands twice, again in line {line}; join the two blocks"
        seen.add(name)
        yield from _doubled(value, where)


def _mistakes(raw: Any) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield "the file is no block of `source: {layout: {column: [header, …]}}`"
        return
    sources = known_sources()
    for name, block in raw.items():
        if name not in sources:
            yield f"{name}: no such source; {_nearest(name, sources)}"
        elif not isinstance(block, dict):
            yield f"{name}: write one of its layouts below it: {', '.join(_layouts(sources[name]))}"
        else:
            yield from _source_mistakes(sources[name], block)


def _source_mistakes(source: Source, block: Mapping[Any, Any]) -> Iterator[str]:
    layouts = _layouts(source)
    for name, own in block.items():
        where = f"{source.source}.{name}"
        if name not in layouts:
            yield f"{where}: no such layout; {_nearest(name, layouts)}"
        elif not isinstance(own, dict):
            yield f"{where}: write `column: [header, …]` below it"
        else:
            yield from _layout_mistakes(where, layouts[name], own)


def _layout_mistakes(where: str, layout: Layout, own: Mapping[Any, Any]) -> Iterator[str]:
    for column in own:
        if column not in layout.columns and column not in WORDS:
            yield f"{where}.{column}: no such column; {_nearest(column, layout.columns)}"
    try:
        override = _layout({str(k): v for k, v in own.items()})
    except ValidationError as error:
        yield from (_form(where, e["loc"]) for e in error.errors())
        return
    for header, columns in columns_claimed({**override.columns, "ignore": override.ignore}).items():
        if len(columns) > 1:
            yield f"{where}: the header {header} is given to {' and '.join(columns)}; leave it with one"
        if columns != ["ignore"] and any(pattern in header for pattern in load_headers().never_taken):
            yield f"{where}.{columns[0]}: {header} is never taken in (contract.md, section 3); remove it"


def _form(where: str, place: tuple[int | str, ...]) -> str:
    column, *item = [part for part in place if part != "columns"]
    if item:
        return f"{where}.{column}: header {int(item[0]) + 1} is no text; put it in quotes"
    return f"{where}.{column}: a list of headers is wanted: [姓名, 名字]"


def _layouts(source: Source) -> dict[str, Layout]:
    return {layout.layout: layout for layout in source.layouts}


def _nearest(name: object, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(str(name), names, n=3, cutoff=0.5)
    return f"nearest: {', '.join(near)}" if near else f"known: {', '.join(names)}"
