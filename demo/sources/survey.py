"""一套表: each village's own workbook with its six input sheets."""

from __future__ import annotations

import pandas as pd

from demo.copying import copy_people
from demo.office import Office
from demo.parts import Part
from demo.sources import survey_people, survey_places

_TITLES = {
    "survey_persons": "家庭户个人信息表",
    "survey_collective": "集体户个人信息表",
    "survey_households": "户表",
    "survey_vacant": "空宅表",
    "survey_empty": "空挂户表",
    "survey_estates": "楼盘小区信息表",
}


def workbooks(office: Office) -> list[Part]:
    """Every village's workbook; its code stands in the file's name, in a title row or in a column."""
    rows = survey_people.listed(office)
    rows["hh"] = survey_people.households(rows)
    survey_people.numbered(office, rows)
    rows = survey_people.describe(office, copy_people(office, rows))
    survey_people.place(office, rows)
    unlisted = rows["home"] & rows["empty"].astype(bool) & ~rows["here"] & (rows["hukou"] == "in")
    collective = rows["here"] & ((rows["unit"] >= 0) | rows["boarding"].astype(bool))
    rows = rows.sort_values(["village", "hh", "slot", "key"], kind="stable")
    family = rows[~(unlisted | collective).reindex(rows.index)]
    sheets = {
        "survey_persons": family,
        "survey_collective": survey_places.collective(office, rows[collective.reindex(rows.index)]),
        "survey_households": survey_places.households(family),
        "survey_vacant": survey_places.vacant(office),
        "survey_empty": survey_places.empty(office, rows[unlisted.reindex(rows.index)]),
        "survey_estates": survey_places.estates(office),
    }
    return [part for i in range(len(office.world.places.villages)) for part in _book(office, sheets, i)]


def _book(office: Office, sheets: dict[str, pd.DataFrame], village: int) -> list[Part]:
    villages, towns = office.world.places.villages, office.world.places.towns
    code, name = villages["code"].iloc[village], villages["name"].iloc[village]
    town = towns["name"].iloc[villages["town"].iloc[village]]
    shown = office.choice("code-shown", [village], ["name", "title", "column"], [0.55, 0.25, 0.2])[0]
    stem = f"{town}{name}一套表" + (f"_{code}" if shown == "name" else "")
    notes = (f"村(居)代码：{code}",) if shown == "title" else ()
    merges = office.does("merges", [village])[0]
    parts = []
    for layout, frame in sheets.items():
        mine = frame[frame["village"] == village]
        mine = mine.assign(village_code=code) if shown == "column" else mine
        if len(mine) or layout == "survey_persons":
            blocks = "hh" if layout == "survey_persons" and merges else ""
            title = f"{name}{_TITLES[layout]}"
            parts.append(Part(stem, _TITLES[layout], layout, mine, title, town + "一套表", notes, blocks))
    return parts
