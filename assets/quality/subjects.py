"""Whose rows an indicator is counted over, and in which region each of them counts.

Every subject is a query with parameter `$reference` (last day of the month) and the columns region (12 digits, of the
counted place), group_no, and those that `indicators.yaml` names.
"""

from __future__ import annotations

from assets.registry.indicators import Subject

# Everybody in the roster, where he is counted.
PERSON = """
    select
        place.region,
        coalesce(household.group_no, dwelling.group_no) as group_no,
        household.kind as household_kind,
        datesub('year', person.birth_date, $reference) as age,
        person.*
    from roster.person person
    left join roster.person_place place on place.person_id = person.person_id and place.counted
    left join housing.household household on household.household_id = person.household_id
    left join housing.dwelling dwelling on dwelling.dwelling_id = person.dwelling_id
    where person.in_roster
"""

# Every child of a parent in the roster once: where the mother is counted, else the father.
CHILD = f"""
    with adult as ({PERSON}),
    born as (
        select
            adult.region,
            adult.group_no,
            own.id_status as child_id_status,
            own.hukou_region is not null and coalesce(own.hukou_state, '') <> '5' as child_registered,
            child.*,
            row_number() over (
                partition by child.child_person_id
                order by coalesce(adult.sex, '') = '2' desc, child.person_id
            ) as turn
        from people.person_child child
        join adult on adult.person_id = child.person_id
        left join roster.person own on own.person_id = child.child_person_id
    )
    select * from born where turn = 1
"""

# Everybody known to have died, where he last lived in the county, else where his hukou was.
DEAD = """
    select
        case when length(residence_region) = 12 then residence_region else hukou_region end as region,
        null::varchar as group_no,
        person.*
    from roster.person person
    where life_state = 'dead'
"""

SUBJECTS: dict[Subject, str] = {"person": PERSON, "child": CHILD, "dead": DEAD}
