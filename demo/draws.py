"""Random decisions that depend on who they are about, not on the order in which they are asked for.

A draw is a hash of (seed, tag, id): the same clerk's mistake stays in the same person's row month after month, and
leaving out a source or adding workers changes nothing else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)


def _mixed(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finalizer of splitmix64: every input bit moves every output bit."""
    with np.errstate(over="ignore"):
        x = (x + _GOLDEN).astype(np.uint64)
        x = (x ^ (x >> np.uint64(30))) * _MIX1
        x = (x ^ (x >> np.uint64(27))) * _MIX2
    return x ^ (x >> np.uint64(31))


def name_id(name: str) -> int:
    """A number that stands for a file or place name in draws."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=7).digest(), "big")


@dataclass(frozen=True)
class Draws:
    """All random decisions of one simulated county."""

    seed: int

    def bits(self, tag: str, ids: ArrayLike) -> NDArray[np.uint64]:
        """64 random bits per id."""
        digest = hashlib.blake2b(f"{self.seed}/{tag}".encode(), digest_size=8).digest()
        base = np.uint64(int.from_bytes(digest, "big"))
        return _mixed(_mixed(np.asarray(ids).astype(np.uint64)) ^ base)

    def uniform(self, tag: str, ids: ArrayLike) -> NDArray[np.float64]:
        """Numbers in [0, 1) per id."""
        return (self.bits(tag, ids) >> np.uint64(11)).astype(np.float64) / float(1 << 53)

    def hit(self, tag: str, ids: ArrayLike, share: float | NDArray[np.float64]) -> NDArray[np.bool_]:
        """True for about `share` (0 to 1) of the ids."""
        return self.uniform(tag, ids) < share

    def integers(self, tag: str, ids: ArrayLike, low: Any, high: Any) -> NDArray[np.int64]:
        """Integers in [low, high) per id; low and high may be arrays."""
        low, high = np.asarray(low), np.asarray(high)
        return (low + np.floor(self.uniform(tag, ids) * np.maximum(high - low, 1))).astype(np.int64)

    def choice(self, tag: str, ids: ArrayLike, values: Any, weights: Any = None) -> NDArray[Any]:
        """One of `values` per id, with weights if given."""
        pool = np.asarray(values, dtype=object) if isinstance(values, (list, tuple)) else np.asarray(values)
        if weights is None:
            return pool[self.integers(tag, ids, 0, len(pool))]
        steps = np.cumsum(np.asarray(weights, dtype=np.float64))
        return pool[np.searchsorted(steps / steps[-1], self.uniform(tag, ids), side="right").clip(0, len(pool) - 1)]

    def normal(self, tag: str, ids: ArrayLike) -> NDArray[np.float64]:
        """About standard normal (sum of four uniforms), bounded."""
        total = sum(self.uniform(f"{tag}#{i}", ids) for i in range(4))
        return (np.asarray(total) - 2.0) / np.sqrt(4 / 12)
