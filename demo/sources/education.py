"""教育: pupils by school with a sheet per grade, and the schools' staff."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo import tables
from demo.arrays import either
from demo.copying import copy_people
from demo.families import C1, C3
from demo.office import Office
from demo.parts import Part, split
from demo.places import COUNTY, COUNTY_CODE
from demo.sources import scopes
from demo.work import school_year


def students(office: Office) -> list[Part]:
    """Pupils living in the county, with a guardian; boarders give the school as where they live."""
    people = office.people
    listed = (people["school"] >= 0).to_numpy() & office.hit(
        "listed", people.index, tables.profile()["coverage"]["education_students"]
    )
    rows = office.take(listed & office.alive() & office.seen())
    rows = copy_people(office, office.with_twice(rows))
    number = rows["shown_id"].where(rows["shown_id"].notna(), None)
    temporary = "L4219" + rows["pid"].astype(str).str.zfill(14)
    rows["student_no"] = ("G" + number.astype(object)).where(number.notna(), temporary)
    rows["school_name"] = scopes.units(office, rows["school"])
    rows["school_code"] = office.world.places.units["code"].to_numpy(dtype=object)[rows["school"]]
    rows["id_kind"] = "居民身份证"
    rows["class_name"] = (rows["fam"] % 6 + 1).astype(str) + "班"
    grade = school_year(rows["birth"], office.last)
    start = np.select([grade < 6, grade < 9], [grade, grade - 6], grade - 9)
    year = pd.Timestamp(office.last).year - (0 if office.last >= np.datetime64("2026-09-01") else 1)
    rows["entered_ym"] = [f"{year - s}09" for s in start]
    boards = rows["boarding"].to_numpy(dtype=bool)
    rows["boarding"] = either(boards, "住校", "走读")
    rows["migrant_child"] = either(rows["hukou"] == "out", "是", "否")
    _guardians(office, rows)
    county = either(rows["hukou"] == "none", None, COUNTY_CODE)
    rows["hukou_region"] = either(rows["hukou"] == "out", rows["hukou_code"], county)
    home = office.address(rows, office.stale(rows), "office")
    rows["residence_address"] = either(boards, rows["school_name"] + "学生宿舍", home)
    rows["file"], rows["sheet"] = rows["school_name"] + "学生花名册", rows["grade"]
    rows["school"] = rows["school_name"]
    return split(
        rows.sort_values(["file", "grade", "class_name", "pid", "key"]), "education_students", "{}", "学生花名册"
    )


def _guardians(office: Office, rows: pd.DataFrame) -> None:
    """Mother, else father, copied by the school; the guardian's number and phone have faults of their own."""
    people = office.people
    alive = people["death"].isna().to_numpy()
    mother, father = rows["mother"].to_numpy(), rows["father"].to_numpy()
    mothers = (mother >= 0) & alive[mother.clip(0)]
    fathers = (father >= 0) & alive[father.clip(0)]
    away = ~people["live_in"].to_numpy()[mother.clip(0)] & ~people["live_in"].to_numpy()[father.clip(0)]
    rows["left_behind"] = either(away & mothers, "是", "否")
    child = rows["slot"].between(C1, C3).to_numpy()
    his = fathers & (~mothers | office.does("father", rows["fam"]))
    pid = either(child & his, father, either(child & mothers, mother, -1))
    seen = pid >= 0
    pid = either(seen & ~office.seen()[pid.clip(0)], -1, pid)
    known = office.take(np.isin(np.arange(len(people)), pid)).assign(copy=0)
    found = copy_people(office, known).set_index("pid").reindex(pid)
    rows["guardian_pid"] = pid
    rows["guardian_tags"] = found["tags"].fillna(0).to_numpy().astype(np.int64)
    for column, source in (("name", "name"), ("id_number", "id_number"), ("phone", "phone")):
        rows[f"guardian_{column}"] = found[source].to_numpy()
    rows["guardian_relation"] = either(pid < 0, None, either(pid == father, "父亲", "母亲"))


def staff(office: Office) -> list[Part]:
    """Teachers and other staff of the county's schools, in one roll."""
    people = office.people
    listed = (people["teaches"] >= 0).to_numpy() & office.alive() & people["live_in"].to_numpy()
    listed &= office.hit("listed", people.index, tables.profile()["coverage"]["education_staff"])
    rows = office.take(listed).assign(copy=0)
    if rows.empty:
        return []
    rows = copy_people(office, rows)
    rows["school"] = scopes.units(office, rows["teaches"])
    rows["post"] = office.choice("post", rows["pid"], ["专任教师", "行政", "后勤"], [8, 1, 1])
    rows["boarding"] = "否"
    rows["file"], rows["sheet"] = COUNTY + "教职工名册", "教职工"
    return split(rows.sort_values(["teaches", "pid"]), "education_staff", "{}")
