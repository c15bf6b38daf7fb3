"""What every test shares."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """A connection has one thread unless it asks for more: the tables are tiny, the cores have other tests to run."""
    connect = duckdb.connect

    def plain(database: Any = ":memory:", read_only: bool = False, config: dict[str, Any] | None = None) -> Any:
        return connect(database, read_only, {"threads": 1} | (config or {}))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", plain)
        yield
