"""The workbooks of the small month, written once and opened."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.publish.opened import OWN, written
from tests.small_month import VILLAGE


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("books") / "a")


@pytest.fixture(scope="session")
def village(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / OWN / f"{OWN}_一套表.xlsx")


@pytest.fixture(scope="session")
def tract(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / OWN / "普查小区" / f"{VILLAGE}001_一套表.xlsx")


@pytest.fixture(scope="session")
def police(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / OWN / f"{OWN}_户籍核对本.xlsx")


@pytest.fixture(scope="session")
def books(village: Workbook, tract: Workbook, police: Workbook) -> list[Workbook]:
    return [village, tract, police]
