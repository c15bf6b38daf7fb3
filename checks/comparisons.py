"""Checks of the comparisons: their results are their findings, pass after pass, and everybody found exists."""

from __future__ import annotations

from checks.queries import Query

RESULTS_ADD_UP = Query(
    name="comparisons_add_up",
    table="comparison_result",
    floor="roster",
    blocking=True,
    holds="the comparisons' results are their findings, and the villages add up to the county",
    advice="The comparisons contradict their lists: report it.",
    sql="""
        with line as (
            select comparison, finding, region, findings, persons, dwellings from roster.comparison_result
            union all
            select comparison, finding, region, -count(*), -count(distinct person_id), -count(distinct dwelling_id)
            from roster.comparison_finding group by comparison, finding, region
        ), village as (
            select comparison, finding, region from line group by all
            having sum(findings) <> 0 or sum(persons) <> 0 or sum(dwellings) <> 0
        ), summed as (
            select comparison, finding, sum(findings) as findings from roster.comparison_result group by all
        ), listed as (
            select comparison, finding, count(*) as findings from roster.comparison_finding group by all
        )
        select comparison || ' ' || finding, 'results of ' || count(*) || ' villages differ' from village
        group by comparison, finding
        union all
        select comparison || ' ' || finding, 'county ' || coalesce(s.findings, 0) || ' against ' || l.findings
        from listed l left join summed s using (comparison, finding)
        where coalesce(s.findings, 0) <> l.findings
        order by all
    """,
)

# What one pass leaves is what the next one looks for: the police's residue, then social insurance's.
RESIDUES = Query(
    name="residues_follow",
    table="comparison_result",
    floor="roster",
    blocking=True,
    holds="every pass ends in found and not found, and starts from what the pass before it left",
    advice="Persons were lost between two comparisons: report it.",
    sql="""
        with pass as (
            select region, comparison, sum(persons) as persons,
                sum(persons) filter (finding = 'still_unfound') as residue
            from roster.comparison_result
            where finding in ('contact_found', 'still_unfound') group by region, comparison
        ), chain as (
            select region, comparison, persons, lag(residue) over (
                    partition by region
                    order by list_position(['police', 'social_insurance', 'medical_insurance'], comparison)
                ) as left_over
            from pass
        )
        select region || ' ' || comparison, persons || ' looked for of ' || left_over from chain
        where persons <> left_over order by all
    """,
)

NAMED = Query(
    name="findings_exist",
    table="comparison_finding",
    floor="roster",
    blocking=True,
    holds="every person, dwelling and record that a finding names exists",
    advice="Findings of this month point nowhere: report it.",
    sql="""
        with finding as (
            select 'comparison_finding' as place, person_id, dwelling_id, record_id from roster.comparison_finding
            union all select 'difficulty', person_id, dwelling_id, record_id from roster.difficulty
            union all select 'group_of_note', person_id, dwelling_id, record_id from roster.group_of_note
            union all select 'contradiction', person_id, dwelling_id, record_id from roster.contradiction
            union all select 'contradiction', other_person_id, null, other_record_id from roster.contradiction
        ), broken as (
            select place, 'person' as kind, person_id as id from finding anti join roster.person using (person_id)
            where person_id is not null
            union all
            select place, 'dwelling', dwelling_id from finding anti join housing.dwelling using (dwelling_id)
            where dwelling_id is not null
            union all
            select place, 'record', record_id from finding
            where record_id is not null and record_id not in (select record_id from linkage.record)
                and record_id not in (select record_id from standard.place_record)
        )
        select place || ' ' || kind, count(*) || ' rows' from broken group by place, kind order by all
    """,
)

SUMMARY_ADDS_UP = Query(
    name="findings_add_up",
    table="finding_summary",
    floor="roster",
    blocking=True,
    holds="the findings of the county are those of its lists",
    advice="The summary of findings contradicts its lists: report it.",
    sql="""
        with line as (
            select listing, finding, findings from roster.finding_summary where level = 'county'
            union all select 'difficulty', finding, -count(*) from roster.difficulty group by finding
            union all select 'group_of_note', finding, -count(*) from roster.group_of_note group by finding
            union all select 'contradiction', finding, -count(*) from roster.contradiction group by finding
        )
        select listing || ' ' || finding, 'differs by ' || sum(findings) from line
        group by listing, finding having sum(findings) <> 0 order by all
    """,
)

QUERIES = (RESULTS_ADD_UP, RESIDUES, NAMED, SUMMARY_ADDS_UP)
