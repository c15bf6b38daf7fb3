import datetime as dt

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.linkage import ledger
from assets.quality import link_quality, link_sample
from tests.small_month import empty_month, put, run_of

ANSWERS = {("id", True): 40, ("near", True): 6, ("near", False): 6}


@pytest.fixture
def run(tmp_path):
    return run_of(tmp_path)


@pytest.fixture
def con():
    connection = duckdb.connect()
    empty_month(connection)
    stratum = {"source_a": "grid_persons", "source_b": "police_hukou", "age_band": "15_59", "migrants": False}
    for band, with_number, links, expected in (
        ("id", True, 1000, 1000),
        ("near", False, 20, 14),
        ("faint", True, 50, 1),
    ):
        put(connection, "link_stratum", **stratum, band=band, with_number=with_number, links=links, expected=expected)
    return connection


def rows(con, stratum):
    found = con.execute(
        "select measure, estimate, lower, upper, n, method from quality.linkage_quality where stratum = ?", [stratum]
    )
    return {row[0]: row[1:] for row in found.fetchall()}


def answer(run):
    """Clerks answer a sample: all of the `id` band are one person, half of the `near` band."""
    frame, said = [], []
    for (band, one), count in ANSWERS.items():
        for number in range(count):
            pair = ("grid_persons", f"{band}{one}{number}", "police_hukou", f"{number}")
            frame.append(dict(zip(link_sample.KEYS, pair, strict=True)) | {
                "band": band, "with_number": band == "id", "age_band": "15_59", "migrants": False})  # fmt: skip
            decision = "must_link" if one else "cannot_link"
            said.append(ledger.Decision(decision, *pair, "走访", "张三", None, dt.date(2026, 10, 3)))
    folder = run.workspace.work / "samples"
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(frame), folder / "2026-09.parquet")
    ledger.enter(run.workspace, said)


def test_without_answers_the_model_speaks_and_has_no_interval(con, run):
    link_quality.build(con, run)
    assert rows(con, "all") == {
        "precision": (1.0, None, None, 0, "model"),
        "recall": (pytest.approx(1000 / 1015), None, None, 0, "model"),
    }


def test_answers_calibrate_the_bands_and_bring_an_interval(con, run):
    answer(run)
    link_quality.build(con, run)
    value, lower, upper, n, method = rows(con, "all")["recall"]
    assert (value, n, method) == (pytest.approx(1000 / (1000 + 10 + 1)), 52, "clerical")
    assert 0.9 < lower < value < upper < 1


def test_a_stratum_without_answers_borrows_those_of_the_county(con, run):
    answer(run)
    put(con, "link_stratum", source_a="survey", source_b="survey", band="id", with_number=True, age_band="0_14",
        migrants=True, links=30, expected=30)  # fmt: skip
    link_quality.build(con, run)
    assert rows(con, "age=0_14")["precision"] == (1.0, None, None, 0, "pooled")


def test_limits_of_a_stratum_come_from_its_own_answers_alone(con, run):
    """The county's faint pairs are nobody's; those of this stratum may all be true, for none of them was looked at."""
    answer(run)
    put(con, "link_stratum", source_a="grid_persons", source_b="police_hukou", band="faint", with_number=True,
        age_band="15_59", migrants=True, links=500, expected=0)  # fmt: skip
    link_quality.build(con, run)
    value, lower, upper, *_ = rows(con, "age=15_59")["recall"]
    assert lower == pytest.approx(1000 / (1000 + 50 + 500 + 15), abs=0.04)
    assert lower < value <= upper


def test_what_people_decided_is_sure(con, run):
    answer(run)
    put(con, "link_stratum", source_a="grid_persons", source_b="police_hukou", band="decided", with_number=True,
        age_band="15_59", migrants=False, links=100_000, expected=100_000)  # fmt: skip
    link_quality.build(con, run)
    _, lower, *_ = rows(con, "all")["precision"]
    assert lower > 0.999


def test_strata_are_source_pair_number_age_and_migrants(con, run):
    link_quality.build(con, run)
    found = {s for (s,) in con.execute("select distinct stratum from quality.linkage_quality").fetchall()}
    assert found == {
        "all", "sources=grid_persons+police_hukou", "number=both", "number=missing", "age=15_59", "migrants=no",
    }  # fmt: skip


def test_who_stays_alone_is_counted_by_source_age_and_number(con, run):
    for key, method in (("1", "single"), ("2", "id"), ("3", "id")):
        put(con, "record", record_id=key, source="survey", role="self", link_method=method, pending=False,
            id_status="none", birth_date=dt.date(1950, 1, 1))  # fmt: skip
    link_quality.build(con, run)
    found = {row[0]: row[1:] for row in con.execute("from quality.unlinked").fetchall()}
    assert found["source=survey"] == found["age=60_up"] == (3, 1, pytest.approx(1 / 3))
