"""A connection with the floor's macros, and a hand-made landing floor."""

from collections.abc import Iterator

import duckdb
import pytest

from assets.standard import text
from tests.standard import hand_made


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database with the macros of `text.install`."""
    with duckdb.connect() as connection:
        text.install(connection)
        yield connection


@pytest.fixture
def landing() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every layout as an empty landing table, with regions and grids."""
    with hand_made.landing() as connection:
        yield connection
