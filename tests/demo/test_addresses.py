import numpy as np
import pytest

from demo import world
from demo.addresses import STYLES
from demo.places import COUNTY
from demo.world import World


@pytest.fixture(scope="module")
def county() -> World:
    return world.create(3, 500, "2026-07-31")


@pytest.mark.parametrize("style", STYLES)
def test_a_style_tells_dwellings_apart(county: World, style: str) -> None:
    everywhere = np.arange(len(county.places.dwellings))
    written = county.book.look_up(everywhere, style)
    assert len(set(written)) == len(written)


def test_full_addresses_name_county_and_village(county: World) -> None:
    homes = county.places.dwellings
    villages = county.places.villages["name"].to_numpy()[homes["village"]]
    full = county.book.look_up(np.arange(len(homes)), "full")
    rural = ~homes["community"].to_numpy()
    assert all(COUNTY in a for a in full)
    assert all(v in a for a, v in zip(full[rural], villages[rural], strict=True))


def test_no_dwelling_no_address(county: World) -> None:
    assert county.book.look_up(np.array([-1, 0]), "full").tolist()[0] is None
