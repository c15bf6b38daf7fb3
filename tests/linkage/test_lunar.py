import pytest

from assets.linkage.lunar import solar


@pytest.mark.parametrize(("written", "meant"), [("19850121", "19850312"), ("20200131", None)])
def test_a_birth_date_by_the_lunar_calendar(written, meant):
    assert solar(written) == meant
