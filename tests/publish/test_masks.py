from assets.publish.database import published_tables
from assets.publish.masks import masked
from assets.registry.tables import load_fields, load_tables


def test_every_id_is_a_key() -> None:
    ids = [name for name in load_fields() if name.endswith(("person_id", "person_id_a", "person_id_b", "record_id"))]
    assert ids
    assert all(load_fields()[name].privacy == "key" for name in ids)


def test_tables_of_texts_as_written_are_withheld() -> None:
    assert {s.table for s in published_tables() if not s.analysis} >= {"rejected_record", "value_issue"}


def test_every_masked_column_is_described() -> None:
    for spec in published_tables():
        assert all(m.zh and m.en for m in masked(spec))


def test_a_table_without_persons_keeps_its_dates() -> None:
    assert {m.name: m.sql for m in masked(load_tables()["region"])}["valid_from_date"] == '"valid_from_date"'
