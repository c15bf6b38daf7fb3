"""What Splink 5 and DuckDB 2 were measured to do wrong or by surprise, and that the linkage does not fall into it."""

import re
from math import log2
from pathlib import Path

import pytest
from splink.internals.linker_components.training import LinkerTraining

from assets.linkage import model, score
from assets.linkage.comparisons import comparisons
from assets.linkage.waterfall import waterfalls
from assets.registry.month import Month

PROJECT = Path(__file__).parents[2]
OURS = [file for part in ("assets", "pipelines", "checks") for file in sorted((PROJECT / part).rglob("*.py"))]
BOTH = ("police_hukou/1/self", "survey/1/self")


def crowd(county, count=120):
    """Families in which names, homes and birthdays repeat, none with a number: everything is scored."""
    return [
        county.say("police_hukou" if i % 3 else "survey", str(i), f"王{'建志国'[i % 3]}{'军明华'[i % 7 % 3]}",
            birth_date=f"19{50 + i % 9}-01-0{1 + i % 3}", phone=f"1390000{i % 11:04d}", sex="12"[i % 2],
            **county.at(str(i % 5)))
        for i in range(count)
    ]  # fmt: skip


def steps(county, left, right):
    """Weight of every comparison of a pair of records, one from either register, the linkage's own steps."""
    county.link([county.say("police_hukou", "1", **left), county.say("survey", "1", **right)])
    pair = county.all(f"""
        select min(entity), max(entity) from linkage._record_profile join linkage._member using (profile)
        where record_id in {BOTH}
    """)  # fmt: skip
    (found,) = waterfalls(county.con, pair).values()
    return {step.comparison: step for step in found.steps}


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("王小明", "王小朋", "lookalike"),  # Jaro-Winkler of their bytes: 0.911
        ("王小明", "王小刚", "one_character"),
        ("王芳", "玉芳", "lookalike"),  # Levenshtein of their bytes: 1
        ("张三", "王五", "differs"),
        ("欧阳建国", "欧阳建军", "one_character"),
    ],
)
def test_names_are_compared_by_characters_not_bytes(county, left, right, level):
    assert steps(county, {"name": left}, {"name": right})["name"].level == level


def test_no_condition_calls_a_function_that_counts_bytes():
    for levels in comparisons().values():
        for condition in levels.values():
            assert set(re.findall(r"(\w+)\(", condition)) <= {"substr", "length", "coalesce"}


@pytest.mark.parametrize(
    ("missing", "comparison"),
    [("phone", "place"), ("birth_date", "birth"), ("sex", "sex"), ("name", "name")],
)
def test_what_one_side_does_not_say_speaks_neither_for_nor_against(county, missing, comparison):
    said = {"name": "王建国", "birth_date": "1985-03-12", "sex": "1", "phone": "13900001111"}
    silent = said | {missing: None}
    step = steps(county, said | {"id_number": county.number("19850312", 1)[:15]}, silent)[comparison]
    assert (step.level, step.weight) == ("none", 0)


def test_a_rare_name_proves_no_more_than_the_floor_allows(county):
    """A name that nobody else bears, a typing error perhaps, in a county of ten million."""
    folder = county.workspace.state(Month("2026-07"))
    folder.mkdir(parents=True)
    county.con.execute(f"""
        copy (select '王伟' as name_key, 10000000::bigint as bearers) to '{folder}/name_frequency.parquet'
    """)
    rows = [county.say(source, "1", "王龘龘", birth_date="1985-03-12") for source in ("police_hukou", "survey")]
    rows[1]["birth_date"] = None
    county.link(rows, previous="2026-07")
    (found,) = waterfalls(county.con, county.all("select min(entity), max(entity) from linkage._entity")).values()
    equal = next(x for c in model.load(model.TRAINED_ON)["comparisons"] for x in c["comparison_levels"]
                 if "tf_minimum_u_value" in x)  # fmt: skip
    weight = {step.comparison: step.weight for step in found.steps}["name"]
    assert weight <= log2(equal["m_probability"] / equal["tf_minimum_u_value"]) + 1e-9


