"""Census tracts, contiguous and even: `python -m benchmarks.tracts`.

On random maps of four kinds, with `--roster` on the tracts of a published month, and with `--persons` on those of a new
county's first month, in villages of houses and of blocks. A tract counts where the village's
dwellings can be cut into k tracts of 71 to 89 for some k, no building has more than 89 and the office gave no tracts
(issue 5, "Must reach"). Contiguity is judged by the Delaunay triangulation of the buildings' middles.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, QhullError

from assets.housing.tracts.neighbours import METRES_PER_DEGREE, metres
from assets.housing.tracts.village import Village, divide_village
from assets.registry.rules import TractRules
from benchmarks.markdown import say, table
from benchmarks.performance import measure, prepare

LOWER, UPPER = 71, 89
KINDS = {
    "houses": ([1, 1, 1, 1, 2, 2, 3], 400, 1500.0),
    "houses and blocks": ([1, 1, 1, 1, 1, 2, 4, 6, 12, 24, 36], 120, 900.0),
    "blocks of flats": ([6, 8, 12, 18, 24, 36], 40, 600.0),
    "large blocks": ([12, 24, 36, 48, 60], 24, 500.0),
}
"""Kinds of random villages: dwellings per building, buildings at most, metres across."""

PUBLISHED = """
with numbered as (
    select region, building_no, any_value(geometry) as geometry from month.building
    group by all having count(*) = 1
)
select d.region, d.tract, any_value(b.geometry) as geometry, count(*)::bigint as dwellings,
    bool_or(t.kind = 'given') as given,
    d.building_no is null as loose
from month.dwelling d join month.tract t using (tract)
    left join numbered b on b.region = d.region and b.building_no = d.building_no
