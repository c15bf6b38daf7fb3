import pytest

from assets.registry.codes import Code, load_codes, meanings

LISTS = sorted(load_codes().items())


@pytest.mark.parametrize(("name", "codes"), LISTS, ids=[name for name, _ in LISTS])
def test_codes_are_unique_and_labelled(name: str, codes: tuple[Code, ...]) -> None:
    assert len({c.code for c in codes}) == len(codes)
    assert all(c.label_zh and c.label_en for c in codes)


@pytest.mark.parametrize(("name", "codes"), LISTS, ids=[name for name, _ in LISTS])
def test_no_text_means_two_codes(name: str, codes: tuple[Code, ...]) -> None:
    for coding in {coding for code in codes for coding in code.variants}:
        found = meanings(name, coding)
        assert all(found[c.label_zh] == c.code for c in codes)


def test_one_and_two_of_hukou_type_depend_on_the_source() -> None:
    codings = {coding for code in load_codes()["hukou_type"] for coding in code.variants}
    assert len({meanings("hukou_type", coding).get("1") for coding in codings}) > 1
