import pandas as pd

from demo import tables
from demo.truth import TAGS, bit, strata
from tests.demo.readers import Rows

NAMES = {"姓名", "公民姓名", "死者姓名", "逝者姓名", "新生儿姓名", "婴儿姓名", "户主姓名", "产权人姓名"}
HINT = "必填，真实姓名"
HEADERS = {h for layout in tables.layouts().values() for variants in layout.values() for h in variants}


def _plain(text: str) -> str:
    return text.strip("*：").removesuffix("（必填）")


def _header(rows: dict[int, list[str]]) -> int:
    return next((i for i, row in rows.items() if NAMES & {_plain(v) for v in row}), 0)


def _is_record(row: list[str]) -> bool:
    told = {_plain(v) for v in row} - {""}
    return bool(told - HEADERS) and not told & {*NAMES, HINT} and row[0] not in ("合计", "制表人：李某")


def test_no_two_rows_share_a_place(records: pd.DataFrame, presence: pd.DataFrame) -> None:
    assert not records.duplicated(["path", "sheet", "row", "role"]).any()
    assert not presence.duplicated(["path", "sheet", "row"]).any()


def test_every_row_that_speaks_of_a_person_has_its_truth(
    records: pd.DataFrame, presence: pd.DataFrame, delivered: Rows
) -> None:
    about_places = ("grid_dwellings", "housing_estates", "property_lists")
    about_places += ("户表", "空宅表", "楼盘小区信息表", "说明", "字典")
    mine = pd.concat([records[records["role"] == "self"], presence])
    told = {key: set(rows["row"]) for key, rows in mine.fillna("").groupby(["path", "sheet"])}
    for (path, sheet), rows in delivered.items():
        if any(word in path or word == sheet for word in about_places):
            continue
        top = _header(rows)
        below = {i for i, row in rows.items() if i > top and _is_record(row)}
        assert told.get((path, sheet or ""), set()) == below, (path, sheet)


def test_mentioned_persons_stand_in_rows_that_exist(records: pd.DataFrame, delivered: Rows) -> None:
    mentioned = records[records["role"] != "self"]
    assert set(mentioned["role"]) >= {"mother", "guardian", "owner", "head"}
    for path, sheet, row in mentioned[["path", "sheet", "row"]].itertuples(index=False):
        assert any(delivered[path, sheet if isinstance(sheet, str) else None][row])


def test_the_police_know_a_person_by_one_number_or_an_old_second_one(records: pd.DataFrame, delivered: Rows) -> None:
    police = records[records["path"].str.contains("police_hukou")]
    numbers: dict[str, set[str]] = {}
    for path, sheet, row, who in police[["path", "sheet", "row", "true_person"]].itertuples(index=False):
        rows = delivered[path, sheet if isinstance(sheet, str) else None]
        header = [_plain(v) for v in rows[_header(rows)]]
        at = next(i for i, v in enumerate(header) if v in tables.layouts()["police_hukou"]["id_number"])
        numbers.setdefault(who, set()).add(rows[row][at])
    double = set(police[police["strata"].map(lambda tags: "twice" in tags)]["true_person"])
    assert {who for who, known in numbers.items() if len(known) > 1} <= double


def test_strata_are_lists_of_tags() -> None:
    lists = strata(pd.Series([0, bit("twin"), bit("twin") | bit("twice")]).to_numpy()).to_pylist()
    assert lists == [[], ["twin"], ["twin", "twice"]]
    assert len(TAGS) < 63
