"""DAGSTER_HOME: the git-ignored `.dagster/` beside the settings, with a copy of the top-level `dagster.yaml`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

HOME_VARIABLE = "RENPU_HOME"


def prepare_dagster_home(home: Path) -> Path:
    """Make `<home>/.dagster/`, copy `dagster.yaml` into it, and point DAGSTER_HOME there; telemetry stays off."""
    folder = home / ".dagster"
    folder.mkdir(exist_ok=True, mode=0o700)
    shutil.copyfile(home / "dagster.yaml", folder / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(folder)
    os.environ[HOME_VARIABLE] = str(home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    return folder
