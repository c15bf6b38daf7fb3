"""The old model beside the new one, level by level."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import Any

from assets.linkage.training.counting import Key
from assets.linkage.training.pinning import Side, Trained


@dataclass(frozen=True)
class Line:
    """One level (or the prior, which has no u); what the old model did not know is None."""

    comparison: str
    level: str
    m: tuple[float | None, float]
    u: tuple[float | None, float]
    sides: tuple[Side, Side]

    @property
    def weight(self) -> tuple[float | None, float | None]:
        """log2(m/u) of the old and the new model, in bits; None where one of both is no probability."""
        old, new = (_bits(m, u) for m, u in zip(self.m, self.u, strict=True))
        return old, new

    @property
    def change(self) -> float | None:
        """By how many bits the new weight is larger."""
        old, new = self.weight
        return None if old is None or new is None else new - old

    @property
    def untrained(self) -> bool:
        """Whether the new model has no probability of its own here, or a certain one: such a model is never pinned."""
        return not all(0 < p[1] < 1 for p in (self.m, self.u))


def beside(old: dict[str, Any], new: Trained) -> list[Line]:
    """A line per level of the new model, in its order; `old` are pinned Splink settings."""
    before = _probabilities(old)
    lines = []
    for key, (m, u) in new.levels.items():
        old_m, old_u = before.get(key, (None, None))
        lines.append(Line(*key, (old_m, m.probability), (old_u, u.probability), (m, u)))
    return lines


def priors(old: dict[str, Any], new: Trained) -> tuple[float, float]:
    """Bits from which the sum of the weights starts, in the old and in the new model."""
    before, after = (s["probability_two_random_records_match"] for s in (old, new.settings))
    return log2(before / (1 - before)), log2(after / (1 - after))


def gone(old: dict[str, Any], new: Trained) -> list[Key]:
    """Levels of the old model that the comparisons do not have any more."""
    return [key for key in _probabilities(old) if key not in new.levels]


def _probabilities(settings: dict[str, Any]) -> dict[Key, tuple[float | None, float | None]]:
    return {
        (comparison["output_column_name"], level["label_for_charts"]):
            (level.get("m_probability"), level.get("u_probability"))
        for comparison in settings["comparisons"] for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    }  # fmt: skip


def _bits(m: float | None, u: float | None) -> float | None:
    return log2(m / u) if m and u else None
