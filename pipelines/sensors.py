"""New deliveries: a month is requested once its folder was the same, in sizes and times, on two ticks.

The run's key is the hash of the delivered contents, so the same files are never requested twice.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import dagster as dg

from assets.landing.manifest import manifest_hash
from pipelines.jobs import AnyJob
from pipelines.resources import CountyResource


def listing(folder: Path) -> str:
    """Hash over path, size and modification time of every file below `folder`."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    rows = [f"{p.relative_to(folder)}|{p.stat().st_size}|{p.stat().st_mtime_ns}" for p in files]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def delivery_sensor(job: AnyJob) -> dg.SensorDefinition:
    """Watches the drop folder; the cursor keeps each month's listing of the last tick."""

    @dg.sensor(
        job=job,
        name="delivery_sensor",
        minimum_interval_seconds=300,
        description="新交付到齐（两次巡查不变）即运行 | runs a month whose new files have settled",
    )
    def sensor(context: dg.SensorEvaluationContext, county: CountyResource) -> dg.SensorResult:
        raw = county.settings().workspace.raw
        seen = json.loads(context.cursor or "{}")
        now = {m: listing(raw / m) for m in county.settings().delivered_months()}
        settled = [month for month, found in now.items() if seen.get(month) == found]
        requests = [
            dg.RunRequest(run_key=f"{month}/{manifest_hash(raw, month)}", partition_key=month) for month in settled
        ]
        return dg.SensorResult(run_requests=requests, cursor=json.dumps(now))

    return sensor
