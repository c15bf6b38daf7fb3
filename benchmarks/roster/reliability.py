"""Whether probabilities mean what they say: of persons with such a probability of living here, how many do."""

from __future__ import annotations

import duckdb

BOUNDS = (0.0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999)
"""Lower bounds of the classes."""

CURVE = """
    with judged as (
        select p.resident_probability as said,
            (b.alive and coalesce(length(b.living_region) = 12, false))::integer as lives
        from belonging b join matched m on m.true_person = b.true_person and m.is_match
            join month.person p on p.person_id = m.person_id
        where b.in_any_file and p.life_state = 'alive'
    )
    select list_max(list_filter($bounds::double[], lambda bound: bound <= said)) as bound, count(*), avg(said),
        avg(lives), avg((said - lives) ** 2)
    from judged group by rollup (bound) order by bound nulls last
"""

# The home that the index places a person at, judged by the dwelling in which the roster has him.
PLACED = """
    with judged as (
        select x.placement_index as said, (d.dwelling_code = m.dwelling)::integer as lives
        from member m join month.placement x on x.person_id = m.person_id and x.rank = 1
            join month.person p on p.person_id = m.person_id join month.dwelling d on d.dwelling_id = p.dwelling_id
        where m.dwelling is not null and d.dwelling_code is not null
    )
    select list_max(list_filter($bounds::double[], lambda bound: bound <= said)) as bound, count(*), avg(said),
        avg(lives), avg((said - lives) ** 2)
    from judged group by rollup (bound) order by bound nulls last
"""


def reliability(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int, float, float, float]]:
    """Class, persons, mean probability, share that lives in the county, Brier score; the last row is all of them.

    Of those in any file whom the roster holds alive, over the tables of `benchmarks.roster.open_month`.
    """
    return _classes(con, CURVE)


def placements(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int, float, float, float]]:
    """The same of the placement index: share of the members placed whose dwelling is the true one."""
    return _classes(con, PLACED)


def _classes(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[str, int, float, float, float]]:
    rows = con.execute(sql, {"bounds": list(BOUNDS)}).fetchall()
    return [("all" if bound is None else f"from {bound:g}", *numbers) for bound, *numbers in rows]
