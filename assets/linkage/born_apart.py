"""Birth dates that no slip of the pen explains are two persons, where no number of their own tells them apart.

A bare name without a birth date fits every namesake, and would hold two of them together who were born years apart.
Dates are far apart where the year differs by more than two and month or day differ besides: a date written wrongly, in
the other calendar, or told as an age does not. Who has a number of his own has the birth date that stands in it
(GB 11643), so what is compared are the dates of entities, not of single rows.
"""

from __future__ import annotations

YEARS = 2
"""Years by which a date written wrongly or told as an age may be off."""


def unlike(left: str, right: str, column: str = "birth", agreeing: int = 2) -> str:
    """SQL: two complete dates (YYYYMMDD) of which fewer than `agreeing` of year, month and day agree.

    But for day and month exchanged, and the other calendar (`lunar`: the day meant if it was a lunar one). `left` and
    `right` are aliases that have `column` and `lunar`.
    """
    a, b = f"{left}.{column}", f"{right}.{column}"
    parts = " + ".join(f"(substr({a}, {i}, {n}) = substr({b}, {i}, {n}))::int" for i, n in ((1, 4), (5, 2), (7, 2)))
    swapped = f"{a} = left({b}, 4) || right({b}, 2) || substr({b}, 5, 2)"
    lunar = f"coalesce({left}.lunar = {b}, false) or coalesce({right}.lunar = {a}, false)"
    return (
        f"coalesce(length({a}) = 8 and length({b}) = 8 and {parts} < {agreeing} and not ({swapped} or {lunar}), false)"
    )


def within(components: str, node: str) -> str:
    """SQL of those (l, r, component), l < r, who are two persons and stand in one of the components."""
    return f"""
        select l, r, component from (
            with dated as (
                select placed.{node} as node, component, birth, left(birth, 4)::integer as year
                from {components} as placed join linkage._entity as e on e.entity = placed.{node}
                where length(birth) = 8),
            mixed as (
                select component from dated group by component having max(year) - min(year) > {YEARS}),
            born as (from dated semi join mixed using (component))
            select a.node as l, b.node as r, component from born as a join born as b using (component)
            where a.node < b.node and abs(a.year - b.year) > {YEARS} and right(a.birth, 4) <> right(b.birth, 4))
    """
