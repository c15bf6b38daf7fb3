"""The 19 core indicators as data: what each looks at, whom it applies to, and what counts as valid."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).parent / "indicators.yaml"
Subject = Literal["person", "child", "dead"]


class Indicator(BaseModel):
    """One core indicator of the 95 % standard (warehouse.md, the 19 core indicators).

    `applies` and `valid` are SQL predicates over the columns of the subject; `columns` are the fields that must be
    filled together.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: str
    number: int = Field(ge=1, le=19)
    group: Literal["basic", "birth", "death"]
    of: Subject
    zh: str
    en: str
    columns: tuple[str, ...] = Field(min_length=1)
    applies: str = "true"
    valid: str | None = None
    unstated: tuple[str, ...] = Field(default=(), description="codes of the list that say that nothing is known")
    rule_zh: str = Field(description="whom it applies to and what is valid, as printed in the workbooks")
    rule_en: str


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """All core indicators in their official order. Raises ValidationError on a bad file."""
    found = [Indicator.model_validate(raw) for raw in yaml.safe_load(FILE.read_text("utf-8"))]
    return tuple(sorted(found, key=lambda i: i.number))
