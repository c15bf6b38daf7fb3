"""A zip that could not be read as one, member by member: what is good in it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assets.landing.account import read_accounts
from assets.landing.parse import Task
from assets.landing.readers.archive import members
from assets.landing.readers.sniff import Form, UnreadableError, sniff
from assets.landing.store import ASIDE, Shelf
from assets.landing.work import LIMITS


def member_names(zipped: Path) -> list[str]:
    """The members of a zip, in their order; none for any other file. Runs in a parser process."""
    try:
        with zipped.open("rb") as file:
            return [member.name for _, member in members(file)] if sniff(file) is Form.ZIP else []
    except (UnreadableError, OSError):
        return []


def member_tasks(task: Task, names: Sequence[str]) -> list[Task]:
    """One task per member, each with a folder of its own that does not outlive the run."""
    aside = f"{ASIDE}/{PurePosixPath(task.folder).name}"
    return [replace(task, folder=f"{aside}-{place}", member=name) for place, name in enumerate(names)]


def merge(task: Task, parts: Sequence[Task]) -> None:
    """Put the parsed members together as the folder of their zip; it is tried again as soon as any of them would be."""
    with Shelf(task.parsed, task.folder) as shelf:
        for part in parts:
            folder = part.parsed / part.folder
            shelf.accounts += read_accounts(folder)
            shelf.adopt(folder)
        notes = {note.read_text("utf-8") for part in parts if (note := part.parsed / part.folder / LIMITS).is_file()}
        if notes:
            shelf.note(LIMITS, max(notes))  # `None`, which no limits are equal to, comes after `Limits(...)`
