"""How often the interval of `quality.linkage_quality` holds the truth: many samples of one county, answered from it.

Every repetition draws as `renpu linkage sample` does, but in an order of its own inside every pair of sources, has the
truth answer, and measures as a month does. What is to be held is the precision and recall of all pairs that are in a
band; true pairs that are in none (no rule brought them together, or the model finds them fainter than any) are told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assets.linkage import links
from assets.quality.link_intervals import Band, Measure, estimate
from assets.quality.link_quality import LINKED, STRATA, measured
from assets.quality.link_sample import SHARES, allocate
from benchmarks import interval
from benchmarks.linkage import judge, machine
from benchmarks.linkage.county import MONTH, County
from benchmarks.markdown import table

SIZES = (200, 500, 1_000)
REPEATS = 400
SEED = 20_261_001
SHOWN = ("all", "number=", "age=", "migrants=")
"""Strata that are measured every time, and of the pairs of sources as many as `LARGEST`."""
LARGEST = 10

# A unit is true if the records that a clerk would be shown of it speak of one person.
_UNITS = f"""
    with shown as (
        select entity, said.source, arg_min(true_person, md5(source_record_key)) as true_person
        from linkage.record as said join told using (record_id) join linkage._record_profile using (record_id)
        join linkage._member using (profile) where said.role = 'self' group by entity, said.source),
    unit as (
        select link.*, a.true_person = b.true_person as one
        from linkage._link as link join shown as a on a.entity = l join shown as b on b.entity = r
        where (a.source, b.source) in ((source_a, source_b), (source_b, source_a))
        qualify row_number() over (partition by l, r, source_a, source_b order by a.source) = 1)
    select band, p, one, source_a || '+' || source_b as sources, (select list(stratum) from (select {STRATA})) as strata
    from unit order by l, r, source_a, source_b
"""
_TRUE = """
    with said as (
        select distinct true_person, entity, source from told join linkage._record_profile using (record_id)
        join linkage._member using (profile) where role = 'self')
    select count(*) from (
        select distinct a.entity, b.entity, least(a.source, b.source), greatest(a.source, b.source)
        from said as a join said as b using (true_person)
        where a.entity < b.entity or (a.entity = b.entity and a.source < b.source))
"""
Pairs = tuple[str, str]
"""stratum, band"""


@dataclass(frozen=True)
class Frame:
    """The pairs of a linked county: band, the truth, pair of sources as a number, and strata that hold a pair.

    `held` are the bands of every stratum as the model sees them, `true` their true shares.
    """

    band: NDArray[np.str_]
    one: NDArray[np.bool_]
    sources: NDArray[np.integer]
    strata: dict[str, NDArray[np.bool_]]
    held: dict[str, dict[str, Band]]
    true: dict[str, dict[str, Band]]

    def drawn(self, size: int, generator: np.random.Generator) -> NDArray[np.int64]:
        """Places of the pairs of one sample."""
        places = {band: np.flatnonzero(self.band == band) for band in SHARES}
        wanted = allocate({band: len(held) for band, held in places.items()}, size)
        taken = []
        for band, held in places.items():
            order = held[np.lexsort((generator.random(len(held)), self.sources[held]))]
            steps = np.arange(len(held) + 1) * wanted[band] // max(len(held), 1)
            taken.append(order[np.diff(steps) > 0])
        return np.concatenate(taken)

    def answered(self, stratum: str, sample: NDArray[np.int64]) -> dict[str, Band]:
        """The bands of a stratum as a month would have them after this sample was answered."""
        chosen = sample[self.strata[stratum][sample]]
        made = {}
        for name, band in self.held[stratum].items():
            said = chosen[self.band[chosen] == name]
            made[name] = replace(band, n=len(said), true=int(self.one[said].sum()))
        return made


def report(county: County) -> None:
    """Link the county and print how often the interval held the truth, per size of the sample and stratum."""
    with machine.opened(county) as con:
        machine.link(con, machine.first_month(Path("nowhere")))
        links.units(con, MONTH.last_day.year)
        judge.tell(con, county.truth)
        frame = of(con.execute(_UNITS).df())
        true = con.execute(_TRUE).fetchall()[0][0]
    lines = [line for size in SIZES for line in covered(frame, size, REPEATS)]
    table("answers, stratum, measure, truth, samples, held the truth, 95 % interval, mean width", lines)
    table("true pairs, in a band, in none", [(true, int(frame.one.sum()), (true - int(frame.one.sum())) / true)])


def of(units: pd.DataFrame) -> Frame:
    """The frame of a table of units (band, p, one, sources, strata)."""
    spelt = units.strata.explode()
    pairs = [name for name in spelt.value_counts().index if name.startswith("sources=")][:LARGEST]
    names = [name for name in sorted(spelt.unique()) if name.startswith(SHOWN) or name in pairs]
    strata = {name: np.isin(np.arange(len(units)), spelt.index[spelt == name]) for name in names}
    band, one = units.band.to_numpy(dtype=str), units.one.to_numpy(dtype=bool)
    codes = units.sources.astype("category").cat.codes.to_numpy()
    held, true = ({name: _bands(inside, band, share) for name, inside in strata.items()}
                  for share in (units.p.to_numpy(), one))  # fmt: skip
    return Frame(band, one, codes, strata, held, true)


def _bands(inside: NDArray[np.bool_], band: NDArray[np.str_], share: NDArray[Any]) -> dict[str, Band]:
    return {
        str(name): Band(int(place.sum()), str(name) in LINKED, min(float(share[place].mean()), 1.0))
        for name, place in ((name, inside & (band == name)) for name in np.unique(band[inside]))
    }


def covered(frame: Frame, size: int, repeats: int) -> list[tuple[object, ...]]:
    """A line per stratum and measure: in how many of the intervals the truth lay, and how wide they were."""
    truth = {(stratum, measure): estimate(measure, list(bands.values()))
             for stratum, bands in frame.true.items() for measure in get_args(Measure)}  # fmt: skip
    held: dict[tuple[str, Measure], list[bool]] = defaultdict(list)
    width: dict[tuple[str, Measure], float] = defaultdict(float)
    for turn in range(repeats):
        sample = frame.drawn(size, np.random.default_rng([SEED, size, turn]))
        whole = frame.answered("all", sample)
        for stratum in frame.strata:
            for _, measure, _, low, high, *_ in measured(stratum, frame.answered(stratum, sample), whole):
                sought = truth[stratum, measure]
                if low is not None and high is not None and sought is not None:
                    held[stratum, measure].append(low <= sought <= high)
                    width[stratum, measure] += high - low
    return [
        (size, *key, truth[key], len(found), sum(found) / len(found), interval.shown(sum(found), len(found)),
         width[key] / len(found))
        for key, found in sorted(held.items())
    ]  # fmt: skip
