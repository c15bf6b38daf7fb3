import io
import shutil
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pandas as pd
import pytest

from demo import hostile


@pytest.fixture
def beside(county: Path, tmp_path: Path) -> tuple[Path, list[str]]:
    shutil.copytree(county, tmp_path, dirs_exist_ok=True)
    return tmp_path / "raw", hostile.lay(tmp_path, "2026-08")


def test_no_row_of_theirs_is_in_the_truth(beside: tuple[Path, list[str]], records: pd.DataFrame) -> None:
    assert not records["path"].isin(beside[1]).any()
    assert all((beside[0] / name).is_file() for name in beside[1])


def test_the_encrypted_workbook_opens_with_its_password_only(beside: tuple[Path, list[str]]) -> None:
    (path,) = (beside[0] / p for p in beside[1] if "加密" in p)
    plain = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes()))
    file.load_key(password=hostile.PASSWORD)
    file.decrypt(plain)
    assert openpyxl.load_workbook(plain).sheetnames


def test_the_others_cannot_be_opened(beside: tuple[Path, list[str]]) -> None:
    for name in beside[1]:
        if name.endswith(".xlsx") and "加密" not in name:
            with pytest.raises(zipfile.BadZipFile):
                zipfile.ZipFile(beside[0] / name)
