"""A month on the state of the one before, and the same month in full: the same persons."""

import pytest

from assets.linkage import blocking, kept, model, places
from assets.registry.rules import LinkageRules, Rules

FIRST, SECOND, THIRD = "2026-08", "2026-09", "2026-10"
SAME = (
    "select record_id, person_id, link_method, link_probability from linkage.record order by all",
    "select * from linkage.membership order by all",
    "select * from linkage.possible_match order by all",
    "select * from linkage.number_mark order by all",
    "select kind, person_id, other_person_id from linkage.identity_event order by all",
    "select * from linkage._cluster order by all",
    "select * from linkage._scored order by all",
    "select * from linkage._edge order by all",
    "select * from linkage._verdict order by all",
    "select * from linkage._entity order by all",
    "select * from linkage._place order by all",
    "select * from linkage._crowd order by all",
    "select * from linkage._over order by all",
    "select * from linkage._block order by all",
    "select * from linkage.source_rate order by all",
    "select * from linkage._ruled order by all",
    "select * from linkage.link_stratum order by all",
    "select * from linkage.link_decision order by all",
)


SOURCES = (
    "police_hukou", "survey", "grid_persons", "medical_insurance", "social_insurance", "health_births", "pic_persons",
    "self_declarations",
)  # fmt: skip


def seen(county):
    return [county.all(sql) for sql in SAME]


def begin(county, rows):
    """Link the first month, in which every source has somebody: a new source has all months after it linked in full."""
    others = [
        county.say(source, "only here", f"赵{c}{c}") for c, source in zip("甲乙丙丁戊己庚辛", SOURCES, strict=True)
    ]
    return county.link([*rows, *others])


def both_ways(county, rows, month, previous):
    """Link a month on what the one before kept, and again without that; how many pairs were scored either time."""
    county.link(rows, month, previous)
    gradual, scored = seen(county), county.scored
    folder = county.workspace.state(county.month(previous))
    files = {file: file.read_bytes() for file in folder.glob("linkage_*.parquet")}
    for file in files:
        file.unlink()
    county.link(rows, month, previous)
    for file, content in files.items():
        file.write_bytes(content)
    assert gradual == seen(county)
    return scored, county.scored


@pytest.fixture
def village(county):
    return villagers(county)


