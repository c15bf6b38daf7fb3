import json
import os
import stat
from pathlib import Path

import pytest

from assets.publish.build import build
from assets.publish.database import published_tables
from assets.publish.provenance import Provenance
from assets.registry.run import Run
from assets.registry.tables import ddl, describe, load_fields, load_tables
from tests.publish.published import MOMENT, month_database, publish, reader
from tests.small_month import run_of


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The small month published once, for those who only read it."""
    return publish(tmp_path_factory.mktemp("published"))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_stands_where_the_contract_says(published: Run) -> None:
    warehouse = published.workspace.warehouse
    assert (warehouse / "current").resolve() == published.workspace.published(published.month).resolve()
    assert (warehouse / "roster.duckdb").resolve().parent.name == "restricted"
    assert (warehouse / "analysis.duckdb").resolve().parent.name == "analysis"
    names = {p.name for p in (published.workspace.published(published.month) / "restricted").iterdir()}
    assert names == {"roster.duckdb", "manifest.json", "workbooks", "maps"}


def test_the_warehouse_can_be_moved(tmp_path: Path) -> None:
    run = publish(tmp_path)
    moved = run.workspace.warehouse.rename(tmp_path / "moved")
    assert (moved / "roster.duckdb").exists()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_permissions_follow_the_contract_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        run = publish(tmp_path)
    finally:
        os.umask(before)
    published = run.workspace.published(run.month)
    assert mode(run.workspace.work) == 0o700
    assert {mode(p) for p in published.rglob("restricted")} == {0o750}
    assert {mode(p) for p in (published / "restricted").rglob("*.*")} == {0o640}
    assert mode(published / "restricted" / "workbooks") == 0o750
    assert mode(published / "analysis") == 0o755
    assert mode(published.resolve()) == mode(run.workspace.warehouse / "published") == 0o755


def test_every_table_and_column_carries_its_comment(published: Run) -> None:
    con = reader(published)
    tables = dict(con.execute("select table_name, comment from duckdb_tables()").fetchall())
    columns = {
        (t, c): x for t, c, x in con.execute("select table_name, column_name, comment from duckdb_columns()").fetchall()
    }
    for spec in published_tables():
        assert tables[spec.table] == f"{spec.zh} | {spec.en}"
        for column in spec.columns:
            assert columns[spec.table, column] == " | ".join(describe(spec, column))


def test_run_info_says_where_it_comes_from(published: Run) -> None:
    con = reader(published)
    row = con.execute("select month, revision, acceptance, settings_hash, manifest_hash from run_info").fetchall()
    assert row == [("2026-10", 1, "provisional", "settings", "manifest")]
    hashes = con.execute("select model_hash, ledger_head, code_version from run_info").fetchall()[0]
    assert all(hashes)


def test_the_same_inputs_give_identical_tables(tmp_path: Path) -> None:
    one, two = (reader(publish(tmp_path / name)) for name in ("one", "two"))
    for spec in published_tables():
        sql = f"select * from {spec.table}"
        assert one.execute(sql).fetchall() == two.execute(sql).fetchall()


def test_manifest_covers_every_file(published: Run) -> None:
    folder = published.workspace.published(published.month)
    manifest = json.loads((folder / "restricted" / "manifest.json").read_text("utf-8"))
    listed = {f["path"] for f in manifest["files"]}
    assert listed == {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")} - {"restricted/manifest.json"}
    assert manifest["tables"].keys() == {s.table for s in published_tables()} - {"run_info"}


def test_a_revision_replaces_and_marks_later_months(tmp_path: Path) -> None:
    publish(tmp_path, "2026-09")
    later = publish(tmp_path, "2026-10", previous="2026-09")
    again = publish(tmp_path, "2026-09", change="update roster.person set name = '乙' where person_id = '01'")
    assert reader(again).execute("select revision from run_info").fetchall() == [(2,)]
    assert (later.workspace.published(later.month) / "stale").is_file()
    assert (later.workspace.warehouse / "current").readlink().name == "2026-10"
    publish(tmp_path, "2026-10", previous="2026-09")
    assert not (later.workspace.published(later.month) / "stale").exists()


def test_the_chain_holds_the_months_together(tmp_path: Path) -> None:
    def head(change: str) -> str:
        publish(tmp_path, "2026-09", change=change)
        run = publish(tmp_path, "2026-10", previous="2026-09")
        return str(reader(run).execute("select ledger_head from run_info").fetchall()[0][0])

    before = head("")
    assert head("") == before
    assert head("update roster.person set name = '乙'") != before


def test_a_reader_of_the_old_revision_goes_on(tmp_path: Path) -> None:
    old = reader(publish(tmp_path))
    publish(tmp_path, change="delete from roster.person where person_id = '06'")
    assert old.execute("select count(*) from person").fetchall() == [(6,)]
    assert reader(run_of(tmp_path)).execute("select count(*) from person").fetchall() == [(5,)]


def test_the_state_is_what_the_next_month_reads(tmp_path: Path) -> None:
    publish(tmp_path)
    run = run_of(tmp_path, "2026-11", previous="2026-10")
    con = month_database(run)
    table = run.load_previous(con, "person", ddl(load_tables()["person"]))
    assert con.execute(f"select count(*) from {table}").fetchall() == [(6,)]
    assert run.workspace.state_before(run.month) == run.previous
    assert mode(run.workspace.work) == 0o700


def test_a_failure_publishes_nothing(tmp_path: Path) -> None:
    before = publish(tmp_path)
    con = month_database(before)
    con.execute("drop table roster.village_summary")
    with pytest.raises(Exception, match="village_summary"):
        build(con, before, Provenance("accepted", "s", "m", MOMENT))
    assert reader(before).execute("select revision from run_info").fetchall() == [(1,)]
    publish(tmp_path)
    assert reader(before).execute("select revision from run_info").fetchall() == [(2,)]


def test_the_analysis_holds_no_direct_identifier(published: Run) -> None:
    con = reader(published, "analysis")
    columns = con.execute("select table_name, column_name from duckdb_columns() where not internal").fetchall()
    fields = load_fields()
    shown = {c for _, c in columns}
    assert not [c for c in shown if c in fields and fields[c].privacy == "direct"]
    assert not shown & {"name", "id_number", "birth_date", "phone", "hukou_address", "building_no", "path", "row"}
    for table in {t for t, _ in columns} - {"code_list", "code_list_labelled"}:
        text = str(con.execute(f"select * from {table}").fetchall())
        assert not [w for w in ("甲0", "=甲", "1980050", "一组1号", "a.csv", "'01'") if w in text and w != "'01'"], (
            table
        )


def test_pseudonyms_join_within_and_across_months(tmp_path: Path) -> None:
    sql = "select p.person_id from person p join person_place using (person_id) order by all"
    one = reader(publish(tmp_path, "2026-09"), "analysis").execute(sql).fetchall()
    two = reader(publish(tmp_path, "2026-10", "2026-09"), "analysis").execute(sql).fetchall()
    other = reader(publish(tmp_path / "other"), "analysis").execute(sql).fetchall()
    assert len(one) == 4
    assert one == two != other
    assert mode(tmp_path / "warehouse" / "work" / "pseudonym.key") == 0o600


def test_a_birth_date_becomes_year_and_age_band(published: Run) -> None:
    con = reader(published, "analysis")
    found = con.execute("select distinct birth_year, age_band from person order by all").fetchall()
    assert found == [(1980, 45), (2026, 0)]
    assert con.execute("select distinct death_date::varchar from person where death_date is not null").fetchall() == [
        ("2026-09-01",)
    ]