group by d.region, d.tract, d.building_no, d.estate, if(d.building_no is null, d.dwelling_id, null)
union all
select e.region, e.tract, b.geometry, 0, false, false
from month.building_tract e join numbered b using (region, building_no) where e.dwellings = 0
order by 1, 2
"""
"""Buildings of every tract, those in which nobody can live among them: an enumerator walks past these, too."""


@dataclass
class Judged:
    """What was found of some villages."""

    villages: int = 0
    tracts: int = 0
    contiguous: int = 0
    countable: int = 0
    even: int = 0

    def add(self, dwellings: NDArray[np.int64], points: NDArray[np.float64], tract: list[str], given: bool) -> None:
        """One village: dwellings and middle (metres, NaN unknown) of every building, and its tract."""
        names, of = np.unique(np.array(tract), return_inverse=True)
        sizes = np.bincount(of, weights=dwellings)
        known = ~np.isnan(points[:, 0])
        self.villages += 1
        self.tracts += len(names)
        self.contiguous += len(names) - broken(points[known], of[known])
        if not given and dwellings.max(initial=0) <= UPPER and can_be_even(int(dwellings.sum())):
            self.countable += len(names)
            self.even += int(((sizes >= LOWER) & (sizes <= UPPER)).sum())

    @property
    def shown(self) -> tuple[str, ...]:
        """As cells of the table."""
        share = f"{self.even / self.countable:.1%}" if self.countable else "–"
        return (f"{self.villages:,}", f"{self.tracts:,}", f"{self.contiguous / max(self.tracts, 1):.1%}", share,
                f"{self.even:,} of {self.countable:,}")  # fmt: skip


def can_be_even(dwellings: int) -> bool:
    """Whether k tracts of 71 to 89 make up so many dwellings."""
    return any(LOWER * k <= dwellings <= UPPER * k for k in range(1, dwellings // LOWER + 1))


def broken(points: NDArray[np.float64], of: NDArray[np.int64]) -> int:
    """How many tracts (`of` each building) lie in more than one piece."""
    points, spot = np.unique(points, axis=0, return_inverse=True)
    try:
        corners = Delaunay(points).simplices
    except (QhullError, ValueError):
        return 0  # all on one line, or too few to be parted
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    pieces = 0
    for tract in np.unique(of):
        at = np.unique(spot[of == tract])
        inside = sides[np.isin(sides, at).all(axis=1)]
        links = coo_array((np.ones(len(inside)), inside.T), shape=(len(points),) * 2)
        pieces += len(np.unique(connected_components(links, directed=False)[1][at])) > 1
    return pieces


def random_maps(kind: str, villages: int) -> Judged:
    """Random villages of a kind, every tenth building on no map."""
    sizes, most, across = KINDS[kind]
    judged = Judged()
    for seed in range(villages):
        draw = np.random.default_rng([seed, len(sizes)])
        n = int(draw.integers(most // 8, most))
        dwellings, points = draw.choice(sizes, n).astype(np.int64), draw.uniform(0, across, (n, 2))
        points[draw.random(n) < 0.1] = np.nan
        degrees = points / METRES_PER_DEGREE + np.array([115.0, 0.0])
        place = np.sort(draw.integers(0, 6, n))
        village = Village("421126100201", dwellings, degrees, place, np.zeros(n, dtype=np.int64), [None] * n, False)
        judged.add(dwellings, points, divide_village(village, TractRules()).tract, False)
    return judged


def published(roster: Path) -> dict[str, Judged]:
    """The tracts of a published month: of all villages, of those of houses and of those of blocks of flats."""
    found = {"all villages": Judged(), "houses": Judged(), "blocks": Judged()}
    with duckdb.connect() as con:
        con.execute(f"attach '{roster}' as month (read_only)")
        rows = con.execute(PUBLISHED).fetchall()
    for _, village in _by_region(rows):
        degrees = np.array([_middle(geometry) for _, _, geometry, *_ in village])
        points = degrees if np.isnan(degrees).all() else metres(degrees)
        dwellings = np.array([n for _, _, _, n, *_ in village], dtype=np.int64)
        kind = "houses" if dwellings.mean() <= 2 else "blocks"
        for judged in (found["all villages"], found[kind]):
            judged.add(dwellings, points, [tract for _, tract, *_ in village], any(row[4] for row in village))
    return found


def new_county(persons: int, seed: int, folder: Path) -> Path:
    """The roster of the first month of a new county."""
    prepare(folder, persons, 1, seed, "2026-08")
    measure(folder, "2026-08")
    return folder / "data" / "warehouse" / "published" / "2026-08" / "restricted" / "roster.duckdb"


def _by_region(rows: list[tuple]) -> Iterator[tuple[str, list[tuple]]]:
    for region in dict.fromkeys(row[0] for row in rows):
        yield region, [row for row in rows if row[0] == region]


def _middle(geometry: str | None) -> tuple[float, float]:
    if geometry is None:
        return float("nan"), float("nan")
    middle = shapely.centroid(shapely.from_geojson(json.dumps(json.loads(geometry))))
    return float(middle.x), float(middle.y)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--villages", type=int, default=60, help="random villages of each kind")
    parser.add_argument("--roster", type=Path, help="roster.duckdb of a published month")
    parser.add_argument("--persons", type=int, help="persons of a new county of which one month is run")
    parser.add_argument("--seed", type=int, default=31, help="its seed")
    parser.add_argument("--folder", type=Path, default=Path("build/bench-tracts"), help="its home, which is replaced")
    given = parser.parse_args()
    say("# Census tracts\n")
    found = [(kind, random_maps(kind, given.villages)) for kind in KINDS]
    roster = new_county(given.persons, given.seed, given.folder) if given.persons else given.roster
    if roster:
        found += [(f"published {roster.parts[-3]}, {kind}", judged) for kind, judged in published(roster).items()]
    header = "map, villages, tracts, contiguous (100 %), within ±12 % (≥ 85 %), counted"
    table(header, [(kind, *judged.shown) for kind, judged in found])


if __name__ == "__main__":
    main()
