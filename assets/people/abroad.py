"""Who comes from abroad, Hong Kong, Macao or Taiwan, by any row: he has no hukou and no place in the categories
(decision 33).

The exit-entry office lists them; a grid's 境外人员, a nationality, a travel permit or a foreign document says it too.
Chinese passports and officers' cards (字第) are foreign documents to nobody. A resident's number or a row in the hukou
register outweighs all of it.
"""

from __future__ import annotations

import duckdb

KINDS = "外国|港澳|台湾|台胞|永久居留|境外"
OWN_DOCUMENTS = r"字第|^(?:E[A-Z]?|G|D|S|P|PE|SE|DE)\d{7,8}$"
"""Officers' cards and Chinese passports."""

ABROAD = f"""
create or replace table people._abroad as
select distinct person_no from people._record
where self and (source = 'foreign_residents'
        or nationality is not null and not regexp_matches(nationality, '^(?:中国|中华人民共和国|CHN|CN|156)$')
        or regexp_matches(document_kind, '{KINDS}')
        or id_status = 'foreign' and not regexp_matches(upper(id_number), '{OWN_DOCUMENTS}'))
    and person_no not in (select person_no from people._best_id_number where id_status in ('valid', 'upgraded'))
    and (source = 'foreign_residents'
        or person_no not in (select person_no from people._record where self and source = 'police_hukou'))
"""


def build_abroad(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._abroad` (person_no); needs `people._record` and `people._best_id_number`."""
    con.execute(ABROAD)
