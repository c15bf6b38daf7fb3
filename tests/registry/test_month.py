"""Reference months."""

import datetime as dt

import pytest

from assets.registry.month import Month


@pytest.mark.parametrize(("key", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31)])
def test_the_reference_moment_is_the_end_of_the_last_day(key: str, last: int) -> None:
    assert Month(key).last_day == dt.date.fromisoformat(f"{key}-{last}")


@pytest.mark.parametrize("key", ["2026-13", "2026-1", "202610", "reference", "2026-10-01"])
def test_other_forms_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM"):
        Month(key)


def test_distance_crosses_years() -> None:
    assert Month("2027-01").months_since(Month("2026-10")) == 3
    assert Month("2026-10").months_since(Month("2027-01")) == -3
