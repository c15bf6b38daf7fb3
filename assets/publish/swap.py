"""Write, audit, publish: a month appears whole, by one rename, or not at all.

    .revisions/.staging/        what is being written: restricted/, analysis/
    .revisions/r<N>/<month>/    a finished revision of a month
    published/<month>           link to its revision, moved by one rename
    current                     link to published/<newest month>, moved by one rename, never backwards
    work/state/.staging/        becomes work/state/<month>/
    work/commit.json            what remains to be done, should the machine stop between two renames

Once `commit.json` stands, the month counts as published: `recover` finishes it. Without it, `recover` clears what a
crash left. A revision that was replaced stays until the next run, for readers that still walk through it.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

from assets.registry.month import Month
from assets.registry.run import Workspace

STAGING = ".staging"
OPEN_FOLDER = 0o755


def staging(workspace: Workspace) -> Path:
    """Folder on the file system of the published months in which a revision is written."""
    return _revisions(workspace) / STAGING


def state_staging(workspace: Workspace) -> Path:
    """Folder in which the state of a month is written."""
    return workspace.work / "state" / STAGING


def recover(workspace: Workspace) -> None:
    """Finish a publication that was interrupted, or clear what an unfinished one left. To be called before a run."""
    if _commit_file(workspace).is_file():
        found = json.loads(_commit_file(workspace).read_text("utf-8"))
        _finish(workspace, Month(found["month"]), found["revision"])
    _clear(workspace)


def open_to(folder: Path, folder_mode: int, file_mode: int) -> None:
    """Set the permissions of a folder and all in it, whatever the umask; a group inherited from above is kept."""
    for path in (folder, *folder.rglob("*")):
        inherited = path.stat().st_mode & stat.S_ISGID
        path.chmod(folder_mode | inherited if path.is_dir() else file_mode)


def commit(workspace: Workspace, month: Month, revision: int) -> Path:
    """Publish what lies in the two staging folders as a revision of the month; returns the published folder."""
    for folder in (staging(workspace), state_staging(workspace)):
        _sync_tree(folder)
    aside = _commit_file(workspace).with_suffix(".new")
    aside.write_text(json.dumps({"month": month.key, "revision": revision}), "utf-8")
    _sync(aside)
    aside.replace(_commit_file(workspace))
    _sync(workspace.work)
    _finish(workspace, month, revision)
    return workspace.published(month)


def _finish(workspace: Workspace, month: Month, revision: int) -> None:
    """Every step may have been done already."""
    target = _revisions(workspace) / f"r{revision}" / month.key
    if staging(workspace).is_dir():
        target.parent.mkdir(exist_ok=True)
        for folder in (target.parent, staging(workspace), _revisions(workspace)):
            folder.chmod(OPEN_FOLDER)
        staging(workspace).rename(target)
        _sync(target.parent)
    _swap_state(workspace, month)
    _link(workspace, workspace.published(month), target)
    _mark_later_months(workspace, month, revision)
    current = workspace.warehouse / "current"
    if not current.is_symlink() or month.key >= current.readlink().name:
        _link(workspace, current, workspace.published(month))
    _link(workspace, workspace.warehouse / "roster.duckdb", current / "restricted" / "roster.duckdb")
    _link(workspace, workspace.warehouse / "analysis.duckdb", current / "analysis" / "analysis.duckdb")
    _commit_file(workspace).unlink()


def _swap_state(workspace: Workspace, month: Month) -> None:
    """The pipeline alone reads the state, so that two renames do."""
    if state_staging(workspace).is_dir():
        replaced = workspace.work / "state" / ".replaced"
        shutil.rmtree(replaced, ignore_errors=True)
        if workspace.state(month).is_dir():
            workspace.state(month).rename(replaced)
        state_staging(workspace).rename(workspace.state(month))
        _sync(workspace.state(month).parent)
        shutil.rmtree(replaced, ignore_errors=True)


def _link(workspace: Workspace, link: Path, target: Path) -> None:
    """Point a link at its target in one rename, as a relative path so that the warehouse can be moved."""
    if not link.parent.is_dir():
        link.parent.mkdir()
        link.parent.chmod(OPEN_FOLDER)
    aside = _revisions(workspace) / "link"
    aside.unlink(missing_ok=True)
    aside.symlink_to(os.path.relpath(target, link.parent))
    aside.replace(link)
    _sync(link.parent)


def _mark_later_months(workspace: Workspace, month: Month, revision: int) -> None:
    """Published months after this one were built on what it said before."""
    for later in sorted((workspace.warehouse / "published").iterdir()):
        if later.name > month.key:
            (later / "stale").write_text(f"{month} 已重算（第 {revision} 次修订）| {month} was run again\n", "utf-8")


def _clear(workspace: Workspace) -> None:
    shutil.rmtree(staging(workspace), ignore_errors=True)
    shutil.rmtree(state_staging(workspace), ignore_errors=True)
    published = workspace.warehouse / "published"
    linked = {link.resolve() for link in published.iterdir()} if published.is_dir() else set()
    for folder in _revisions(workspace).glob("r*/*"):
        if folder.resolve() not in linked:
            shutil.rmtree(folder)


def _revisions(workspace: Workspace) -> Path:
    return workspace.warehouse / ".revisions"


def _commit_file(workspace: Workspace) -> Path:
    return workspace.work / "commit.json"


def _sync_tree(folder: Path) -> None:
    """Everything in it is on the disk before a name points at it."""
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
