"""The measures against enumerating every pair of records."""

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import accuracy
from benchmarks.accuracy import Pairs
from benchmarks.linkage import judge


@dataclass(frozen=True)
class Said:
    true: str
    found: str
    source: str = "police_hukou"
    role: str = "self"
    status: str = "valid"
    tags: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        if self.role != "self":
            return "mention"
        return "ledger" if self.source in judge.LEDGERS else "register"


def told(folder: Path, records: list[Said]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(
        "create table said (record_id text, source text, role text, person_id text, id_status text, path text,"
        " sheet text, row int)"
    )
    con.execute("create table truth (path text, sheet text, row int, role text, true_person text, strata text[])")
    for row, r in enumerate(records):
        con.execute("insert into said values (?, ?, ?, ?, ?, 'a', null, ?)",
                    [str(row), r.source, r.role, r.found, r.status, row])  # fmt: skip
        con.execute("insert into truth values ('a', null, ?, ?, ?, ?)", [row, r.role, r.true, list(r.tags)])
    con.execute(f"copy truth to '{folder / 'truth.parquet'}'")
    judge.tell(con, folder / "truth.parquet", "said")
    return con


def counted(pairs: list[tuple[Said, Said]]) -> tuple[int, int, int]:
    """True, linked, both."""
    same = [(a.true == b.true, a.found == b.found) for a, b in pairs]
    return sum(t for t, _ in same), sum(f for _, f in same), sum(t and f for t, f in same)


def shown(pairs: Pairs) -> tuple[int, int, int]:
    return pairs.true, pairs.linked, pairs.both


RECORDS = st.lists(
    st.builds(
        Said,
        true=st.sampled_from("ABCD"),
        found=st.sampled_from("wxyz"),
        source=st.sampled_from(["police_hukou", "grid_persons", "survey", "ledger_gate"]),
        role=st.sampled_from(["self", "self", "self", "head"]),
        status=st.sampled_from(["valid", "none", "truncated"]),
        tags=st.sampled_from([(), ("twin",), ("twin", "twice"), ("two_numbers",)]),
    ),
    min_size=2,
    max_size=14,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
def test_pairs_are_those_of_an_enumeration(tmp_path: Path, records: list[Said]) -> None:
    with told(tmp_path, records) as con:
        own = [r for r in records if r.role == "self"]
        strata = {p.stratum: p for p in accuracy.linkage(con)}
        assert shown(strata["all"]) == counted(list(combinations(own, 2)))
        for tag, has in {"twin": lambda r: "twin" in r.tags, judge.OPEN: lambda r: r.status != "valid"}.items():
            pairs = [(a, b) for a, b in combinations(own, 2) if has(a) or has(b)]
            assert counted(pairs) == (shown(strata[tag]) if tag in strata else (0, 0, 0))
        for pairs_of_kind in judge.kinds(con):
            one, other = pairs_of_kind.stratum.split(" – ")
            pairs = [(a, b) for a, b in combinations(records, 2) if sorted((a.kind, b.kind)) == [one, other]]
            assert shown(pairs_of_kind) == counted(pairs)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS.filter(lambda rs: any(r.role == "self" for r in rs)))
def test_a_person_is_exactly_right_if_the_sets_of_records_are_equal(tmp_path: Path, records: list[Said]) -> None:
    own = [(i, r) for i, r in enumerate(records) if r.role == "self"]
    true = {t: frozenset(i for i, r in own if r.true == t) for t in {r.true for _, r in own}}
    found = {frozenset(i for i, r in own if r.found == f) for f in {r.found for _, r in own}}
    exact = {t for t, members in true.items() if members in found}
    two = {r.true for r in records if "two_numbers" in r.tags}
    with told(tmp_path, records) as con:
        persons = {p.group: (p.persons, p.exact) for p in judge.persons(con)}
        assert persons["all"] == (len(true), len(exact))
        assert persons.get("with two valid numbers", (0, 0)) == (len(two & set(true)), len(two & exact))


def test_the_headline_by_hand(tmp_path: Path) -> None:
    # A: records 0, 1 found as x, 2 as y; B: record 3 found as y, without number.
    records = [Said("A", "x"), Said("A", "x"), Said("A", "y"), Said("B", "y", status="none")]
    with told(tmp_path, records) as con:
        score = judge.score(con)
    assert (score.everything.precision, score.everything.recall) == (0.5, pytest.approx(1 / 3))
    assert (score.without_number.precision, score.without_number.recall) == (0.0, None)
    assert (score.exact, score.found_per_true) == (0.0, 1.0)
