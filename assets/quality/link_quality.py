"""`quality.linkage_quality` and `quality.unlinked`: how good the linkage is, as far as can be known without truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import get_args

import duckdb

from assets.linkage import ledger, links
from assets.quality import link_sample
from assets.quality.link_intervals import Band, Measure, estimate, limits
from assets.registry.run import Run
from assets.registry.tables import create, load_tables

DECIDED = "decided"
LINKED = ("id", "strong", "weak", "rule", DECIDED)
ENOUGH = 10
"""Answers from which a band of a stratum speaks for itself, and a stratum has an interval."""
STRATA = """
    unnest(['all', 'sources=' || source_a || '+' || source_b, 'number=' || if(with_number, 'both', 'missing'),
        'age=' || age_band, if(migrants, 'migrants=yes', 'migrants=no')]) as stratum
"""
Row = tuple[str, Measure, float, float | None, float | None, int, str]
"""stratum, measure, estimate, lower, upper, n, method"""
NO_ANSWER = """
    create or replace temp table answer (source_a varchar, source_b varchar, band varchar, with_number boolean,
        age_band varchar, migrants boolean, one_person boolean)
"""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make both tables from `linkage.link_stratum`, `linkage.record` and the answers to the newest sample."""
    for table in ("linkage_quality", "unlinked"):
        for statement in create(load_tables()[table], "quality"):
            con.execute(statement)
    _answers(con, run)
    whole, strata = _bands(con)
    rows = [row for name, bands in strata.items() for row in measured(name, bands, whole)]
    if rows:
        con.executemany("insert into quality.linkage_quality values (?, ?, ?, ?, ?, ?, ?)", rows)
    con.execute("drop table answer")
    _unlinked(con, run)


def _answers(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """`answer`: pairs of the sample on which somebody decided, by the newest decision; `unsure` is no answer."""
    frame = link_sample.newest(run.workspace, run.month)
    if frame is None:
        con.execute(NO_ANSWER)
        return
    ledger.load(con, run.workspace, "said")
    keys = ", ".join(link_sample.KEYS)
    con.execute(
        f"""
        create or replace temp table answer as
        with last as (select {keys}, arg_max(decision, entry) as decision from said group by all)
        select * exclude (decision), decision = 'must_link' as one_person
        from read_parquet($file) join last using ({keys}) where decision in ('must_link', 'cannot_link')
        """,
        {"file": str(frame)},
    )
    con.execute("drop table said")


def _bands(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, Band], dict[str, dict[str, Band]]]:
    """Band by name for the whole county, and for every stratum."""
    found = con.execute(f"""
        with held as (
            select stratum, band, sum(links)::bigint as links, sum(expected) as expected
            from (select *, {STRATA} from linkage.link_stratum) group by all),
        answered as (
            select stratum, band, count(*) as n, count(*) filter (one_person) as true_n
            from (select *, {STRATA} from answer) group by all)
        select stratum, band, links, expected / links, coalesce(n, 0), coalesce(true_n, 0)
        from held left join answered using (stratum, band) order by stratum, band
    """).fetchall()
    strata: dict[str, dict[str, Band]] = defaultdict(dict)
    for stratum, band, count, expected, n, true in found:
        strata[stratum][band] = Band(count, band in LINKED, min(expected, 1.0), n, true, band == DECIDED)
    return strata.get("all", {}), strata


def measured(stratum: str, bands: dict[str, Band], whole: dict[str, Band]) -> Iterator[Row]:
    """What is published of one stratum; `whole` are the bands of the county.

    A band with few answers of its own takes the county's share for the estimate, never for the limits: a band is not
    alike everywhere. With fewer than `ENOUGH` answers in all its bands a stratum has no limits.
    """
    lent = {name: band if band.n >= min(ENOUGH, whole[name].n) else _borrowed(band, whole[name])
            for name, band in bands.items()}  # fmt: skip
    answered = sum(band.n for band in bands.values())
    method = "clerical" if lent == bands else "pooled"
    for measure in get_args(Measure):
        value = estimate(measure, list(lent.values()))
        if value is None:
            continue
        between = limits(measure, list(bands.values())) if answered >= ENOUGH else None
        low, high = (min(between[0], value), max(between[1], value)) if between else (None, None)
        yield stratum, measure, value, low, high, answered, method if any(b.n for b in lent.values()) else "model"


def _borrowed(band: Band, whole: Band) -> Band:
    return Band(band.links, band.linked, band.expected, whole.n, whole.true)


def _unlinked(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Who stays alone, against who does not."""
    age = links.age_band("datesub('year', birth_date, $day)")
    con.execute(
        f"""
        insert into quality.unlinked by name
        with said as (
            select link_method = 'single' as single, source, {age} as age, id_status
            from linkage.record where role = 'self' and not pending),
        counted as (
            select case when grouping(source) = 0 then 'source=' || source when grouping(age) = 0 then 'age=' || age
                when grouping(id_status) = 0 then 'id_status=' || id_status else 'all' end as stratum,
                count(*) as links, count(*) filter (single) as singles
            from said group by grouping sets ((), (source), (age), (id_status)))
        select *, singles / links as single_rate from counted where stratum is not null order by stratum
        """,
        {"day": run.month.last_day},
    )
