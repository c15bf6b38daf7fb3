"""What is timed is the same work: every form holds its rows, for landing and for the bare reader."""

from pathlib import Path

from assets.landing.account import read_accounts
from benchmarks.landing.__main__ import subjects
from benchmarks.landing.measure import parse, task

ROWS = 40
COUNT_THE_HEADER = ("python-calamine", "csv module", "lxml")


def test_both_readers_read_every_row(tmp_path: Path) -> None:
    for subject in subjects(tmp_path, ROWS):
        assert subject.read(subject.file) - (subject.reader in COUNT_THE_HEADER) == subject.rows, subject.form
        parse(subject.file)
        files = read_accounts(task(subject.file).parsed / subject.file.name)
        assert sum(sheet.accepted for file in files for sheet in file.sheets) == subject.rows == ROWS, subject.form