def test_a_name_that_becomes_common_weighs_what_it_did_when_the_county_began(county):
    pair = [county.say("police_hukou", "1", "赵小川", birth_date="1985-03-12"), county.say("survey", "1", "赵小川")]
    weights = []
    for month, previous, more in (("2026-08", None, 0), ("2026-09", "2026-08", 40)):
        others = [county.say("grid_persons", str(i), "赵小川", birth_date=f"19{40 + i}-01-01", **county.at(str(i)))
                  for i in range(more)]  # fmt: skip
        county.link([*pair, *others], month, previous)
        weights += county.all(f"""
            select weight from linkage._edge join linkage._member as a on a.entity = l
            join linkage._record_profile as ra on ra.profile = a.profile join linkage._member as b on b.entity = r
            join linkage._record_profile as rb on rb.profile = b.profile
            where ra.record_id in {BOTH} and rb.record_id in {BOTH}
        """)  # fmt: skip
    assert len(weights) == 2
    assert weights[0] == weights[1]


def test_scores_are_the_same_to_the_last_bit_with_one_thread_and_with_four(county):
    edges = []
    for threads in (1, 4, 4):
        county.con.execute(f"set threads = {threads}")
        county.link(crowd(county))
        edges.append(county.all("select * from linkage._edge order by l, r"))
    assert edges[0]
    assert edges[0] == edges[1] == edges[2]


def test_splink_leaves_nothing_in_the_database(county):
    county.link(crowd(county))
    assert leftovers(county.con) == []


def test_splink_leaves_nothing_either_when_it_fails(county):
    county.link(crowd(county))
    county.con.execute("create table linkage._pair as select l, r from linkage._edge")
    broken = model.load(model.TRAINED_ON)
    broken["comparisons"][-1]["comparison_levels"][1]["sql_condition"] = "no_such_column_l = no_such_column_r"
    with pytest.raises(Exception, match="no_such_column"), score.splink(county.con) as cursor:
        score.linker_of(cursor, broken).inference.predict()
    assert leftovers(county.con) == []


def leftovers(con):
    return con.execute(f"""
        select table_name from duckdb_tables() where table_name like '%__splink__%' or table_name like '%renpu_%'
        union select view_name from duckdb_views() where view_name like '%__splink__%' or view_name like '%renpu_%'
        union select schema_name from duckdb_schemas() where schema_name = '{score.SCRATCH}'
    """).fetchall()  # fmt: skip


def test_splink_sees_the_columns_of_the_entities_and_of_nothing_else_of_that_name(county):
    """It looks a table's columns up by name alone, in every schema."""
    county.link(crowd(county))
    county.con.execute("create table linkage._pair as select l, r from linkage._edge")
    entities = [row[0] for row in county.all("describe linkage._entity")]
    with score.splink(county.con) as cursor:
        linker = score.linker_of(cursor, model.load(model.TRAINED_ON))
        seen = [column.unquote().name for column in next(iter(linker._input_tables_dict.values())).columns]
        names = county.all("select table_name from information_schema.tables where table_name like 'renpu_%'")
    assert seen == entities
    assert len(names) == len(set(names)) == 3


def test_a_connection_in_the_middle_of_a_result_does_not_stop_splink(county):
    """`fetchone` leaves a connection of DuckDB 2 busy: Splink has a cursor of its own, and we never call it."""
    county.link(crowd(county))
    county.con.execute("create or replace table linkage._pair as select l, r from linkage._edge")
    with score.splink(county.con) as cursor:
        linker = score.linker_of(cursor, model.load(model.TRAINED_ON))
        county.con.execute("from range(10000)")
        linker.inference.predict()
    assert [file.name for file in OURS if ".fetchone(" in file.read_text("utf-8")] == []


def test_a_months_run_never_trains(county, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("trained")

    for name in [name for name in vars(LinkerTraining) if name.startswith("estimate")]:
        monkeypatch.setattr(LinkerTraining, name, refuse)
    before = model.FILE.read_bytes()
    county.link(crowd(county))
    assert model.FILE.read_bytes() == before


@pytest.mark.parametrize("persons", [500, 2_000, 20_000, 300_000, 2_660_000])
def test_the_pinned_model_is_whole_at_every_size_and_holds_nothing_of_anybody(persons):
    """Splink goes on with numbers of its own where a level has none, and says so to a log that nobody reads."""
    pinned = model.load(persons)
    for comparison in pinned["comparisons"]:
        for level in comparison["comparison_levels"]:
            sides = [level.pop(side, None) for side in ("m_probability", "u_probability")]
            known = [None, None] if level.get("is_null_level") else [side for side in sides if side and 0 < side < 1]
            assert sides == known, (comparison["output_column_name"], level["label_for_charts"])
    bare = model.settings()
    pinned["probability_two_random_records_match"] = bare["probability_two_random_records_match"]
    assert pinned == bare
