"""Whatever a month brings, it is the same linked on what the one before kept as linked in full."""

import datetime as dt
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.linkage import blocking, places
from assets.registry.rules import LinkageRules, Rules
from tests.linkage.conftest import County
from tests.linkage.test_decisions import decide
from tests.linkage.test_kept import FIRST, SECOND, begin, both_ways, villagers

LIMITS = (15, 2_000)
CHANGES = (
    {"phone": "13900000004"}, {"phone": None}, {"residence_address_key": None}, {"residence_region": "370281101202"},
    {"birth_date": None}, {"sex": "2"}, {"id_number": None, "id_status": "none"}, {"former_name_key": "王建明"},
    {"name_key": "李建军", "surname": "李"}, {"household_no": "3"}, {"source": "pic_persons"}, {"pending": True},
    {"source": "self_declarations", "pending": True}, {"certificate_no": "L1"}, {"birth_date": dt.date(2026, 7, 1)},
    {"id_number": "370281195001101000"}, {"id_number": "370281195102111"},
)  # fmt: skip
DECISIONS = ("must_link", "cannot_link", "withdrawn")


def whole(county, crowd):
    """The village with newborns of two certificates and their mothers, what waits for review, and a crowded phone."""
    rows = villagers(county)
    for i in range(4):
        mother = county.number("19950505", 22 + 2 * (i // 2))
        child = {"certificate_no": f"L{i}", "birth_date": "2026-07-01", "sex": "1", **county.at(str(i // 2))}
        rows += [
            county.say("health_births", f"L{i}", "王敏之子", name_kind="infant", **child),
            county.say("health_births", f"L{i}", "王敏", role="mother", id_number=mother, **county.at(str(i // 2))),
        ]
    rows += [row | {"source": "self_declarations", "pending": True, "id_number": None, "id_status": "none",
                    "record_id": f"declared {row['record_id']}"} for row in rows[:18:3]]  # fmt: skip
    if crowd:
        names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄"[: places.CROWD + 1]
        rows += [county.say("grid_persons", f"o{i}", f"赵{c}", phone="13900000001") for i, c in enumerate(names)]
    return rows


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Folder of a county whose first month is linked, by the limit of a block and whether there is a crowd."""
    made = {}

    def folder(limit, crowd):
        if (limit, crowd) not in made:
            made[limit, crowd] = tmp_path_factory.mktemp("begun")
            county = County(made[limit, crowd])
            decide(county, "must_link", "police_hukou/0", "social_insurance/7")
            begin(county, whole(county, crowd))
        copy = tmp_path_factory.mktemp("month") / "county"
        return shutil.copytree(made[limit, crowd], copy)

    return folder


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_whatever_changes_both_ways_agree(begun, data):
    limit = data.draw(st.sampled_from(LIMITS), "limit of a block")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "LIMIT", limit)
        county = County(begun(limit, data.draw(st.booleans(), "crowd before")))
        rows = whole(county, data.draw(st.booleans(), "crowd now"))
        spots = st.integers(0, len(rows) - 1)
        gone = data.draw(st.sets(spots, max_size=8), "gone")
        told = data.draw(st.dictionaries(spots, st.sampled_from(CHANGES), max_size=12), "told otherwise")
        pairs = data.draw(st.lists(st.tuples(st.sampled_from(DECISIONS), spots, spots), max_size=4), "decided")
        for place, (decision, *pair) in enumerate(pairs):
            a, b = (f"{rows[i]['source']}/{rows[i]['source_record_key']}" for i in pair)
            if a != b:
                decide(county, decision, a, b, day=f"2026-09-{place + 1:02d}")
        county.rules = Rules(linkage=LinkageRules(certain=data.draw(st.sampled_from((0.95, 0.8)), "certain")))
        now = [row | told.get(i, {}) for i, row in enumerate(rows) if i not in gone]
        both_ways(county, now, SECOND, FIRST)
