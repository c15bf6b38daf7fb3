"""The key that turns ids into pseudonyms: made once per county, kept in the pipeline's own folder."""

from __future__ import annotations

import os
import secrets

from assets.registry.run import Workspace

BYTES = 32


def pseudonym_key(workspace: Workspace) -> str:
    """64 hex digits, the same in every month, so that analysts can follow a pseudonym; readable by the owner alone.

    An id is a hash of what a source wrote; without the key nobody can go that way again.
    """
    file = workspace.work / "pseudonym.key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = file.with_suffix(".new")
        aside.unlink(missing_ok=True)
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_hex(BYTES))
            handle.flush()
            os.fsync(handle.fileno())
        aside.rename(file)
    return file.read_text("ascii")
