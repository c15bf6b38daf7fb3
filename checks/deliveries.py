"""Checks of the landing floor: every row accounted for, every file read."""

from __future__ import annotations

from assets.landing.account import SKIPS as SKIP_REASONS
from assets.landing.manifest import REFERENCE
from assets.registry.sources import load_layouts
from checks.queries import Query

SHEET = "path || coalesce('!' || sheet, '')"

SKIPS = " + ".join(f"coalesce(skipped_{reason}, 0)" for reason in SKIP_REASONS)

ROW_ACCOUNT = Query(
    name="row_account",
    table="source_file",
    floor="landing",
    blocking=True,
    holds="rows = accepted + rejected + skipped by reason, accepted = in force + superseded + repeated, on every sheet",
    advice="The reader lost or doubled rows of this sheet: report it with the file's form.",
    sql=f"""
        select {SHEET},
            rows || ' rows, ' || accepted || ' accepted, ' || rejected || ' rejected, ' || skipped || ' skipped ('
                || ({SKIPS}) || ' by reason); ' || in_force || ' in force, ' || superseded || ' superseded, '
                || repeated || ' repeated'
        from landing.source_file
        where rows <> accepted + rejected + skipped or skipped <> {SKIPS}
            or accepted <> in_force + superseded + repeated
            or least(accepted, rejected, skipped, in_force, superseded, repeated) < 0
        order by all
    """,
)


def _rows_in_force() -> str:
    """Rows per file and sheet in the tables that the floors above read; a row of presence stands for many."""
    tables = [name for name, (_, layout) in load_layouts().items() if layout.produces != "presence"]
    counts = [f"select path, sheet, count(*) as rows from landing.{name} group by all" for name in tables]
    gates = "select path, sheet, sum(n_rows) as rows from landing.presence group by all"
    return " union all ".join([*counts, gates])


ROWS_IN_FORCE = Query(
    name="rows_in_force",
    table="source_scope",
    floor="landing",
    blocking=True,
    holds="every row that the account calls in force stands once in the landing tables, carried forward or not",
    advice="Rows were lost or doubled between the files and the landing tables: report it with the file's form.",
    sql=f"""
        with stored as (select path, sheet, sum(rows) as stored from ({_rows_in_force()}) group by all),
        stated as (
            select path, sheet, sum(in_force) as stated from landing.source_file
            where source <> '{REFERENCE}' group by all
            union all
            select path, sheet, sum(in_force) from landing.landing_delivery
            where path not in (select path from landing.source_file) group by all
        )
        select coalesce(s.path, t.path) || coalesce('!' || coalesce(s.sheet, t.sheet), ''),
            coalesce(stated, 0) || ' in force, ' || coalesce(stored, 0) || ' stored'
        from stated s full join stored t on t.path = s.path and t.sheet is not distinct from s.sheet
        where coalesce(stated, 0) <> coalesce(stored, 0)
        order by all
    """,
)

REJECTED_ROWS = Query(
    name="rejected_rows",
    table="rejected_record",
    floor="landing",
    blocking=True,
    holds="every rejected row is kept in rejected_record",
    advice="Rejected rows are missing from rejected_record, or stand there twice: report it with the file's form.",
    sql="""
        with kept as (select path, sheet, count(*) as kept from landing.rejected_record group by path, sheet),
        stated as (select path, sheet, rejected from landing.source_file)
        select coalesce(s.path, k.path) || coalesce('!' || coalesce(s.sheet, k.sheet), ''),
            coalesce(rejected, 0) || ' rejected, ' || coalesce(kept, 0) || ' kept'
        from stated s full join kept k on k.path = s.path and k.sheet is not distinct from s.sheet
        where coalesce(rejected, 0) <> coalesce(kept, 0)
        order by all
    """,
)


def unread(source_file: str) -> str:
    """SQL: is this sheet of the table `source_file` one that should have been read?

    Notes and lists of codes beside a sheet that was read are no trouble.
    """
    return f"""(
        status in ('failed', 'missing_column') or status = 'no_header'
            and path not in (select path from {source_file} where status in ('read', 'superseded', 'duplicate')))
    """


# What a sheet without a header holds may be anything, so that its message is left in source_file.
FILES_READ = Query(
    name="files_read",
    table="source_file",
    floor="landing",
    blocking=False,
    holds="every delivered file could be read",
    advice="Send it again, or map its columns in layouts.yaml (renpu sources check); the month goes on without it.",
    sql=f"""
        select {SHEET}, case when status = 'no_header' then 'no header recognised' else coalesce(message, status) end
        from landing.source_file where {unread("landing.source_file")} order by all
    """,
)

QUERIES = (ROW_ACCOUNT, ROWS_IN_FORCE, REJECTED_ROWS, FILES_READ)
