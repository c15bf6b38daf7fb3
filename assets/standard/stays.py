"""What standing on a list says of a person's stay (`Layout.stay` of the registry), beside what the columns say.

SQL over the aliases of `records.SELECT`: r (row), boards (code; of `told.TOLD` too), and the dates started, ended,
returned and left_on.
A date after the month of the delivery is a plan: it is kept, and says nothing yet.
"""

from __future__ import annotations

MONTH_END = "last_day((r.month || '-01')::date)"

LODGES = "coalesce(r.stay = 'unit' or r.stay = 'boarders' and boards.code = 'true', false)"
"""Lives where he works or learns."""

ENDED = f"({LODGES} and coalesce(ended.value <= {MONTH_END}, false))"
"""Has left the unit that he lived at."""

RETURNED = f"""coalesce(r.stay = 'back' or r.stay = 'away' and returned.value <= {MONTH_END}
        and returned.value >= coalesce(left_on.value, returned.value), false)"""
"""Is back in the village that he had left."""

STATE = f"""case when r.stay = 'hukou_only' then '3' when {RETURNED} then '1'
        when r.stay = 'away' or {ENDED} then '2' end"""
"""Residence state that follows from the list (code list `residence_state`)."""

SINCE = f"case when {LODGES} then started.value when {RETURNED} then returned.value end"
AWAY_SINCE = f"case when {ENDED} then ended.value when not {RETURNED} then left_on.value end"
AS_OF = f"""coalesce(if({ENDED} and ended.precision = 'day', ended.value, null),
        if(stated.precision = 'day', stated.value, null), {MONTH_END})"""
