"""The middle grade: a pair that may be one person is shown with its probability and reason."""

import pytest

from assets.linkage import build
from assets.registry.month import Month
from assets.registry.rules import LinkageRules, Rules
from assets.registry.run import Run


@pytest.mark.parametrize(
    ("certain", "possible", "shown"), [(0.9999, 0.5, True), (0.9999, 0.9995, False), (0.6, 0.5, False)]
)
def test_what_is_too_weak_to_be_linked_is_shown_from_the_lower_bound_on(county, certain, possible, shown):
    """Home and name agree, the birth dates do not: one person by 99 in 100, says the model."""
    linked = county.link([
        county.say("police_hukou", "1", "赵文", birth_date="1985-03-12", sex="1", **county.at("3")),
        county.say("survey", "1", "赵文", birth_date="1985-03-17", sex="1", **county.at("3")),
        county.say("survey", "2", "钱武", birth_date="1951-01-01", sex="1", **county.at("9")),
    ])  # fmt: skip
    assert linked["police_hukou/1/self"] == linked["survey/1/self"] != linked["survey/2/self"]
    rules = Rules(linkage=LinkageRules(certain=certain, possible=possible))
    build.build(county.con, Run(Month("2026-08"), county.workspace, rules))
    found = county.all("select reason, probability from linkage.possible_match")
    assert [reason for reason, _ in found] == ["疑似同一人"] * shown
    assert all(possible <= probability < certain for _, probability in found)
    persons = county.all("select count(distinct person_id) from linkage.record")
    assert persons == [(2 if certain < 0.9 else 3,)]
