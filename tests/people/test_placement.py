"""At which home of his village a person most probably lives."""

from tests.people.county import A, B, County


def homes(county: County, person: str) -> list[tuple[str, float, int]]:
    rows = county.con.execute(
        "select address_key, placement_index, n_sources from people.placement where person_id = ? order by rank",
        [person],
    ).fetchall()
    return [tuple(row) for row in rows]


def test_lists_vote_for_homes_of_the_village_he_lives_in(county: County) -> None:
    county.survey("p", A, building_no="0001", unit_no="1", since="2020-01-01")
    county.grid("p", A, building_no="0001", unit_no="1", as_of="2026-08-31")
    county.record("medical_insurance", "p", residence_region=A, building_no="0002", unit_no="1")
    county.migrant("p", B, building_no="0009", unit_no="1", as_of="2020-08-31")
    county.build()
    first, second = homes(county, "p")
    assert "0001" in first[0] and "0002" in second[0]
    assert first[1:] == (round(2 / 2.4 * 0.99, 4), 2)
    assert second[1:] == (round(0.4 / 2.4 * 0.9, 4), 1)


def test_a_code_and_an_address_written_together_are_one_home(county: County) -> None:
    county.grid("p", A, building_no="0001", unit_no="1", dwelling_code="g1")
    county.grid("q", A, dwelling_code="g1")
    county.build()
    assert [home for home, *_ in homes(county, "q")] == [home for home, *_ in homes(county, "p")]
