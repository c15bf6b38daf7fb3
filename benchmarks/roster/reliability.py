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


def reliability(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int, float, float, float]]:
    """Class, persons, mean probability, share that lives in the county, Brier score; the last row is all of them.

    Of those in any file whom the roster holds alive, over the tables of `benchmarks.roster.open_month`.
    """
    rows = con.execute(CURVE, {"bounds": list(BOUNDS)}).fetchall()
    return [("all" if bound is None else f"from {bound:g}", *numbers) for bound, *numbers in rows]
