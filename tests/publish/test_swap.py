"""A machine that stops between any two renames leaves the old month or, after `recover`, the new one whole."""

import shutil
from pathlib import Path

import pytest

from assets.publish.swap import commit, recover, staging, state_staging
from assets.registry.month import Month
from assets.registry.run import Workspace

MONTH = Month("2026-10")


class PowerCutError(Exception):
    pass


def stage(workspace: Workspace, text: str) -> None:
    for folder, name in ((staging(workspace) / "restricted", "roster.duckdb"), (state_staging(workspace), "s.parquet")):
        folder.mkdir(parents=True)
        (folder / name).write_text(text)


def read(workspace: Workspace) -> set[str]:
    """What readers of the month and of `current` see."""
    folders = (workspace.published(MONTH), workspace.warehouse / "current")
    return {(folder / "restricted" / "roster.duckdb").read_text() for folder in folders}


def seen(workspace: Workspace) -> set[str]:
    """What readers and the next month see."""
    return read(workspace) | {(workspace.state(MONTH) / "s.parquet").read_text()}


def steps(monkeypatch: pytest.MonkeyPatch, allowed: int) -> None:
    """Let so many changes of names happen, then cut the power."""
    done = 0

    def counted(original):
        def call(*args, **kwargs):
            nonlocal done
            if done == allowed:
                raise PowerCutError
            done += 1
            return original(*args, **kwargs)

        return call

    for name in ("rename", "replace", "symlink_to", "unlink"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    monkeypatch.setattr(shutil, "rmtree", counted(shutil.rmtree))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    found = Workspace(tmp_path / "raw", tmp_path / "warehouse")
    stage(found, "old")
    commit(found, MONTH, 1)
    return found


def test_a_month_appears_whole(workspace: Workspace) -> None:
    stage(workspace, "new")
    commit(workspace, MONTH, 2)
    assert seen(workspace) == {"new"}


@pytest.mark.parametrize("allowed", range(20))
def test_any_interruption_leaves_one_or_the_other(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    stage(workspace, "new")
    with monkeypatch.context() as patch:
        steps(patch, allowed)
        try:
            commit(workspace, MONTH, 2)
        except PowerCutError:
            assert read(workspace) in ({"old"}, {"new"})
    recover(workspace)
    assert seen(workspace) in ({"old"}, {"new"})
    assert not staging(workspace).exists()
    assert not state_staging(workspace).exists()


def test_what_a_crash_left_is_cleared(workspace: Workspace) -> None:
    stage(workspace, "half")
    recover(workspace)
    assert seen(workspace) == {"old"}
    assert not staging(workspace).exists()


def test_a_replaced_revision_goes_with_the_next_run(workspace: Workspace) -> None:
    stage(workspace, "new")
    commit(workspace, MONTH, 2)
    kept = sorted(p.parent.name for p in (workspace.warehouse / ".revisions").glob("r*/*"))
    recover(workspace)
    left = sorted(p.parent.name for p in (workspace.warehouse / ".revisions").glob("r*/*"))
    assert (kept, left) == (["r1", "r2"], ["r2"])


def test_current_never_moves_backwards(workspace: Workspace) -> None:
    stage(workspace, "earlier")
    commit(workspace, Month("2026-09"), 1)
    assert (workspace.warehouse / "current").readlink().name == "2026-10"
    assert "2026-09" in (workspace.published(MONTH) / "stale").read_text("utf-8")


def test_nothing_else_lies_between_the_published_months(workspace: Workspace) -> None:
    assert [p.name for p in (workspace.warehouse / "published").iterdir()] == ["2026-10"]
