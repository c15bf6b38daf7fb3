"""People from Hong Kong, Macau, Taiwan and abroad who live in the county: on a roll of their own, in no roster."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import identity, names, tables
from demo.arrays import either, texts
from demo.draws import Draws
from demo.places import Places

FIRST = 90_000_000  # their pids begin here, beside those of the county's people
_FROM = {  # nationality or region: its ISO 3166 letters and digits, weight
    "香港": ("HKG", "344", 6), "澳门": ("MAC", "446", 2), "台湾": ("TWN", "158", 5),
    "越南": ("VNM", "704", 5), "韩国": ("KOR", "410", 3), "美国": ("USA", "840", 2), "加拿大": ("CAN", "124", 1),
    "巴基斯坦": ("PAK", "586", 2), "缅甸": ("MMR", "104", 2), "俄罗斯": ("RUS", "643", 1),
}  # fmt: skip
_RESIDENCE = {"香港": "810000", "澳门": "820000", "台湾": "830000"}
_GIVEN = ["THI LAN", "VAN MINH", "JOHN", "MARIA", "MIN JUN", "ANNA", "DAVID", "AUNG", "FATIMA", "IVAN", "THU HA", "ALI"]
_FAMILY = ["NGUYEN", "TRAN", "KIM", "PARK", "SMITH", "BROWN", "KHAN", "MYINT", "IVANOV", "LE", "LEE", "MARTIN"]


def make_foreigners(draws: Draws, places: Places, persons: int, start: Any) -> pd.DataFrame:
    """Those of the first month and the years after it (from `entered` to `left`, both days included).

    Index is the pid; columns name, sex, birth, nationality, id_kind, number, purpose, entered, left, phone, village,
    dwelling.
    """
    n = max(4, round(persons * tables.profile()["community"]["foreigners"]) * 2)
    ids = np.arange(n)
    region = draws.choice("foreign/from", ids, list(_FROM), [w for _, _, w in _FROM.values()])
    region[:3] = ["香港", "台湾", "越南"]
    sex = either(draws.hit("foreign/man", ids, 0.5), "1", "2")
    birth = np.datetime64(start, "D") - draws.integers("foreign/birth", ids, 19 * 365, 66 * 365).astype(
        "timedelta64[D]"
    )
    homes = np.nonzero(places.dwellings["community"].to_numpy())[0]
    dwelling = draws.choice("foreign/dwelling", ids, homes)
    entered = np.datetime64(start, "D") - draws.integers("foreign/entered", ids, -400, 1500).astype("timedelta64[D]")
    people = pd.DataFrame({"sex": sex, "birth": birth, "nationality": region, "entered": entered}, index=ids + FIRST)
    people["left"] = entered + draws.integers("foreign/stay", ids, 150, 2500).astype("timedelta64[D]")
    people["name"] = _names(draws, ids, region, people)
    people["id_kind"], people["number"] = _documents(draws, ids, region, people)
    purposes = ["工作", "探亲", "学习", "投资", "随配偶居住"]
    people["purpose"] = draws.choice("foreign/purpose", ids, purposes, [4, 3, 1, 1, 3])
    people["phone"] = identity.phones(draws, "foreign/phone", ids)
    people["village"], people["dwelling"] = places.dwellings["village"].to_numpy()[dwelling], dwelling
    return people


def _chinese(region: NDArray[Any]) -> NDArray[np.bool_]:
    return np.isin(region.astype(str), list(_RESIDENCE))


def _names(draws: Draws, ids: NDArray[Any], region: NDArray[Any], people: pd.DataFrame) -> NDArray[Any]:
    """Chinese names of those from Hong Kong, Macau and Taiwan; Latin letters as in the passport for the others."""
    year, sex = people["birth"].dt.year.to_numpy(), people["sex"].to_numpy(dtype=object)
    nobody = np.full(len(ids), None, dtype=object)
    chinese = names.surnames(draws, "foreign/surname", ids) + names.given(
        draws, "foreign/given", ids, year, sex, nobody
    )
    latin = draws.choice("foreign/family", ids, _FAMILY) + " " + draws.choice("foreign/first", ids, _GIVEN)
    return either(_chinese(region), chinese, latin)


def _documents(
    draws: Draws, ids: NDArray[Any], region: NDArray[Any], people: pd.DataFrame
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Kind and number of the document, in the shapes of the table of facts (domain, 2.1)."""
    birth, sex = people["birth"].to_numpy(), people["sex"].to_numpy(dtype=object)
    letters, numeric = (
        pd.Series(region).map({k: v[i] for k, v in _FROM.items()}).to_numpy(dtype=object) for i in (0, 1)
    )
    digits = {w: texts(draws.integers(f"foreign/digits/{w}", ids, 0, 10**w), w) for w in (2, 7, 8)}
    prefix = either(_chinese(region), pd.Series(region).map(_RESIDENCE).fillna("8"), "942" + numeric).astype(object)
    card = identity.numbers(draws, "foreign/card", prefix, birth, sex)
    old_card = letters + "4219" + people["birth"].dt.strftime("%y%m%d").to_numpy(dtype=object) + digits[2]
    passport = draws.choice("foreign/passport", ids, list("ABCKMNP")) + digits[7]
    travel = either(region == "台湾", "", either(region == "澳门", "M", "H")) + digits[8]
    chinese, luck = _chinese(region), draws.uniform("foreign/document", ids)
    cases = [
        (chinese & (luck < 0.5), "港澳台居民居住证", card),
        (chinese & (region == "台湾"), "台湾居民来往大陆通行证", travel),
        (chinese, "港澳居民来往内地通行证", travel),
        (luck < 0.2, "外国人永久居留身份证", card),
        (luck < 0.3, "外国人永久居留身份证", old_card),
    ]
    masks = [mask for mask, _, _ in cases]
    return (
        np.select(masks, [np.full(len(ids), kind, dtype=object) for _, kind, _ in cases], "外国人护照"),
        np.select(masks, [number for _, _, number in cases], passport),
    )
