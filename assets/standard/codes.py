"""Codes: what each source writes for sex, ethnic group, relation … read through the registry's code lists."""

from __future__ import annotations

import csv
import re
import unicodedata
from typing import NamedTuple

import duckdb

from assets.registry.codes import FOLDER, meanings
from assets.registry.sources import load_layouts
from assets.standard import text
from assets.standard.data import read
from assets.standard.names import SIMPLIFIED
from assets.standard.raw import in_force, occurrences

# '1-男', '01 汉族', '汉族(01)', '20|已婚': a code and its word in one cell
PAIR = re.compile(r"^(?P<front>[0-9]+)[-_:.、|/]?(?P<word>\D+)$|^(?P<label>\D+?)[(\[][0-9]+[)\]]$")
# '已婚(初婚)', '儿子(长子)': the same said twice, the second time more exactly
TWICE = re.compile(r"^(?P<word>\D+?)[(\[](?P<closer>\D+?)[)\]]$")
OF_THE_HEAD = re.compile(r"^户主[的之]?(?=.)")


class CodeColumn(NamedTuple):
    """A raw column that holds codes: the code list that it is read with, and the coding it is always written in."""

    column: str
    list: str
    coding: str = ""


PERSON = (
    CodeColumn("sex", "sex"),
    CodeColumn("ethnic_group", "ethnic_group"),
    CodeColumn("marital_status", "marital_status"),
    CodeColumn("education", "education"),
    CodeColumn("relation", "relation"),
    CodeColumn("hukou_type", "hukou_type"),
    CodeColumn("hukou_state", "hukou_state"),
    CodeColumn("population_kind", "hukou_state", "population_kind"),
    CodeColumn("residence_state", "residence_state"),
    CodeColumn("lives_here", "residence_state", "lives_here"),
    CodeColumn("hukou_household_kind", "household_kind"),
    CodeColumn("policy", "policy"),
    CodeColumn("boarding", "boarding"),
    CodeColumn("register_status", "life_status"),
    CodeColumn("benefit_status", "life_status"),
    CodeColumn("insurance_status", "life_status"),
)
PLACE = (CodeColumn("occupancy", "occupancy"), CodeColumn("household_kind", "household_kind"))
# Columns that say more than their list holds: a word it does not know is no unreadable value.
PARTIAL = frozenset({"benefit_status", "insurance_status", "population_kind"})


def code_of(field: str, raw: str, coding: str = "") -> str | None:
    """The code that a written text means in the list `field` under one coding, or None."""
    solid = _solid(raw).strip("'\"=`,.。、")
    known, common = meanings(field, coding), meanings(field)
    for candidate in (solid, solid.removesuffix(".0"), solid.upper(), *_words(solid, field)):
        if candidate in known:
            ordinary = known[candidate] == common.get(candidate)
            return None if ordinary and _says_nothing(field, candidate) else known[candidate]
    return _said_twice(solid, known)


def _solid(raw: str) -> str:
    return text.BLANKS.sub("", unicodedata.normalize("NFKC", raw))


def _words(solid: str, field: str) -> list[str]:
    """What the text says in other words: the label of a pair, simplified characters, 户主之子 without the head."""
    pair = PAIR.match(solid)
    words = [part for part in (pair["word"], pair["label"]) if part] if pair else []
    if field == "relation":
        words.append(OF_THE_HEAD.sub("", solid))
    return [*words, solid.translate(SIMPLIFIED)]


def _said_twice(solid: str, known: dict[str, str]) -> str | None:
    """The closer of two codes of one group; two that contradict each other are no value (高中(中专))."""
    found = TWICE.match(solid)
    word, closer = (known.get(found["word"]), known.get(found["closer"])) if found else (None, None)
    return closer if word and closer and word[0] == closer[0] else None


def _says_nothing(field: str, solid: str) -> bool:
    return any(row["field"] == field and row["text"] == solid for row in read("placeholders"))


def build(con: duckdb.DuckDBPyConnection, view: str, columns: tuple[CodeColumn, ...], name: str) -> None:
    """Make temp table `<name>` (layout, field, raw, code, issue) of the code columns of a view (`std_raw` …).

    `field` is the raw column's name; `issue` is `unreadable` where a text is neither a code nor a placeholder.
    """
    types = ", ".join(f"{column} varchar" for column in ("layout", "field", "raw", "code", "issue"))
    con.execute(f"create or replace temp table {name} ({types})")
    layouts = in_force(con)
    union = " union all ".join(
        f"select layout, '{c.column}' as field, raw from ({occurrences(layouts, view, c.column)})" for c in columns
    )
    lists = {c.column: c for c in columns}
    found = con.execute(f"select distinct layout, field, raw from ({union}) where raw is not null order by all")
    rows = [[*row, *_read(lists[row[1]], *row)] for row in found.fetchall()]
    if rows:
        con.executemany(f"insert into {name} values (?, ?, ?, ?, ?)", rows)


def _read(column: CodeColumn, layout: str, field: str, raw: str) -> tuple[str | None, str | None]:
    coding = column.coding or load_layouts()[layout][1].codings.get(field, "")
    code = code_of(column.list, raw, coding)
    empty = _solid(raw).upper() in text.placeholders(column.list)
    return code, "unreadable" if code is None and not empty and field not in PARTIAL else None


def relation_map(column: str) -> dict[str, str]:
    """Relation code (GB/T 4761) -> another column of its code list: `relation_d2` (census D2), `sex` (母亲: 2)."""
    with (FOLDER / "relation.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row[column] for row in csv.DictReader(handle) if row[column]}
