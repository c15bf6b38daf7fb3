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


def test_every_level_of_the_pinned_model_has_its_probabilities():
    for key, level in levels(model.load(20_000)).items():
        if not level.get("is_null_level"):
            assert 0 < level["m_probability"] < 1 and 0 < level["u_probability"] < 1, key


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
