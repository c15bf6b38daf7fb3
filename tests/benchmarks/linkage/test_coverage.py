import numpy as np
import pandas as pd
import pytest

from benchmarks.linkage import coverage

BANDS = {"id": (6_000, 0.999), "strong": (1_500, 0.97), "near": (200, 0.6), "faint": (900, 0.02)}


@pytest.fixture(scope="module")
def frame() -> coverage.Frame:
    """Pairs in two strata, of which the younger's are true less often than the model thinks."""
    generator = np.random.default_rng(5)
    parts = []
    for band, (links, share) in BANDS.items():
        young = generator.random(links) < 0.3
        one = generator.random(links) < np.where(young, share * 0.9, share)
        strata = [["all", "age=0_14" if y else "age=15_59", "sources=a+b"] for y in young]
        parts.append(pd.DataFrame({"band": band, "p": share, "one": one, "sources": "a+b", "strata": strata}))
    return coverage.of(pd.concat(parts, ignore_index=True))


def test_a_sample_is_drawn_without_repeats_and_has_its_shares(frame: coverage.Frame) -> None:
    sample = frame.drawn(500, np.random.default_rng(1))
    assert len(sample) == len(set(sample)) == 500
    bands = frame.answered("all", sample)
    assert {name: band.links for name, band in bands.items()} == {name: links for name, (links, _) in BANDS.items()}
    assert sum(band.n for band in bands.values()) == 500
    assert set(sample) != set(frame.drawn(500, np.random.default_rng(2)))


def test_the_interval_holds_the_truth_of_the_county_and_of_every_stratum(frame: coverage.Frame) -> None:
    lines = coverage.covered(frame, 300, repeats=150)
    assert {line[1] for line in lines} == {"all", "age=0_14", "age=15_59", "sources=a+b"}
    for _, stratum, measure, truth, samples, held, *_ in lines:
        assert samples == 150
        assert held >= 0.95 - 2.5 * (0.95 * 0.05 / 150) ** 0.5, (stratum, measure, truth)
