"""Citizen identity numbers (GB 11643-1999) and phones, made for people who do not exist."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either
from demo.draws import Draws

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECKS = np.array(list("10X98765432"))
_PREFIXES = "130 131 135 136 137 138 139 150 151 152 155 156 158 159 170 173 177 180 181 182 186 187 188 189 191 199"


def check_digits(bodies: NDArray[Any]) -> NDArray[Any]:
    """MOD 11-2 check characters of 17-digit bodies (GB 11643-1999, 4.2.5)."""
    if not len(bodies):
        return np.array([], dtype=object)
    digits = np.array(bodies.tolist(), dtype="U17").view("U1").reshape(len(bodies), 17).astype(np.int64)
    return _CHECKS[(digits * _WEIGHTS).sum(axis=1) % 11].astype(object)


def numbers(draws: Draws, tag: str, prefix: NDArray[Any], birth: NDArray[Any], sex: NDArray[Any]) -> NDArray[Any]:
    """Unique 18-character numbers: prefix (6) + birth + sequence (odd for men) + check.

    Persons of one prefix, birth date and sex get consecutive sequences, as one police station gives them out:
    twins differ in the last digits only.
    """
    day = np.char.replace(np.datetime_as_string(birth.astype("datetime64[D]"), unit="D"), "-", "").astype(object)
    keys = pd.Series(prefix + day)
    group = keys.groupby([keys, pd.Series(sex)]).cumcount().to_numpy()
    start = draws.integers(tag, pd.util.hash_array(keys.to_numpy(), categorize=True), 1, 400)
    sequence = ((start + group) % 498) * 2 + either(sex == "1", 1, 2)
    body = prefix + day + np.char.zfill(sequence.astype(str), 3).astype(object)
    return body + check_digits(body)


def fifteen(numbers18: NDArray[Any]) -> NDArray[Any]:
    """The number as it was before 1999-10-01: no century, no check character (for those born in the 1900s)."""
    return np.array([n[:6] + n[8:17] for n in numbers18], dtype=object)


def phones(draws: Draws, tag: str, ids: NDArray[Any]) -> NDArray[Any]:
    """Made-up mobile numbers: a plausible prefix, then 00 (blocks that operators hardly give out), then six digits."""
    head = draws.choice(tag + "/prefix", ids, _PREFIXES.split())
    tail = np.char.zfill(draws.integers(tag + "/tail", ids, 0, 1_000_000).astype(str), 6)
    return head + "00" + tail.astype(object)


def plates(draws: Draws, ids: NDArray[Any], grown: Any) -> NDArray[Any]:
    """Number plates of the cars that some of the `grown` have; the letters I and O are never given out."""
    share = tables.profile()["community"]["plates"]
    letter = draws.choice("plate/letter", ids, list("IO"))
    tail = np.char.zfill(draws.integers("plate/tail", ids, 0, 10_000).astype(str), 4).astype(object)
    return either(draws.hit("plate", ids, share) & grown, "鄂S" + letter + tail, None)
