"""Who is here on a visit, for treatment, travelling or on business: not in scope (消重补漏方案 (三)).

The migrants' register writes the reason of a stay. It counts where that row is the one that places the person here:
whom a list that looks finds at home lives here. Who stays on for half a year lives here, whatever brought him.
"""

from __future__ import annotations

import duckdb

from assets.registry.codes import meanings

VISITS = """
create or replace table people._visit as
select l.person_no, m.code as reason
from people._living l
    join people._record r using (record_no)
    join linkage.record place on place.record_id = r.record_id
    join landing.police_migrants s
        on s.path = place.path and s.sheet is not distinct from place.sheet and s.row = place.row
    join people._reason m on m.text = regexp_replace(s.stay_reason, '\\s', '', 'g')
    cross join people._moment
where coalesce(datediff('day', l.since, last_day) < usual_days, true)
"""


def build_visits(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._visit` (person_no, reason: code list `out_of_scope`), after `people._living`."""
    con.execute("create or replace table people._reason (text varchar, code varchar)")
    con.executemany("insert into people._reason values (?, ?)", [list(m) for m in meanings("out_of_scope").items()])
    con.execute(VISITS)
