"""The account of person ids closes: who was there is kept or gone, who is there was kept, or came."""

from __future__ import annotations

from checks.queries import Query

ID_ACCOUNT = Query(
    name="ids_add_up",
    table="identity_event",
    floor="linkage",
    blocking=True,
    holds="persons before = kept + merged + retired, and persons now = kept + revived + new + split, to the id",
    advice="The history of ids is broken: run the months again from the last one that was published without this.",
    sql="""
        with event as (select distinct person_id, kind from linkage.identity_event),
        before as (select distinct person_id from previous.membership where valid_to is null),
        now as (select distinct person_id from linkage.membership where valid_to is null),
        stayed as (select person_id from event where kind = 'kept'),
        went as (select person_id from event where kind in ('merged', 'retired')),
        came as (
            select person_id from event where kind in ('new', 'split', 'revived')
                and person_id not in (select person_id from stayed)),
        wrong as (
            select 'before, but neither kept nor gone' as what, person_id from before
            where person_id not in (select person_id from stayed union select person_id from went)
            union all
            select 'now, but neither kept nor come', person_id from now
            where person_id not in (select person_id from stayed union select person_id from came)
            union all
            select 'kept, but not before and now', person_id from stayed
            where person_id not in (select person_id from before intersect select person_id from now)
            union all
            select 'gone, but not before or still now', person_id from went
            where person_id not in (select person_id from before except select person_id from now)
            union all
            select 'come, but before or not now', person_id from came
            where person_id not in (select person_id from now except select person_id from before))
        select what, count(*) || ' ids' from wrong group by what order by what
    """,
)
