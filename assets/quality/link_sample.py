"""A stratified sample of pairs for clerks: which two records to look at side by side, drawn without chance.

Strata are the probability bands; inside a band the pairs are taken at even steps through the pairs of sources, in the
order of a hash of their keys, so that every pair of sources has its share. The drawn pairs are kept in `work/samples/`
with the stratum that they stand for; what the model thought of them is not shown to clerks.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets.linkage import links
from assets.linkage.returned import task_number
from assets.registry.month import Month
from assets.registry.run import Workspace

SHARES = {
    "id": 0.24, "strong": 0.16, "weak": 0.12, "rule": 0.12, "near": 0.12, "far": 0.10, "faint": 0.10,
    "two_numbers": 0.04,
}  # fmt: skip
"""Share of the sample per band: many where most pairs are, and more than their due where the model is unsure, or was
not asked."""
KEYS = ("source_a", "source_record_key_a", "source_b", "source_record_key_b")
FRAME = (*KEYS, "band", "with_number", "age_band", "migrants")


def draw(con: duckdb.DuckDBPyConnection, month: Month, size: int) -> list[tuple[str, ...]]:
    """Make `sample` (FRAME, record_a, record_b) and return its keys with the task number, in the order of the latter.

    Reads the month's linkage through `assets.linkage.month_view.opened`. Bands that hold less than their share are
    taken whole; what they leave goes to the others.
    """
    con.execute("create or replace view linkage._entity as from month.linkage._entity")
    links.units(con, month.last_day.year)
    counted = dict(con.execute("select band, count(*) from linkage._link group by band").fetchall())
    con.execute("create or replace table drawn as select * from linkage._link limit 0")
    for band, wanted in allocate({band: counted.get(band, 0) for band in SHARES}, size).items():
        con.execute("insert into drawn by name " + _SYSTEMATIC, {"band": band, "wanted": wanted})
    con.execute(_RECORDS)
    pairs = con.execute(f"select {', '.join(KEYS)} from sample").fetchall()
    return sorted((task_number((a, ka), (b, kb)), a, ka, b, kb) for a, ka, b, kb in pairs)


def allocate(held: dict[str, int], size: int) -> dict[str, int]:
    """How many to draw of every band that holds so many; the sum is `size`, or all there is."""
    wanted = dict.fromkeys(held, 0)
    left = min(size, sum(held.values()))
    while left:
        open_bands = [band for band in held if wanted[band] < held[band]]
        total = sum(SHARES[band] for band in open_bands)
        given = {b: min(held[b] - wanted[b], int(left * SHARES[b] / total)) for b in open_bands}
        if not any(given.values()):
            given = {open_bands[0]: 1}
        for band, count in given.items():
            wanted[band] += count
        left -= sum(given.values())
    return wanted


def keep(con: duckdb.DuckDBPyConnection, workspace: Workspace, month: Month) -> Path:
    """Write the frame of the drawn sample; returns its file. A month's later draw takes the place of the one before."""
    folder = workspace.work / "samples"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"{month}.parquet"
    quoted = str(file).replace("'", "''")
    con.execute(f"copy (select {', '.join(FRAME)} from sample order by all) to '{quoted}' (format parquet)")
    return file


def newest(workspace: Workspace, month: Month) -> Path | None:
    """The frame of the newest sample drawn of this month or one before it."""
    files = sorted((workspace.work / "samples").glob("????-??.parquet"))
    return next((file for file in reversed(files) if file.stem <= month.key), None)


_SYSTEMATIC = """
    with placed as (
        select *, row_number() over (
            order by source_a, source_b, md5(l || '|' || r || '|' || source_a || '|' || source_b)) as place,
            count(*) over () as held
        from linkage._link where band = $band)
    select * exclude (place, held) from placed
    where $wanted > 0 and (place - 1) * $wanted // held <> place * $wanted // held
"""

_RECORDS = """
    create or replace table sample as
    with said as (
        select entity, source, arg_min(source_record_key, md5(source_record_key)) as key,
            arg_min(record_id, md5(source_record_key)) as record_id
        from linkage.record join linkage._record_profile using (record_id) join linkage._member using (profile)
        where role = 'self' group by entity, source),
    sided as (
        select drawn.*, a.source as sa, a.key as ka, a.record_id as ra, b.source as sb, b.key as kb, b.record_id as rb
        from drawn join said as a on a.entity = l join said as b on b.entity = r
        where (a.source, b.source) in ((source_a, source_b), (source_b, source_a))
        qualify row_number() over (partition by l, r, source_a, source_b order by a.source) = 1)
    select band, with_number, age_band, migrants,
        if((sa, ka) < (sb, kb), sa, sb) as source_a, if((sa, ka) < (sb, kb), ka, kb) as source_record_key_a,
        if((sa, ka) < (sb, kb), ra, rb) as record_a,
        if((sa, ka) < (sb, kb), sb, sa) as source_b, if((sa, ka) < (sb, kb), kb, ka) as source_record_key_b,
        if((sa, ka) < (sb, kb), rb, ra) as record_b
    from sided
"""
