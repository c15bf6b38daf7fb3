"""Everything that Dagster knows of this project, put together in one place; policy is applied once, here.

Not here: what any piece does.
"""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg

from pipelines.floors import FLOORS, department_specs, floor_asset
from pipelines.home import HOME_VARIABLE
from pipelines.jobs import monthly_roster, plain_console
from pipelines.partitions import monthly
from pipelines.publishing import publish_asset
from pipelines.resources import CountyResource
from pipelines.schedules import monthly_schedule
from pipelines.sensors import delivery_sensor
from pipelines.settings import PROJECT, load_settings


def build_defs(home: Path = PROJECT) -> dg.Definitions:
    """Definitions for the county whose settings stand in `<home>/renpu.toml`. Raises SettingsError."""
    from checks.definitions import asset_checks

    settings = load_settings(home)
    partitions = monthly(settings.schedule.first_month)
    job = monthly_roster()
    return dg.Definitions(
        assets=[
            *department_specs(),
            *(floor_asset(f, partitions) for f in FLOORS),
            publish_asset(partitions),
        ],
        asset_checks=asset_checks(),
        jobs=[job],
        schedules=[monthly_schedule(job, settings.schedule)],
        sensors=[delivery_sensor(job)],
        resources={"county": CountyResource(home=str(home))},
        loggers={"console": plain_console},
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `workspace.yaml` loads: the county of `renpu ui`, else the project's own."""
    return build_defs(Path(os.environ.get(HOME_VARIABLE, PROJECT)))
