import pytest

from assets.linkage import model
from assets.linkage.comparisons import comparisons


def levels(settings):
    return {
        (comparison["output_column_name"], level["label_for_charts"]): level
        for comparison in settings["comparisons"]
        for level in comparison["comparison_levels"]
    }


def test_the_pinned_model_compares_what_the_code_says():
    pinned = {key: level["sql_condition"] for key, level in levels(model.load(20_000)).items()}
    assert pinned == {
        (comparison, level): condition or "ELSE"
        for comparison, conditions in comparisons().items()
        for level, condition in conditions.items()
    }


def test_only_what_every_engine_means_alike_is_used():
    for conditions in comparisons().values():
        for condition in conditions.values():
            assert not any(word in condition for word in ("levenshtein", "jaro", "jaccard", "hamming", "regexp"))


def test_chance_agreement_of_places_falls_with_the_size_of_the_county():
    small, large = model.load(20_000), model.load(200_000)
    ratio = small["probability_two_random_records_match"] / large["probability_two_random_records_match"]
    assert ratio == pytest.approx(10)
    home = ("place", "home")
    assert levels(small)[home]["u_probability"] / levels(large)[home]["u_probability"] == pytest.approx(10)
    assert levels(small)[("birth", "equal")] == levels(large)[("birth", "equal")]


# What chance pairs of demo counties with 4, 5 and 25 villages were counted to share (seed 31).
@pytest.mark.parametrize(("persons", "village"), [(3_047, 0.397), (3_766, 0.314), (29_253, 0.067)])
def test_who_is_of_one_village_by_chance_is_told_by_the_size_of_the_county(persons, village):
    place = chance(persons)
    assert sum(place[level] for level in model.VILLAGE) == pytest.approx(village, rel=0.3)


@pytest.mark.parametrize("persons", [0, 500, 2_000, 20_000, 300_000, 2_660_000])
def test_chance_agreement_of_places_stays_a_distribution(persons):
    place = chance(persons)
    assert sum(place.values()) == pytest.approx(1)
    assert all(0 < u < 1 for u in place.values())
    assert place["differs"] > 0.6


def chance(persons):
    """u of every level of `place`."""
    return {level: stated["u_probability"] for (comparison, level), stated in levels(model.load(persons)).items()
            if comparison == "place" and level != "none"}  # fmt: skip
