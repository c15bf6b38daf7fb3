"""Who is in the roster and should not be, who is not and should, and where: per person and per village."""

from __future__ import annotations

import duckdb

from benchmarks.roster import Measure, row, share

LEFT_OUT = """
    select count(*), count(*) filter (c.true_person is null)
    from member left join (select distinct true_person from counted) c using (true_person)
"""

KEPT = """
    select count(*), count(*) filter (not is_member), count(*) filter (is_member and not is_first) from counted
"""

VILLAGES = """
    with told as (select counted_region as region, count(*) as n_true from member group by all),
    said as (select region, count(*) as n_said from counted group by all)
    select count(*), count(*) filter (off <= greatest(0.01 * n_true, 3)),
        count(*) filter (off <= greatest(0.03 * n_true, 5)), max(off)
    from (
        select coalesce(n_true, 0) as n_true, abs(coalesce(n_said, 0) - coalesce(n_true, 0)) as off
        from told full join said using (region)
    )
"""

CATEGORIES = """
    select m.category::integer as category, count(*), count(*) filter (c.category = m.category::varchar),
        count(*) filter (c.category = m.category::varchar and c.region = m.counted_region)
    from member m left join counted c on c.person_id = m.person_id
    group by all order by all
"""

EMPTY = """
    with told as (select person_id, true_person from member where empty_hukou),
    said as (select person_id, true_person from counted where empty_hukou <> 'no')
    select (select count(*) from told), (select count(*) from said),
        (select count(*) from told join said using (person_id))
"""


def membership(con: duckdb.DuckDBPyConnection) -> list[Measure]:
    """Left out, kept, villages, categories and empty hukou, over the tables of `benchmarks.roster.open_month`."""
    members, missing = row(con, LEFT_OUT)
    published, false, twice = row(con, KEPT)
    villages, close, near, worst = row(con, VILLAGES)
    found = [
        Measure("wrongly left out", "≤ 0.5 %", share(missing, members), f"{missing:,} of {members:,}"),
        Measure(
            "wrongly kept, of the roster",
            "≤ 0.5 %",
            share(false + twice, published),
            f"{false:,} no members and {twice:,} counted twice of {published:,}",
        ),
        Measure("villages within ±max(1 %, 3)", "≥ 99 %", share(close, villages), f"{close:,} of {villages:,}"),
        Measure("villages within ±max(3 %, 5)", "100 %", share(near, villages), f"worst off by {worst:,}"),
    ]
    return [*found, *_categories(con), _empty(con)]


def _categories(con: duckdb.DuckDBPyConnection) -> list[Measure]:
    """Category of the counted place right over all, and recall in each."""
    rows = con.execute(CATEGORIES).fetchall()
    total, right, placed = (sum(r[i] for r in rows) for i in (1, 2, 3))
    each = [Measure(f"recall of category {c}", "≥ 98 %", share(r, n), f"{r:,} of {n:,}") for c, n, r, _ in rows]
    overall = Measure("category of the counted place right", "≥ 99 %", share(right, total), f"{right:,} of {total:,}")
    return [overall, *each, Measure("category and counted village right", "–", share(placed, total))]


def _empty(con: duckdb.DuckDBPyConnection) -> Measure:
    told, said, both = row(con, EMPTY)
    counted = f"{told:,} true, {said:,} said, {both:,} both"
    return Measure("empty hukou, F1", "≥ 0.95", share(2 * both, told + said), counted)
