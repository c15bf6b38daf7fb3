import numpy as np
import pytest

from assets.quality.link_intervals import LEVEL, Band, estimate, limits

COUNTIES = {
    "good": [
        (250_000, True, 0.9999),
        (50_000, True, 0.995),
        (900, True, 0.93),
        (600, False, 0.6),
        (4_000, False, 0.02),
    ],
    "poor": [(90_000, True, 0.97), (20_000, True, 0.9), (3_000, True, 0.6), (5_000, False, 0.5), (9_000, False, 0.1)],
    "perfect": [(100_000, True, 1.0), (3_000, False, 0.0)],
    "small": [(400, True, 0.98), (60, True, 0.8), (30, False, 0.4)],
}
REPEATS = 300


def answered(generator, strata, size):
    """A county of which clerks looked at `size` pairs of every band, and said what is true."""
    return [Band(links, linked, share, size, int(generator.binomial(size, share))) for links, linked, share in strata]


def truth(strata, measure):
    found = sum(links * share for links, linked, share in strata if linked)
    left = sum(links * share for links, linked, share in strata if not linked)
    return (
        found / sum(links for links, linked, _ in strata if linked)
        if measure == "precision"
        else found / (found + left)
    )


@pytest.mark.parametrize("measure", ["precision", "recall"])
@pytest.mark.parametrize("county", COUNTIES)
@pytest.mark.parametrize("size", [20, 100])
def test_the_interval_holds_the_truth_as_often_as_it_says(measure, county, size):
    generator, strata = np.random.default_rng(7), COUNTIES[county]
    true = truth(strata, measure)
    held = 0
    for _ in range(REPEATS):
        low, high = limits(measure, answered(generator, strata, size))
        held += low <= true <= high
    noise = 2.5 * (LEVEL * (1 - LEVEL) / REPEATS) ** 0.5
    assert held / REPEATS >= LEVEL - noise


def test_the_estimate_is_the_weighted_share():
    bands = [Band(90, True, 0.9, 10, 9), Band(10, True, 0.5, 0, 0), Band(20, False, 0.5, 4, 1)]
    assert estimate("precision", bands) == pytest.approx((81 + 5) / 100)
    assert estimate("recall", bands) == pytest.approx(86 / (86 + 5))


def test_without_answers_there_is_no_interval_and_without_links_no_estimate():
    assert limits("precision", [Band(90, True, 0.9), Band(9, False, 0.5, 3, 1)]) is None
    assert estimate("precision", [Band(9, False, 0.5)]) is None


def test_the_limits_enclose_the_estimate_and_repeat():
    bands = [Band(900, True, 0.9, 30, 29), Band(50, False, 0.5, 10, 2)]
    low, high = limits("recall", bands)
    assert low < estimate("recall", bands) < high
    assert limits("recall", bands) == (low, high)
