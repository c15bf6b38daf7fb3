"""The floor people: what is known of each person this month, and where he stands."""

from __future__ import annotations

import duckdb

from assets.people.abroad import build_abroad
from assets.people.best import build_best
from assets.people.children import build_children
from assets.people.claims import build_claims
from assets.people.empty import build_empty
from assets.people.found import build_found
from assets.people.frame import build_frame, drop_frame
from assets.people.hukou import build_hukou
from assets.people.leads import build_leads
from assets.people.life import build_life
from assets.people.living import build_living
from assets.people.own_household import build_own_households
from assets.people.person import build_person
from assets.people.placement import build_placements
from assets.people.residence import build_residence
from assets.people.signs import build_signs
from assets.people.slight import build_slight
from assets.people.tally import build_tally
from assets.people.unseen import build_unseen
from assets.people.usual import build_usual
from assets.people.visits import build_visits
from assets.registry.run import Run
from assets.registry.tables import create, load_tables


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `people.person_best`, `person_value`, `person_child` and `person_location` from linkage.record."""
    build_frame(con, run)
    for statement in create(load_tables()["person_value"], "people"):
        con.execute(statement)
    build_own_households(con)
    build_best(con)
    build_life(con)
    build_abroad(con)
    build_hukou(con)
    build_claims(con)
    build_living(con)
    build_slight(con)
    build_tally(con)
    build_unseen(con)
    build_found(con, run)
    build_visits(con)
    build_residence(con)
    build_usual(con, run)
    build_signs(con)
    build_placements(con)
    build_empty(con)
    build_leads(con)
    build_person(con, run)
    build_children(con)
    drop_frame(con)
