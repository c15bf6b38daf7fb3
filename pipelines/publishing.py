"""The last step of a month: what was built and checked is published, by one rename.

Not here: how it is written and swapped (`assets/publish`).
"""

import time

import dagster as dg

from assets.registry.tables import load_tables
from pipelines.floors import column_lineage, column_schema, key_of
from pipelines.masking import masked
from pipelines.resources import POOL, CountyResource

FLOOR = "publish"


def publish_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The published month: runs only after every blocking check of the floors below has passed."""
    published = [table for table in load_tables().values() if table.published and table.floor != FLOOR]
    roster = load_tables()["person"]

    @dg.asset(
        key=[FLOOR, "month"],
        deps=[key_of(table) for table in published],
        group_name=FLOOR,
        kinds={"duckdb", "excel"},
        partitions_def=partitions,
        pool=POOL,
        description="发布：两个数据库，各村、各普查小区的工作簿 | the databases, and workbooks per village and tract",
        metadata={
            "dagster/column_schema": column_schema(roster),
            "dagster/column_lineage": column_lineage(roster),
        },
    )
    def month(context: dg.AssetExecutionContext, county: CountyResource) -> dg.MaterializeResult:
        """Decide whether the month reaches the standard, and publish it."""
        from assets.publish import build
        from assets.quality.acceptance import acceptance

        started = time.monotonic()
        run = county.run(context.partition_key)
        with masked(), county.connect(context.partition_key) as con:
            verdict = acceptance(con, run.rules.quality)
            folder = build.build(con, run, county.provenance(context.partition_key, verdict))
        context.log.info("%-9s %6.1f s", FLOOR, time.monotonic() - started)
        return dg.MaterializeResult(metadata={"acceptance": verdict, "folder": dg.MetadataValue.path(str(folder))})

    return month
