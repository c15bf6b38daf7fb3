import json
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.linkage import model
from assets.linkage.comparisons import comparisons
from assets.linkage.training import beside, counting, pinning, trial
from assets.linkage.training.by_hand import BY_HAND, FEWEST, WHERE_RARE
from assets.linkage.training.counting import Known, Tally

KEYS = [(c, level) for c, levels in comparisons().items() for level in levels if level != "none"]
FAMILIES = 12


def tally(reached=100, persons=model.TRAINED_ON):
    """Every level reached alike by true and by random pairs."""
    counts = Counter(dict.fromkeys(KEYS, reached))
    return Tally(counts, Counter(counts), pairs=10, possible=1_000_000, persons=persons, months=1)


@pytest.fixture
def known(county, tmp_path):
    return families(county, tmp_path, county.at)


def families(county, tmp_path, at):
    """A month of families in two registers, one of which states no number, and who each row speaks of."""
    rows = []
    for n in range(FAMILIES):
        born, home = f"19{50 + n}-03-12", at(str(n)) | {"phone": f"139000000{n:02d}"}
        number = county.number(born.replace("-", ""), 1)
        who = {"sex": "1", "birth_date": born, **home}
        rows += [county.say("police_hukou", str(n), f"王{'甲乙丙丁戊己'[n % 6]}国", id_number=number, **who),
                 county.say("survey", str(n), f"王{'甲乙丙丁戊己'[n % 6]}国", **who)]  # fmt: skip
    for place, row in enumerate(rows):
        row["row"] = place
    county.link(rows)
    database, truth = tmp_path / "2026-08.duckdb", tmp_path / "record.parquet"
    county.con.execute(f"attach '{database}' as kept; copy from database memory to kept; detach kept")
    said = [{"path": r["path"], "sheet": None, "row": r["row"], "role": "self",
             "true_person": r["source_record_key"]} for r in rows]  # fmt: skip
    columns = {name: [row[name] for row in said] for name in said[0]}
    pq.write_table(pa.table({**columns, "sheet": pa.array(columns["sheet"], pa.string())}), truth)
    return Known(database, truth)


def test_levels_are_counted_on_pairs_that_are_one_person_and_on_random_ones(known, monkeypatch):
    monkeypatch.setattr(counting, "RANDOM_PAIRS", 2_000)
    found = counting.tally(known)
    assert (found.pairs, found.true["name", "equal"], found.true["number", "none"]) == (FAMILIES,) * 3
    assert found.true["place", "home_and_phone"] == FAMILIES
    assert found.chance["sex", "equal"] == sum(found.chance["birth", level] for level in comparisons()["birth"])
    assert found.chance["place", "village"] > FAMILIES


def test_counts_of_two_months_add_up_and_levels_nobody_reached_stay_at_nothing():
    both = tally(3) + Tally(Counter({("name", "equal"): 4}), Counter(), 5, 7, 20, 1)
    assert (both.true["name", "equal"], both.true["sex", "equal"], both.chance["name", "equal"]) == (7, 3, 3)
    assert (both.pairs, both.possible, both.persons, both.months) == (15, 1_000_007, model.TRAINED_ON + 20, 2)


def test_a_share_is_what_was_counted_unless_it_was_set_by_hand_or_too_few_were_seen():
    counted = tally(1_000)
    counted.true["birth", "lunar"] = counted.chance["birth", "lunar"] = FEWEST - 1
    made = pinning.settle(counted)
    m, u = made.levels["birth", "equal"]
    assert (m.origin, m.pairs, u.probability) == ("counted", 1_000, pytest.approx(1_000 / (7_000 + FEWEST - 1)))
    for key, origin, stated in (
        (("number", "both_good"), "by hand", BY_HAND),
        (("birth", "lunar"), "rare", WHERE_RARE),
    ):
        sides = made.levels[key]
        assert {side.origin for side in sides} == {origin}
        assert tuple(side.probability for side in sides) == stated[key]


def test_a_model_is_stated_for_one_size_whatever_the_size_of_the_months_it_learnt_from():
    small, large = pinning.settle(tally()), pinning.settle(tally(persons=5 * model.TRAINED_ON))
    prior = "probability_two_random_records_match"
    assert large.settings[prior] == pytest.approx(5 * small.settings[prior])
    for key in (("place", "home"), ("birth", "equal")):
        times = large.levels[key][1].probability / small.levels[key][1].probability
        assert times == pytest.approx(5 if key[0] == "place" else 1)


def test_old_and_new_stand_side_by_side_with_their_weights():
    old, new = model.load(model.TRAINED_ON), pinning.settle(tally())
    lines = {(line.comparison, line.level): line for line in beside.beside(old, new)}
    assert list(lines) == KEYS
    line = lines["sex", "equal"]  # by hand in both
    assert (line.m, line.change, line.untrained) == ((0.997, 0.997), 0, False)
    line = lines["birth", "equal"]
    assert line.weight == (pytest.approx(14, abs=3), 0)
    assert line.change == -line.weight[0]
    assert beside.priors(old, new)[1] == pytest.approx(-16.6, abs=0.1)


def test_a_level_that_nobody_reached_is_untrained_and_levels_come_and_go():
    counted = tally()
    del counted.true["birth", "equal"]
    new = pinning.settle(counted)
    old = model.load(model.TRAINED_ON)
    levels = old["comparisons"][0]["comparison_levels"]
    levels[1]["label_for_charts"] = "of_old"
    lines = beside.beside(old, new)
    assert [(line.comparison, line.level) for line in lines if line.untrained] == [("birth", "equal")]
    assert (lines[0].level, lines[0].m[0], lines[0].weight[0], lines[0].change) == ("equal", None, None, None)
    assert beside.gone(old, new) == [("name", "of_old")]


def test_pinning_writes_what_load_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(model, "FILE", tmp_path / "model.json")
    new = pinning.settle(tally())
    pinning.pin(new)
    assert model.load(model.TRAINED_ON) == new.settings == json.loads(model.FILE.read_text("utf-8"))


def test_a_trial_links_with_the_model_in_question_and_leaves_the_pinned_one(county, tmp_path):
    known = families(county, tmp_path, lambda _: {})  # who shares a home is joined by rules, whatever the model
    pinned = model.load(model.TRAINED_ON)
    good = trial.tried(known, pinned)
    assert (good.right, good.linked, good.true, good.exact, good.persons) == (FAMILIES,) * 5
    assert (good.precision, good.recall, good.exactly) == (1, 1, 1)
    unwilling = pinned | {"probability_two_random_records_match": 1e-30}
    poor = trial.tried(known, unwilling)
    assert (poor.linked, poor.precision, poor.recall, poor.exactly) == (0, None, 0, 0)
    assert model.load(model.TRAINED_ON) == pinned
