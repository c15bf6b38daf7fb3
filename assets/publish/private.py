"""Files that show persons and lie outside a published month: readable by their owner and his group alone."""

from __future__ import annotations

import os
from pathlib import Path

FILE, FOLDER = 0o640, 0o750


def write_private(file: Path, content: bytes) -> None:
    """Write or replace a file, mode 0640 whatever the umask; folders above it that are missing are made with 0750."""
    for missing in [folder for folder in reversed(file.parents) if not folder.exists()]:
        missing.mkdir(exist_ok=True, mode=FOLDER)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
    with os.fdopen(handle, "wb") as out:
        os.fchmod(handle, FILE)
        out.write(content)
