"""Parents and their children (`assets.people.parents`), in their order.

A birth order that no source states is the child's place among the known children of his parents, the more complete of
the two counts. Policy without a source value follows from the birth order and the rule in force on the day of birth
(`assets/registry/birth_policy.csv`) and is marked derived. `born_together` counts the children of one delivery.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets import registry
from assets.people.parents import build_parents
from assets.registry.tables import create, load_tables

RULES = Path(registry.__file__).parent / "birth_policy.csv"

CHILDREN = """
insert into people.person_child by name
with rule as (
    select *, lead(valid_from, 1, date '9999-12-31') over (order by valid_from) as valid_to
    from (select valid_from::date as valid_from, children from read_csv(?, header = true))
), child as (
    select p.parent_person_id as person_id, p.child_person_id, b.name as child_name,
        b.birth_date as child_birth_date, b.sex as child_sex, b.id_number as child_id_number,
        o.birth_order as stated, row_number() over (
            partition by parent_person_id order by b.birth_date nulls last, child_person_id) as turn, policy,
        if(b.birth_precision = 'day', count(*) filter (b.birth_precision = 'day') over delivery, null) as born_together
    from people._parent p
        join people.person_best b on b.person_id = child_person_id
        join people._person n on n.person_id = child_person_id
        left join people._best_birth_order o using (person_no)
        left join people._best_policy using (person_no)
    -- Twins may be born on either side of midnight.
    window delivery as (partition by parent_person_id order by b.birth_date
        range between interval 1 day preceding and interval 1 day following)
)
select child.* exclude (policy, stated, turn),
    coalesce(stated, max(turn) over (partition by child_person_id)) as birth_order,
    coalesce(policy, if(birth_order <= children, '1', '2')) as policy, policy is null as policy_derived
from child left join rule on child_birth_date >= valid_from and child_birth_date < valid_to
order by person_id, child_person_id
"""


def build_children(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people.person_child` (parent x child), after `person_best`."""
    build_parents(con)
    for statement in create(load_tables()["person_child"], "people"):
        con.execute(statement)
    con.execute(CHILDREN, [str(RULES)])
