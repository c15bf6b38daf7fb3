from __future__ import annotations

import struct

import pytest

from assets.landing.readers.compound import refuse_circles
from assets.landing.readers.sniff import UnreadableError
from tests.landing.conftest import Parse
from tests.landing.files import xls

BOOK = xls({"一": [["姓名", "身份证号", "学校名称"], *([f"甲{i}", str(i), "一中"] for i in range(300))]})


def circling() -> bytes:
    """The workbook with a chain of sectors that leads back to its beginning."""
    (table,) = struct.unpack_from("<I", BOOK, 76)  # the first sector of the table of sectors
    broken = bytearray(BOOK)
    struct.pack_into("<I", broken, 512 * (table + 1) + 4, 0)
    return bytes(broken)


def test_a_sound_workbook_passes() -> None:
    refuse_circles(BOOK)


def test_a_chain_that_comes_back_to_itself_is_refused(parse: Parse) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        refuse_circles(circling())
    (account,) = parse("education_staff", "a.xls", circling())
    assert account.status == "failed"


@pytest.mark.parametrize("length", [600, 2000, len(BOOK) // 2])
def test_what_is_cut_off_is_reported(parse: Parse, length: int) -> None:
    (account,) = parse("education_staff", "a.xls", BOOK[:length])
    assert (account.status, "damaged" in account.message) == ("failed", True)
