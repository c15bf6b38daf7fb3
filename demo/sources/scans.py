"""扫码登记: passages at gates by telephone, the bulk source (contract.md section 3.3), a file per township.

What a person has written into the telephone is the same in every scan, so a month is made of cards and of moments.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from numpy.typing import NDArray

from demo import identity, tables
from demo.arrays import either
from demo.copying import copy_people
from demo.office import Office
from demo.sources import foreign, scopes
from demo.sources.gates import GATES
from demo.truth import bit

_FILE_ROWS = 1_000_000
_WRITTEN = ("name", "id_number", "phone", "plate", "residence_address")


def _cards(office: Office) -> pd.DataFrame:
    """What each scanning person has written: self-filled once, by a few twice; people whom no file knows among them."""
    people, share = office.people, tables.profile()["community"]["scanners"]
    here = people["live_in"].to_numpy() & people["death"].isna().to_numpy() & (people["age"] >= 8).to_numpy()
    rows = office.take(here & (people["live_dwelling"] >= 0).to_numpy() & office.hit("scans", people.index, share))
    again = rows[office.hit("again", rows["pid"], 0.04)]
    rows = pd.concat([rows, again.assign(key=again["key"] + (1 << 41))], ignore_index=True)
    rows["tags"] = rows["tags"] | either(office.seen()[rows["pid"]], 0, bit("gate_only"))
    rows = copy_people(office, rows.assign(copy=0))
    rows = pd.concat([rows, foreign.dwellers(office, share)], ignore_index=True)
    grown = rows["birth"] < pd.Timestamp("2006-01-01")
    rows["plate"] = identity.plates(office.world.draws, rows["pid"].to_numpy(), grown)
    rows["residence_address"] = office.address(rows, rows["live_dwelling"], "village")
    village = office.world.places.dwellings["village"].to_numpy()[rows["live_dwelling"]]
    return rows.assign(village=village, town=office.world.places.villages["town"].to_numpy()[village])


def _moments(office: Office, cards: pd.DataFrame, per_person: int) -> pd.DataFrame:
    """A row per scan, by time: card (position), minute of the month, village, gate, out, tenths of a degree."""
    draws, month = office.world.draws, office.month
    n = draws.integers(f"scans/{month}", cards["key"], 1, 2 * per_person)
    card = np.repeat(np.arange(len(cards)), n)
    visit = np.arange(len(card)) - np.repeat(np.cumsum(n) - n, n)
    luck = draws.bits(f"scan/{month}", cards["key"].to_numpy()[card] * 65_537 + visit)
    minutes = np.uint64(pd.Period(month).days_in_month * 18 * 60)
    minute = (luck % minutes).astype(np.int64)
    village = cards["village"].to_numpy()[card]
    away = (luck >> np.uint64(40)) % np.uint64(10) == 0
    village = either(away, (village + 1) % len(office.world.places.villages), village)
    rows = pd.DataFrame({"card": card, "minute": minute // 1080 * 1440 + 330 + minute % 1080, "village": village})
    rows["gate"] = ((luck >> np.uint64(44)) % np.uint64(len(GATES))).astype(int)
    rows["out"] = ((luck >> np.uint64(50)) % np.uint64(2)).astype(int)
    rows["warm"] = ((luck >> np.uint64(52)) % np.uint64(10)).astype(int)
    return rows.sort_values(["minute", "card"], kind="stable", ignore_index=True)


def _csv(office: Office, cards: pd.DataFrame, rows: pd.DataFrame, mark: bool) -> bytes:
    """The file's bytes: UTF-8, with a byte-order mark or without."""
    villages = office.world.places.villages

    def pick(values: NDArray[Any] | list[str], at: pd.Series) -> pa.Array:
        return pa.array(values, pa.string(), from_pandas=True).take(pa.array(at))

    moment = np.datetime64(office.month, "m") + rows["minute"].to_numpy().astype("timedelta64[m]")
    columns = {"scanned_at": pc.strftime(pa.array(moment.astype("datetime64[s]")), format="%Y-%m-%d %H:%M:%S")}
    gate = rows["village"] * len(GATES) + rows["gate"]
    columns["place_code"] = pick([c + f"{i + 1:02}" for c in villages["code"] for i in range(len(GATES))], gate)
    columns["place"] = pick([n + g for n in villages["name"] for g in GATES], gate)
    columns["direction"] = pick(["进", "出"], rows["out"])
    columns["temperature"] = pick([f"36.{i}" for i in range(10)], rows["warm"])
    columns |= {c: pick(cards[c].to_numpy(dtype=object), rows["card"]) for c in _WRITTEN}
    header = tables.layouts()["gate_scans"]
    table = pa.table({words[0]: columns[name] for name, words in header.items()})
    buffer = io.BytesIO(b"\xef\xbb\xbf" if mark else b"")
    buffer.seek(0, io.SEEK_END)
    pyarrow.csv.write_csv(table, buffer)
    return buffer.getvalue()


def files(office: Office, per_person: int) -> Iterator[tuple[str, bytes, pd.DataFrame]]:
    """Name, bytes and truth (row, pid, tags) of each township's files; about `per_person` rows per card."""
    everybody = _cards(office)
    for town in np.unique(everybody["town"]).tolist():
        cards = everybody[everybody["town"] == town].sort_values("key").reset_index(drop=True)
        everything = _moments(office, cards, per_person)
        stem = f"{scopes.towns(office, [cards['village'].iloc[0]])[0]}扫码记录_{office.month}"
        mark = bool(office.hit("mark", [town], 0.4)[0])
        for number, start in enumerate(range(0, len(everything), _FILE_ROWS)):
            rows = everything.iloc[start : start + _FILE_ROWS]
            truth = pd.DataFrame({"row": np.arange(len(rows)) + 2})
            for column in ("pid", "tags"):
                truth[column] = cards[column].to_numpy()[rows["card"]]
            yield f"{stem}_{number + 1}.csv" if number else f"{stem}.csv", _csv(office, cards, rows, mark), truth
