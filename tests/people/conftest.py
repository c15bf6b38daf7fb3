"""A county where the police register, the survey and the grid have come from all three villages."""

from pathlib import Path

import pytest

from tests.people.county import A, B, C, County


@pytest.fixture
def county(tmp_path: Path) -> County:
    made = County(tmp_path)
    for source in ("police_hukou", "survey"):
        made.scope(source, A, B, C)
    return made
