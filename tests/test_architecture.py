"""The house stands as docs/architecture.md says: floors depend downwards only, and only the roof knows Dagster."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ["registry", "landing", "standard", "linkage", "people", "housing", "roster", "quality", "publish"]
MODULES = sorted((ROOT / "assets").rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("file", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_floors_depend_downwards_only(file: Path) -> None:
    parts = file.relative_to(ROOT / "assets").parts
    here = FLOORS.index(parts[0]) if len(parts) > 1 else 0
    for name in imports(file):
        assert not name.startswith(("dagster", "pipelines", "checks", "demo")), f"{file.name} imports {name}"
        if name.startswith("assets.") and name.split(".")[1] in FLOORS:
            assert FLOORS.index(name.split(".")[1]) <= here, f"{file.name} imports {name}, a floor above it"


def test_the_simulator_knows_nothing_of_what_it_tests() -> None:
    for file in (ROOT / "demo").rglob("*.py"):
        assert not [n for n in imports(file) if n.startswith(("assets", "pipelines", "checks"))], file.name
