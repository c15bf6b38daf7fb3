from assets.registry.dictionary import FILE, dictionary
from assets.registry.tables import load_tables


def test_the_committed_dictionary_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == dictionary(), "run: python -m assets.registry.dictionary"


def test_it_shows_every_published_column() -> None:
    text = dictionary()
    for spec in load_tables().values():
        assert (f"### {spec.table}\n" in text) is spec.published
