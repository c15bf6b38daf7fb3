"""The county's passwords of encrypted deliveries: a private TOML file that `[paths] secrets` in renpu.toml names.

    passwords = ["…", "…"]              # tried on every encrypted file, in this order

    [files]                             # tried first on the files whose path below data/raw fits the pattern
    "*/social_insurance/*" = "…"

They are no rules: results do not depend on which of them opens a file, and the settings hash does not hold them.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError


class SecretsError(Exception):
    """The secrets file is missing, readable by others, or wrong; the message holds none of its content."""


class Secrets(BaseModel):
    """The content of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    passwords: tuple[SecretStr, ...] = Field(default=())
    files: Mapping[str, SecretStr] = Field(default={})

    def for_file(self, path: str) -> tuple[str, ...]:
        """The passwords to try on a file (path relative to `data/raw`), its own first."""
        own = [
            p for pattern, p in self.files.items() if fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}")
        ]
        return tuple(dict.fromkeys(p.get_secret_value() for p in (*own, *self.passwords)))


def load_secrets(file: Path | None) -> Secrets:
    """Read the secrets file; without one there are no passwords. Raises SecretsError."""
    if file is None:
        return Secrets()
    try:
        mode = file.stat().st_mode
        raw = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SecretsError(f"{file.name}: cannot be opened ({error.strerror}); it is named in paths.secrets") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SecretsError(f'{file.name}: cannot be read as TOML; write passwords = ["…"]') from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise SecretsError(f"{file.name}: others can read it; close it with chmod 600 {file.name}")
    try:
        return Secrets.model_validate(raw)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
        raise SecretsError(f'{file.name}: wrong at {places}; it holds passwords = ["…"] and [files]') from None
