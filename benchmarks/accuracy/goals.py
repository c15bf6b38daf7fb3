"""What a month must reach, and what it reached."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets.registry.indicators import load_indicators
from benchmarks import accuracy
from benchmarks.accuracy.gates import gates
from benchmarks.markdown import shown

STANDARD = """
    select indicator, rate, (select acceptance from month.run_info)
    from month.completeness where level = 'county' and rate is not null order by rate, indicator limit 1
"""

# Form text that was taken for a person stands in no pair that is judged.
UNTOLD = """
    select count(*) filter (judged.record_id is null), count(*)
    from month.record as record left join judged using (record_id) where record.role = 'self'
"""


def standard(con: duckdb.DuckDBPyConnection) -> str:
    """The lowest core indicator of the county, and whether the month is accepted."""
    name, rate, acceptance = con.execute(STANDARD).fetchall()[0]
    zh = next(i.zh for i in load_indicators() if i.indicator == name)
    return f"{shown(rate)} (the lowest, {zh}): the month is `{acceptance}`"


def goals(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Measure, what it must reach (issue 2, "Must reach"; the indicators: warehouse.md), and what was measured."""
    everything, passages, of_categories = accuracy.linkage(con)[0], gates(con), accuracy.categories(con)
    right_category = shown(accuracy.roster(con)["category_right"])
    false = f"{everything.linked - everything.both:,} false of {everything.linked:,}"
    untold, records = con.execute(UNTOLD).fetchall()[0]
    recalls = " / ".join(shown(right / true) for _, true, _, right in of_categories)
    return [
        ("pairwise precision", "≥ 99.7 %", f"{shown(everything.precision)} ({false})"),
        ("pairwise recall", "≥ 99.0 %", shown(everything.recall)),
        ("category of the counted place right, of true members in any file", "≥ 98 %", right_category),
        (f"recall of category {' / '.join(str(c) for c, *_ in of_categories)}", "≥ 97 % each", recalls),
        ("persons whose records are one cluster and nobody else's", "–", shown(accuracy.clusters(con)["exact_share"])),
        (f"of {records:,} records those that speak of nobody", "–", f"{untold:,}"),
        ("every core indicator, of whom it applies to", "≥ 95 %", standard(con)),
        (f"right, of {passages.found:,} gate rows with a person", "–", shown(passages.precision)),
        (f"right, of {passages.known:,} gate rows about somebody in any file", "–", shown(passages.recall)),
    ]


def headline(roster_file: Path, truth: Path, month: str) -> list[str]:
    """The goals as lines for the end of a run, and membership."""
    with accuracy.open_month(roster_file, truth, month) as con:
        reached, said = goals(con), accuracy.roster(con)
    return [
        *(f"{measure} {measured}" for measure, _, measured in reached),
        f"true members {said['true_members']:,}, in any file {said['true_members_in_any_file']:,}: missing"
        f" {said['missing']:,}, counted twice {said['counted_twice']:,}, false {said['false_members']:,}",
    ]