def villagers(county):
    """A village of 40 in which every second one is known to the insurance without a number."""
    names = [f"{s}{g}{h}" for s in "王李" for g in "建志国家" for h in "军明华强平"]
    rows = []
    for i, name in enumerate(names):
        said = {"birth_date": f"19{50 + i % 30}-0{1 + i % 9}-1{i % 7}", "sex": "12"[i % 2], "phone": f"1390000{i:04d}"}
        born = said["birth_date"].replace("-", "")
        number = county.number(born, 2 * i + i % 2)
        at = county.at(str(i // 3)) | {"household_no": str(i // 3), "scope": county.village}
        rows.append(county.say("police_hukou", str(i), name, id_number=number, **said, **at))
        rows.append(county.say("social_insurance", str(i), name, **said, **(county.at(str(i // 3)) if i % 3 else {})))
        if i % 4 == 0:
            rows.append(county.say("grid_persons", str(i), name[0] + "＊" + name[2], name_pinyin=None, **at))
    return rows


def test_nothing_changed_and_nothing_is_scored(county, village):
    begin(county, village)
    assert both_ways(county, village, SECOND, FIRST)[0] == 0


def test_who_comes_goes_moves_and_is_called_otherwise(county, village):
    begin(county, village)
    moved = village[3] | county.at("77", county.other_village)
    called = village[10] | {"phone": "13800009999"}
    comer = county.say("survey", "9", "王建军", birth_date="1950-01-10", **county.at("0"))
    second = [*village[:3], moved, *village[5:10], called, *village[11:], comer]
    some, everything = both_ways(county, second, SECOND, FIRST)
    assert 0 < some < everything
    both_ways(county, [*village, comer], THIRD, SECOND)


def test_a_number_that_changes_hands_is_judged_anew(county):
    number = county.number("19850312", 1)
    police = county.say("police_hukou", "1", "王建国", id_number=number, **county.at("3"))
    others = [
        county.say("survey", "1", "王子轩", id_number=number, birth_date="2015-06-01", **county.at("3")),
        county.say("grid_persons", "2", "王子轩", birth_date="2015-06-01", **county.at("3")),
        county.say("medical_insurance", "3", "王健国", id_number=number),
    ]
    begin(county, others)
    both_ways(county, [police, *others], SECOND, FIRST)
    both_ways(county, others, THIRD, SECOND)


def test_a_phone_and_a_household_that_become_crowded_and_empty_again(county, village):
    office = [
        county.say("grid_persons", f"o{i}", f"赵{c}", phone="13900000001", household_no="0", scope=county.village)
        for i, c in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄"[: places.CROWD + 1])
    ]
    rows = [*village, county.say("grid_persons", "o", "赵甲", household_no="0", scope=county.village)]
    begin(county, rows)
    both_ways(county, [*rows, *office], SECOND, FIRST)
    assert county.all("select kind, count(*) from linkage._crowd group by all order by all") == [
        ("household", 1), ("phone", 1)
    ]  # fmt: skip
    both_ways(county, rows, THIRD, SECOND)
    assert county.all("from linkage._crowd") == []


def test_a_block_that_grows_over_the_limit_and_shrinks_again(county, village, monkeypatch):
    monkeypatch.setattr(blocking, "LIMIT", 20)
    same = [county.say("survey", f"s{i}", "王建军", birth_date=f"19{40 + i}-01-01") for i in range(6)]
    begin(county, [*village, *same[:2]])
    before = county.all("from linkage._over order by all")
    both_ways(county, [*village, *same], SECOND, FIRST)
    assert county.all("from linkage._over order by all") != before
    both_ways(county, [*village, *same[:2]], THIRD, SECOND)
    assert county.all("from linkage._over order by all") == before


def test_a_newborn_follows_its_mother_into_another_household(county):
    mother = county.number("19950505", 22)
    hukou = county.say("police_hukou", "1", "赵敏", id_number=mother, household_no="77", scope=county.village)
    rows = [
        county.say("police_hukou", "2", "周一诺", id_number=county.number("20260701", 12), household_no="88",
            scope=county.village),
        county.say("health_births", "1", "赵敏之女", name_kind="infant", birth_date="2026-07-01", sex="2"),
        county.say("health_births", "1", "赵敏", role="mother", id_number=mother),
    ]  # fmt: skip
    first = begin(county, [hukou, *rows])
    assert first["health_births/1/self"] != first["police_hukou/2/self"]
    both_ways(county, [hukou | {"household_no": "88"}, *rows], SECOND, FIRST)
    assert county.all("select count(distinct person_id) from linkage.record") == [(2,)]


def test_a_former_name_gives_others_of_that_name_a_new_clue(county):
    a = county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1))
    b = county.say("survey", "1", "王二宝", birth_date="1985-03-12")
    begin(county, [a, b])
    both_ways(county, [a | {"former_name_key": "王二宝"}, b], SECOND, FIRST)
    both_ways(county, [a, b], THIRD, SECOND)


def test_another_model_or_other_code_links_in_full(county, village, monkeypatch, tmp_path):
    begin(county, village)
    county.link(village, SECOND, FIRST)
    assert county.scored == 0
    other = tmp_path / "model.json"
    other.write_text(model.FILE.read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr(model, "FILE", other)
    county.link(village, SECOND, FIRST)
    assert county.scored > 0
    county.workspace.state(county.month(FIRST)).joinpath("linkage_place.parquet").unlink()
    monkeypatch.undo()
    county.link(village, SECOND, FIRST)
    assert county.scored > 0


def test_settings_decide_over_links_and_not_over_what_is_kept(county, village):
    begin(county, village)
    county.rules = Rules(linkage=LinkageRules(certain=0.999, possible=0.9, drift_churn=0.5))
    assert both_ways(county, village, SECOND, FIRST)[0] == 0


def test_names_are_counted_anew_in_the_month_that_is_said_and_hold_from_then_on(county, village):
    begin(county, village[:20])
    before = county.all("from linkage.name_frequency")
    county.link(village, SECOND, FIRST)
    assert county.all("from linkage.name_frequency") == before
    frozen = county.all("from linkage._scored order by all")
    county.rules = Rules(linkage=LinkageRules(names_from=SECOND))
    county.link(village, SECOND, FIRST)
    assert len(county.all("from linkage.name_frequency")) > len(before)
    counted = county.all("from linkage._scored order by all")
    assert counted != frozen
    county.link(village, THIRD, FIRST)  # the month that is said was never run
    assert county.all("from linkage._scored order by all") == counted
    assert both_ways(county, village, THIRD, SECOND)[0] == 0
    assert county.all("from linkage._scored order by all") == counted


def test_what_is_kept_holds_no_clear_identity(county, village):
    begin(county, village)
    folder = county.workspace.state(county.month(FIRST))
    assert {file.stem for file in folder.glob("linkage_*")} == {f"linkage_{table}" for table in kept.FILES}


def test_a_record_that_comes_back_takes_its_person_from_a_cluster_that_stayed_as_it_was(county):
    number = county.number("19850312", 1)
    police = county.say("police_hukou", "1", "王建国", id_number=number, birth_date="1985-03-12", **county.at("3"))
    survey = county.say("survey", "1", "王建国", birth_date="1985-03-12", **county.at("3"))
    first = begin(county, [police, survey])
    assert first["police_hukou/1/self"] == first["survey/1/self"]
    both_ways(county, [survey], SECOND, FIRST)
    another = county.say("police_hukou", "1", "李明", id_number=county.number("19700101", 3), **county.at("5"))
    both_ways(county, [another, survey], THIRD, SECOND)
    now = dict(county.all("select record_id, person_id from linkage.record"))
    assert now["police_hukou/1/self"] == first["police_hukou/1/self"] != now["survey/1/self"]


def test_a_key_that_two_records_bear_is_asked_about_every_month(county):
    a = county.say("survey", "1", "王建国", birth_date="1985-03-12", **county.at("3"))
    b = county.say("survey", "2", "李明", birth_date="1970-01-01", **county.at("5")) | {"source_record_key": "1"}
    begin(county, [a, b])
    both_ways(county, [b, a], SECOND, FIRST)
    both_ways(county, [a], THIRD, SECOND)
