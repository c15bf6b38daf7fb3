"""Every source by its folder's name: how its sheets are made, which speak of passages, which wait for review."""

from __future__ import annotations

from collections.abc import Callable

from demo.office import Office
from demo.parts import Part
from demo.sources import (
    declarations,
    education,
    estates,
    foreign,
    gates,
    grid,
    health,
    insurance,
    ledgers,
    movers,
    pic,
    police,
    survey,
    workplaces,
)

REGISTERS: dict[str, Callable[[Office], list[Part]]] = {
    "police_hukou": police.hukou,
    "police_migrants": police.migrants,
    "social_insurance": insurance.social,
    "medical_insurance": insurance.medical,
    "grid_persons": grid.persons,
    "grid_dwellings": grid.dwellings,
    "education_students": education.students,
    "education_staff": education.staff,
    "health_women": health.women,
    "survey": survey.workbooks,
    "ledger_residents": ledgers.residents,
    "ledger_enterprise": ledgers.enterprise,
    "construction_workers": workplaces.construction,
    "business_staff": workplaces.business,
    "special_units": workplaces.special,
    "pic_persons": pic.persons,
    "foreign_residents": foreign.roll,
    "housing_estates": estates.buildings,
    "property_lists": estates.flats,
}
# The second argument: whether it is the first delivery, which holds the months before it too.
EVENTS: dict[str, Callable[[Office, bool], list[Part]]] = {
    "health_births": health.births,
    "civil_deaths": health.deaths,
    "movers_out": movers.out,
    "movers_back": movers.back,
    "self_declarations": declarations.declarations,
    "no_fixed_abode": movers.homeless,
    "ledger_gate": gates.gate,
    "ledger_checkpoint": gates.checkpoint,
}
PRESENCE = ("ledger_gate", "ledger_checkpoint")
PENDING = ("self_declarations",)
