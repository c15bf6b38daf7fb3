"""Headers as data: what columns are called everywhere, what is only form, and what is never taken in.

`headers.yaml` holds the names common to all sources; a layout's own names stand in `sources/`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "headers.yaml"
NOISE = re.compile(r"\(必填\)|\(选填\)|[\s*★☆:'\"\u200b-\u200f\u2060\ufeff]")


class Headers(BaseModel):
    """The common header names, as written in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: dict[str, tuple[str, ...]]
    serial: tuple[str, ...]
    never_taken: tuple[str, ...]


@cache
def load_headers() -> Headers:
    """The common header names."""
    return Headers.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


@lru_cache(maxsize=10_000)
def normalise(header: str) -> str:
    """A header as it is compared: NFKC, upper case, without blanks, marks (*★：) and （必填）."""
    return NOISE.sub("", unicodedata.normalize("NFKC", header)).upper()
