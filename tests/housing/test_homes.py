"""What makes a home, and what does not."""

from tests.people.county import A, County


def test_a_declaration_before_its_review_makes_no_dwelling(county: County) -> None:
    county.hukou("p", hukou_address=None)
    county.record("self_declarations", "p", pending=True, residence_region=A, building_no="9", unit_no="3",
                  relation="31")  # fmt: skip
    county.build()
    assert county.one("select count(*) from housing.dwelling") == 0
    assert county.person("p", "dwelling_id, relation") == (None, "02")


def test_where_somebody_was_found_is_no_dwelling(county: County) -> None:
    county.hukou("p", hukou_address=None)
    county.record("no_fixed_abode", "p", residence_region=A, building_no="77")
    county.build()
    assert county.one("select count(*) from housing.dwelling") == 0
