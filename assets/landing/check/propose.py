"""A `layouts.yaml` ready to use: the county's own so far and, for every unknown header of a delivery, its column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assets.landing.check.columns import ColumnFinding
from assets.landing.check.finding import SheetFinding
from assets.registry.headers import normalise
from assets.registry.labels import label_zh
from assets.registry.overrides import LayoutOverride, Overrides, known_sources
from assets.registry.sources import Layout

HEAD = """\
# layouts.yaml, beside renpu.toml: this county's own headers. Replaces the whole file; what it held is in here.
# Check every line. `ignore` are headers known and not stored: move one to a column where it belongs.
"""


@dataclass
class _Proposal:
    """What is proposed for one layout: header -> column, headers to ignore, notes per header, columns not found."""

    columns: dict[str, str] = field(default_factory=dict)
    ignore: dict[str, None] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)


def proposed_yaml(findings: Iterable[SheetFinding], overrides: Overrides) -> str:
    """The text of a `layouts.yaml` that knows every header of the findings; empty where nothing is to be added."""
    found = _gather(findings)
    if not found:
        return ""
    layouts = {(s, x.layout): x for s, source in known_sources().items() for x in source.layouts}
    touched = {*found, *((s, name) for s, own in overrides.sources.items() for name in own)}
    lines, last = [HEAD.rstrip()], ""
    for source, name in sorted(touched):
        own = overrides.sources.get(source, {}).get(name, LayoutOverride())
        lines += [f"{source}:"] if source != last else []
        lines += [f"  {name}:", *_block(layouts[source, name], own, found.get((source, name), _Proposal()))]
        last = source
    return "\n".join(lines) + "\n"


def _gather(findings: Iterable[SheetFinding]) -> dict[tuple[str, str], _Proposal]:
    """Proposals by source and layout; a header is given to the first column proposed for it, in the files' order.

    A sheet without a header beside one that is read is a list of codes or a tally.
    """
    found: dict[tuple[str, str], _Proposal] = {}
    findings = list(findings)
    read = {finding.path for finding in findings if finding.account.status == "read"}
    for finding in findings:
        notes = finding.account.status == "no_header" and finding.path in read
        unknown = [c for c in finding.columns if c.use == "unknown" and "…" not in c.header]
        if finding.source and finding.layout and unknown and not notes:
            _add(found.setdefault((finding.source, finding.layout), _Proposal()), finding, unknown)
    return found


def _add(proposal: _Proposal, finding: SheetFinding, unknown: Sequence[ColumnFinding]) -> None:
    for column in unknown:
        header = next((h for h in proposal.notes if normalise(h) == normalise(column.header)), column.header)
        if column.proposed and header not in proposal.columns:
            proposal.columns[header] = column.proposed
            proposal.ignore.pop(header, None)
            proposal.notes[header] = f"looks like: {column.shape}"
        elif header not in proposal.columns:
            proposal.ignore[header] = None
            near = ", ".join(f"{name} {zh}" for name, zh in column.nearest)
            proposal.notes[header] = f"{column.shape}" + (f"; nearest: {near}" if near else "")
    given = {c.proposed for c in unknown}
    proposal.missing.update(dict.fromkeys(name for name in finding.missing if name not in given))


def _block(layout: Layout, own: LayoutOverride, proposal: _Proposal) -> Iterator[str]:
    known = {normalise(h) for headers in (*own.columns.values(), own.ignore) for h in headers}
    for column in layout.columns:
        fresh = [h for h, c in proposal.columns.items() if c == column and normalise(h) not in known]
        headers = [*own.columns.get(column, ()), *fresh]
        if headers:
            notes = "; ".join(proposal.notes[h] for h in fresh)
            yield f"    {column}: [{_listed(headers)}]  # {label_zh(layout, column)}{'; ' if notes else ''}{notes}"
        elif column in proposal.missing:
            yield f"    # {column}: []  # required: {label_zh(layout, column)}; no header of the file looks like it"
    if own.sheets:
        yield f"    sheets: [{_listed(own.sheets)}]"
    ignored = [h for h in proposal.ignore if normalise(h) not in known]
    if own.ignore or ignored:
        yield "    ignore:"
        yield from (f"      - {json.dumps(h, ensure_ascii=False)}" for h in own.ignore)
        yield from (f"      - {json.dumps(h, ensure_ascii=False)}  # {proposal.notes[h]}" for h in ignored)


def _listed(headers: Iterable[str]) -> str:
    return ", ".join(json.dumps(h, ensure_ascii=False) for h in headers)
