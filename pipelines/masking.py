"""Database errors quote the values they stumble on; what is quoted is masked before a log or a person sees it.

Names of columns and tables (small Latin letters between double quotes) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

QUOTED = re.compile(r"""'[^']*'|"[^"]*"|(?<=: )\S*[\u3400-\u9fff]\S*|\d{6,}[0-9Xx]*""")
IDENTIFIER = re.compile(r'"[a-z_.]+"')


class MaskedDatabaseError(Exception):
    """A database error without the values it quoted."""


@contextmanager
def masked() -> Iterator[None]:
    """Raise MaskedDatabaseError, with the same traceback, for any error of the database engine inside."""
    try:
        yield
    except duckdb.Error as error:
        told = QUOTED.sub(_unless_identifier, str(error).split("\n\nLINE ")[0])
        raise MaskedDatabaseError(f"{type(error).__name__}: {told}").with_traceback(error.__traceback__) from None


def _unless_identifier(quoted: re.Match[str]) -> str:
    return quoted[0] if IDENTIFIER.fullmatch(quoted[0]) else "…"
