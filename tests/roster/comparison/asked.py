"""Questions to the tables of the comparisons."""

from typing import Any

from tests.people.county import A, County


def findings(county: County, comparison: str) -> set[tuple[Any, ...]]:
    """(finding, region, person) of one comparison."""
    rows = county.con.execute(
        "select finding, region, person_id from roster.comparison_finding where comparison = ?", [comparison]
    ).fetchall()
    return set(rows)


def detail(county: County, finding: str, person: str) -> str | None:
    """The detail of the only such finding of a person."""
    told = county.one(
        "select [detail] from roster.comparison_finding where finding = ? and person_id = ?", finding, person
    )
    return told[0]


def listed(county: County, table: str) -> set[tuple[Any, ...]]:
    """(finding, region, person) of `difficulty`, `group_of_note` or `contradiction`."""
    return set(county.con.execute(f"select finding, region, person_id from roster.{table}").fetchall())


def sides(county: County, finding: str) -> list[tuple[Any, ...]]:
    """(person, other person, record, other record) of a contradiction."""
    return county.con.execute(
        "select person_id, other_person_id, record_id, other_record_id from roster.contradiction where finding = ? "
        "order by all",
        [finding],
    ).fetchall()


def result(county: County, comparison: str, finding: str, region: str = A) -> Any:
    """Persons of one row of `comparison_result`."""
    return county.one(
        "select persons from roster.comparison_result where comparison = ? and finding = ? and region = ?",
        comparison, finding, region,
    )  # fmt: skip


def dwelling(county: County, source: str, code: str | None = None, region: str = A, **said: Any) -> str:
    """One place row of a dwelling; its record_id."""
    n = len(county.rows["place_record"])
    if "building_no" in said:
        said["address_key"] = f"{region}||{said['building_no']}|{said.get('unit_no', '')}"
    kind = said.pop("kind", "dwelling")
    county.add("place_record", record_id=f"place{n}", month=county.month.key, source=source, layout=source,
               path="a.csv", row=n, kind=kind, region=region, dwelling_code=code, **said)  # fmt: skip
    return f"place{n}"
