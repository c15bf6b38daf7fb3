"""An indicator as SQL: whom it applies to, what is filled, what is valid."""

from __future__ import annotations

from assets.registry.codes import load_codes
from assets.registry.indicators import Indicator
from assets.registry.tables import load_fields


def applies(indicator: Indicator) -> str:
    """True for those the indicator is asked of; never NULL."""
    return f"coalesce({indicator.applies}, false)"


def filled(indicator: Indicator) -> str:
    """True where anything is written; never NULL."""
    return f"coalesce({', '.join(f'{c}::varchar' for c in indicator.columns)}) is not null"


def valid(indicator: Indicator) -> str:
    """True where everything is written and holds; never NULL. A valid value is a filled one."""
    written = [f"{column} is not null" for column in indicator.columns]
    return f"coalesce({' and '.join([*written, _holds(indicator)])}, false)"


def outcome(indicator: Indicator) -> str:
    """True valid, false not, NULL where the indicator does not apply: what Great Expectations is given."""
    return f"case when {applies(indicator)} then {valid(indicator)} end"


def _holds(indicator: Indicator) -> str:
    if indicator.valid:
        return f"({indicator.valid})"
    codes = load_fields()[indicator.columns[0]].codes
    if codes is None:
        return "true"
    known = ", ".join(f"'{c.code}'" for c in load_codes()[codes] if c.code not in indicator.unstated)
    return f"{indicator.columns[0]} in ({known})"
