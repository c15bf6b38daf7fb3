"""What every blocking rule costs and finds: pairs generated, the share of the true pairs among them, its own finds.

True pairs are those of entities of which at least one has no number of its own: what scoring could find at most.
"""

from __future__ import annotations

from typing import Any

import duckdb

from assets.linkage import blocking
from assets.linkage.training import counting
from benchmarks.linkage.county import MEMORY, County
from benchmarks.markdown import table

_FOUND = """
    with true_by_rule as (select rule, l, r from by_rule join true_pair using (l, r)),
    alone as (
        select rule, count(*) as n from (
            select min(rule) as rule from true_by_rule group by l, r having count(*) = 1) group by rule)
    select rule, count(*), count(true_pair.l) / greatest((select count(*) from true_pair), 1), coalesce(alone.n, 0)
    from by_rule left join true_pair using (l, r) left join alone using (rule)
    group by rule, alone.n order by rule
"""
_TOGETHER = """
    select count(*), count(true_pair.l) / greatest((select count(*) from true_pair), 1)
    from (select distinct l, r from by_rule) left join true_pair using (l, r)
"""


def report(county: County) -> None:
    """Print a line per rule and one for all of them together."""
    with duckdb.connect() as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        counting.prepare(con, str(county.database), str(county.truth))
        lines = account(con, blocking.RULES)
    table("rule, blocks cut by a finer key, dropped, pairs, of the true pairs, true pairs by it alone", lines)


def account(con: duckdb.DuckDBPyConnection, rules: tuple[blocking.Rule, ...]) -> list[tuple[Any, ...]]:
    """A line per name of rules (those of one name share their blocks), then all together.

    Needs what `counting.prepare` makes.
    """
    con.execute(f"create or replace temp table true_pair as {counting.true_pairs()}")
    con.execute("create or replace temp table by_rule (rule integer, l bigint, r bigint)")
    sizes = []
    for place, name in enumerate(dict.fromkeys(rule.name for rule in rules)):
        blocking.build(con, tuple(rule for rule in rules if rule.name == name))
        con.execute("insert into by_rule select ?, l, r from linkage._pair", [place])
        blocks = con.execute("select sum(cut), sum(dropped) from linkage._block").fetchall()[0]
        sizes.append((name, *(int(n or 0) for n in blocks)))
    found = {place: rest for place, *rest in con.execute(_FOUND).fetchall()}
    pairs, share = con.execute(_TOGETHER).fetchall()[0]
    lines = [(*size, *found.get(place, [0, 0.0, 0])) for place, size in enumerate(sizes)]
    return [*lines, ("all rules", None, sum(size[2] for size in sizes), pairs, share, None)]
