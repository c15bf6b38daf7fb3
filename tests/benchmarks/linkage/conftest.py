"""A county of a few hundred persons, standardized once for all these tests."""

import pytest

from benchmarks.linkage.county import County, standardized


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return standardized(700, 17, folder=tmp_path_factory.mktemp("linkage"))
