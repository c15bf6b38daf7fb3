from collections import Counter

import pytest

from assets.linkage import model
from assets.linkage.training import counting
from assets.linkage.training.trial import weighted
from benchmarks.linkage import fit, judge, machine
from benchmarks.linkage.county import County


def levels(settings: dict, comparison: str) -> dict[str, tuple[float, float]]:
    found = next(c for c in settings["comparisons"] if c["output_column_name"] == comparison)
    return {
        level["label_for_charts"]: (level["m_probability"], level["u_probability"])
        for level in found["comparison_levels"]
        if not level.get("is_null_level")
    }


def test_weights_are_the_shares_counted() -> None:
    true = Counter({("sex", "equal"): 99, ("sex", "differs"): 1})
    chance = Counter({("sex", "equal"): 60, ("sex", "differs"): 40, ("place", "differs"): 100})
    rare = {("place", "phone"): 1e-4}
    made = fit.pinned(true, chance, rare, prior=1e-3, persons=2 * model.TRAINED_ON)
    assert levels(made, "sex") == {"equal": (0.99, 0.6), "differs": (0.01, 0.4)}
    # Chance agreement of a place and the prior are stated for the size that the pinned model is stated for.
    assert levels(made, "place")["phone"][1] == pytest.approx(2e-4)
    assert made["probability_two_random_records_match"] == pytest.approx(2e-3)


def test_fitted_weights_favour_what_true_pairs_share_and_link_the_county(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "RANDOM_PAIRS", 50_000)
    fitted = fit.fitted(county)
    m, u = levels(fitted, "name")["equal"]
    assert m > 0.8
    assert u < 0.01
    with weighted(fitted), machine.opened(county) as con:
        machine.link(con, machine.first_month(county.folder / "none"))
        judge.tell(con, county.truth)
        assert judge.score(con).everything.recall > 0.98


def test_weights_stand_for_the_pinned_model_only_within_the_block() -> None:
    other = model.load(model.TRAINED_ON) | {"probability_two_random_records_match": 0.25}
    with weighted(other):
        assert model.load(model.TRAINED_ON)["probability_two_random_records_match"] == 0.25
    assert model.load(model.TRAINED_ON)["probability_two_random_records_match"] != 0.25
