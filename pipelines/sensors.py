"""New deliveries: a month is requested once its folder was the same, in sizes and times, on two ticks.

The run's key is the hash of the delivered contents, so the same files are never requested twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from assets.landing.manifest import files_below, manifest_hash, roots
from pipelines.jobs import AnyJob
from pipelines.resources import CountyResource


def listing(folders: Sequence[Path]) -> str:
    """Hash over path, size and modification time of every file below some folders."""
    rows = [f"{file}|{_state(file)}" for folder in folders for file in files_below(folder)]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def _state(file: Path) -> str:
    """Size and time; a file may have gone since it was listed, and then the listing of the next tick is another."""
    try:
        found = file.lstat()
    except OSError:
        return "gone"
    return f"{found.st_size}|{found.st_mtime_ns}"


def delivery_sensor(job: AnyJob) -> dg.SensorDefinition:
    """Watches the drop folder; the cursor keeps each month's listing of the last tick."""

    @dg.sensor(
        job=job,
        name="delivery_sensor",
        minimum_interval_seconds=300,
        description="新交付到齐（两次巡查不变）即运行 | runs a month whose new files have settled",
    )
    def sensor(context: dg.SensorEvaluationContext, county: CountyResource) -> dg.SensorResult:
        """Ask for the months whose listing is that of the tick before."""
        settings = county.settings()
        raw, code = settings.workspace.raw, settings.county.code
        seen = json.loads(context.cursor or "{}")
        now = {m: listing([root / m for root in roots(raw, code)]) for m in settings.delivered_months()}
        settled = [month for month, found in now.items() if seen.get(month) == found]
        requests = [
            dg.RunRequest(run_key=f"{month}/{manifest_hash(raw, month, code)}", partition_key=month)
            for month in settled
        ]
        return dg.SensorResult(run_requests=requests, cursor=json.dumps(now))

    return sensor
