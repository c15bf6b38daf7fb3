"""Characters that are taken for one another in handwriting, and surname variants that one family writes both ways.

`lookalike.csv` holds disjoint classes; a name's shape is the name with every character replaced by the first of its
class, so that "a look-alike character" is plain equality of two prepared columns (domain: handwritten ledgers).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "lookalike.csv"


@cache
def classes() -> tuple[str, ...]:
    """The classes, each as the string of its characters. Raises ValueError where two classes share a character."""
    with FILE.open(encoding="utf-8", newline="") as handle:
        found = tuple(row["characters"] for row in csv.DictReader(handle))
    if len(set("".join(found))) != len("".join(found)):
        raise ValueError(f"{FILE.name}: a character stands in two classes")
    return found


def shape_sql(column: str) -> str:
    """SQL of the shape of a name column, worked out letter by letter for names that hold such a character.

    `translate` reads the whole table anew for every name.
    """
    others = "".join(c[1:] for c in classes())
    firsts = "".join(c[0] * (len(c) - 1) for c in classes())
    first = f"if(contains('{others}', x), substr('{firsts}', strpos('{others}', x), 1), x)"
    shaped = f"array_to_string(list_transform(string_split({column}, ''), lambda x: {first}), '')"
    return f"if(regexp_matches({column}, '[{others}]'), {shaped}, {column})"
