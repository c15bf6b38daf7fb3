"""New deliveries: a month is requested once its folder was the same, in sizes and times, on two ticks.

The run's key is the hash of the delivered contents, so the same files are never requested twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from assets.landing.manifest import manifest_hash, roots
from pipelines.jobs import AnyJob
from pipelines.resources import CountyResource


def listing(folders: Sequence[Path]) -> str:
    """Hash over path, size and modification time of every file below some folders."""
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.is_file())
    rows = [f"{p}|{p.stat().st_size}|{p.stat().st_mtime_ns}" for p in files]
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
