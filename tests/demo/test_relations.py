import numpy as np
import pytest

from demo.families import C1, C2, GF, GM, SB, H, W
from demo.relations import head_slot, relations


@pytest.mark.parametrize(
    ("head", "slot", "sex", "code"),
    [(H, H, "1", "02"), (H, W, "2", "12"), (H, C1, "1", "22"), (H, C2, "2", "33"), (H, GM, "2", "52"),
     (GF, H, "1", "20"), (GF, W, "2", "38"), (GF, C1, "2", "42"), (W, GF, "1", "53"), (C1, C2, "1", "73"),
     (SB, W, "2", "97")],
)  # fmt: skip
def test_codes_of_the_standard(head: int, slot: int, sex: str, code: str) -> None:
    found = relations(np.array([head]), np.array([slot]), np.array([sex], dtype=object))
    assert found.tolist() == [code]


def test_the_first_slot_in_order_heads_its_household() -> None:
    household, slots = np.array([1, 1, 1, 2, 2]), np.array([GM, H, C1, W, C1])
    assert head_slot(household, slots, (H, GF, W, GM, C1, C2, 6, SB)).tolist() == [H, H, H, W, W]
