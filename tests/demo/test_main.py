import filecmp
from pathlib import Path

from demo.__main__ import run
from demo.sending import SOURCES


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_seed_gives_the_same_bytes(county: Path, tmp_path: Path) -> None:
    run(300, 3, 7, "2026-08", tmp_path)
    assert _files(tmp_path) == _files(county)
    _, different, failed = filecmp.cmpfiles(county, tmp_path, _files(county), shallow=False)
    assert (different, failed) == ([], [])


def test_workers_change_nothing(county: Path, tmp_path: Path) -> None:
    run(300, 1, 7, "2026-08", tmp_path, workers=2)
    raw = [f for f in _files(tmp_path) if f.startswith("raw/")]
    same, different, failed = filecmp.cmpfiles(county, tmp_path, raw, shallow=False)
    assert (len(same), different, failed) == (len(raw), [], [])


def test_another_seed_gives_another_county(county: Path, tmp_path: Path) -> None:
    run(300, 1, 8, "2026-08", tmp_path)
    truth = "demo/truth/person.parquet"
    assert (tmp_path / truth).read_bytes() != (county / truth).read_bytes()


def test_every_source_delivers(county: Path) -> None:
    sources = {p.parent.name for p in (county / "raw" / "2026-08").rglob("*") if p.is_file()}
    assert sources >= set(SOURCES) - {"civil_deaths"}
    assert (county / "raw" / "reference" / "regions.csv").is_file()


def test_some_townships_send_nothing_in_the_second_month(county: Path) -> None:
    files = [len(list((county / "raw" / m / "medical_insurance").iterdir())) for m in ("2026-08", "2026-09", "2026-10")]
    assert files[1] < files[0] == files[2]
