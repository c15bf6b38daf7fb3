"""The cross-table checks of every floor."""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from checks.changes import QUERIES as CHANGES
from checks.comparisons import QUERIES as COMPARISONS
from checks.counting import COUNTED_ONCE, CROSS_FOOTS, REFERENCES, ROLL_ADDS_UP, groups_add_up, tract_sums_add_up
from checks.cycle import QUERIES as CYCLE
from checks.deliveries import QUERIES as DELIVERIES
from checks.drift import QUERIES as DRIFT
from checks.id_account import ID_ACCOUNT
from checks.identity import KNOWN_REGIONS, REDIRECTS, SAME_NUMBER, STABLE_IDS, rows_in_one_place
from checks.linkage import QUERIES as LINKAGE
from checks.names import OUTGROWN
from checks.outcome import CheckGroup, CheckOutcome
from checks.pending import PENDING_ROWS
from checks.presence import QUERIES as PRESENCE
from checks.queries import group
from checks.reference import REFERENCE_FILES
from checks.scopes import QUERIES as SCOPES
from checks.tracts import LISTED as TRACT_LIST
from checks.tracts import QUERIES as TRACTS


def table_groups() -> list[CheckGroup]:
    """One group of cross-table checks per floor."""
    counting = (COUNTED_ONCE, REFERENCES, CROSS_FOOTS, groups_add_up(), tract_sums_add_up(), ROLL_ADDS_UP)
    persons = (KNOWN_REGIONS, REDIRECTS, STABLE_IDS, ID_ACCOUNT, PENDING_ROWS)
    return [
        group("landing_account", "landing", (*DELIVERIES, *SCOPES, REFERENCE_FILES, TRACT_LIST)),
        group("linkage_identity", "linkage", (rows_in_one_place(), *PRESENCE, *persons)),
        group("linkage_drift", "linkage", (*LINKAGE, OUTGROWN, *DRIFT)),
        group("roster_counting", "roster", (SAME_NUMBER, *counting, *CHANGES, *CYCLE)),
        group("roster_comparisons", "roster", COMPARISONS),
        group("roster_tracts", "roster", TRACTS),
    ]


def run_checks(con: duckdb.DuckDBPyConnection, run: Run) -> list[CheckOutcome]:
    """All cross-table checks of a month."""
    return [outcome for one in table_groups() for outcome in one.run(con, run)]
