"""Where a person's hukou stands: claims of all records, weighed, and the one that holds.

The police register is decisive for its village (contract.md section 6): a row there settles it, a row moved out or
cancelled says that the hukou is gone, and who is on no row of a village it delivered has no hukou there, whatever
others say (`struck`). A register that is carried forward strikes what was said up to its own month only, and none
strikes or cancels the hukou of the dead, who keep their last (warehouse.md, Definitions). The migrants' register
speaks for those from elsewhere; then the sources in the registry's order, the newer first. Region and address
always come from one record.

standing: `here` (a village of the county), `outside`, `county` (in the county, village unknown), `none` (undetermined),
`foreign` (`assets.people.abroad`: he has none, and is in no category).
"""

from __future__ import annotations

import duckdb

CLAIMS = """
create or replace table people._hukou_claim as
with told as (
    select r.*, coalesce(a.authority, 100 + source_order) as authority, case
            when source = 'police_hukou' and as_of <= last_day
                and (life_status = 'moved_out' or life_status = 'cancelled' and life_state = 'alive')
            then 'gone'
            when hukou_state = '5' then 'none'
            when length(hukou_region) = 12
            then if(source <> 'police_hukou' and as_of <= g.until and life_state = 'alive', 'struck', 'here')
            when hukou_region <> county then 'outside'
            when (hukou_state = '1' or empty_hukou_listed) and length(village) = 12
            then if(as_of <= g.until and life_state = 'alive', 'struck', 'here')
            when hukou_state = '4' or source = 'police_migrants' then 'outside'
            when hukou_state in ('2', '3') or hukou_region = county then 'county'
        end as standing
    from people._record r
        join (select person_no, life_state from people._life) using (person_no)
        left join (from people._authority where field = 'hukou_region') a using (source)
        left join people._delivered g
            on g.source = 'police_hukou' and g.region = if(length(hukou_region) = 12, hukou_region, village)
        cross join people._moment
    where self and coalesce(moved_in_date, last_day) <= last_day
)
select person_no, record_no, person_id, record_id, source, standing, as_of, moved_in_date as since,
    case
        when standing in ('here', 'struck') then coalesce(hukou_region, village)
        when standing = 'outside' then hukou_region
    end as region,
    hukou_address as address, row_number() over (
        partition by person_no
        order by standing in ('county', 'struck'), standing = 'struck', authority, standing = 'gone',
            moved_in_date desc nulls last, as_of desc, record_no
    ) as rank
from told where standing is not null
"""

WINNERS = """
create or replace table people._hukou as
with first_claim as (
    select * from people._hukou_claim where rank = 1
), outside as (
    select person_no, arg_min(region, rank) as region from people._hukou_claim
    where standing = 'outside' and region is not null group by person_no
), numbered as (
    select person_no from people._best_id_number where id_status <> 'invalid'
)
select p.person_no, c.record_no, c.since,
    f.person_no is not null as foreigner, n.person_no is not null as numbered,
    police.came and (c.standing is null or c.standing = 'struck' and numbered) as doubtful,
    case
        when foreigner then 'foreign'
        when doubtful and numbered or c.standing = 'gone' then 'outside'
        when c.standing = 'county' and police.came and not numbered then 'none'
        when c.standing <> 'struck' then c.standing else 'none'
    end as standing,
    case standing when 'here' then c.region when 'outside' then o.region end as region,
    if(standing = 'here' or c.standing = 'outside', c.address, null) as address
from people._person p
    left join first_claim c using (person_no)
    left join outside o using (person_no)
    left join numbered n using (person_no)
    left join people._abroad f using (person_no)
    cross join (select count(*) > 0 as came from landing.source_scope where source = 'police_hukou') police
"""

VALUES = """
insert into people.person_value by name
select person_id, field, record_id, row_number() over person as rank, c.rank = 1 as won, case
        when c.rank = 1 then 'hukou' when value = first_value(value) over person then 'agrees' else 'authority'
    end as rule, as_of
from (
    unpivot people._hukou_claim on region as hukou_region, address as hukou_address into name field value value
) c
window person as (partition by person_id, field order by c.rank)
"""


def build_hukou(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._hukou_claim` (record) and `people._hukou` (person), and append both fields to person_value.

    Who holds an identity number has a hukou somewhere: outside, if the police register came and does not know him, and
    nobody says where. Without a number (a newborn) the hukou is undetermined. `doubtful` marks those of whom no source
    says where the hukou is and those whom the police dropped: such rows are often a dead person's.
    """
    con.execute(CLAIMS)
    con.execute(WINNERS)
    con.execute(VALUES)
