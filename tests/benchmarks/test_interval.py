from math import comb

import pytest

from benchmarks import interval


def test_known_intervals() -> None:
    # Values of Newcombe 1998 (Statistics in Medicine 17), table I, method 3.
    assert interval.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert interval.wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert interval.wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert interval.wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)
    assert interval.wilson(0, 0) is None


@pytest.mark.parametrize("share", [0.9, 0.95, 0.99])
def test_it_covers_the_truth_about_as_often_as_it_says(share: float) -> None:
    trials = 400
    covered = 0.0
    for hits in range(trials + 1):
        low, high = interval.wilson(hits, trials) or (0, 0)
        if low <= share <= high:
            covered += comb(trials, hits) * share**hits * (1 - share) ** (trials - hits)
    assert covered == pytest.approx(0.95, abs=0.02)
