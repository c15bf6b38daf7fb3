"""What a parser process does with one file, and what is stored of a file that cannot be parsed within the limits."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from assets.landing.account import ACCOUNT, FileAccount, SheetAccount, read_accounts
from assets.landing.manifest import UNREADABLE, is_regular
from assets.landing.parse import Task, parse_file
from assets.landing.store import Shelf

NO_FILE = (
    "a link, a pipe, a device or a folder that cannot be listed, not read: put the file itself into the drop folder"
)
NOT_OPENED = "cannot be read: gone since, or its rights or the disk do not allow it; mend that and run the month again"
LIMITS = "limits.txt"  # beside the account of a file that failed by the limits it names


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds, and bytes of its parser process."""

    seconds: float
    memory: int

    def too_long(self) -> str:
        """The message for a file over the time limit."""
        return f"took more than {self.seconds:g} s (landing.file_seconds): split the file, or raise the limit"

    def too_much(self) -> str:
        """The message for a file that ended its process: readers in other languages abort when memory is refused."""
        return (
            f"reading it ended the reader: larger than {self.memory / 1e9:g} GB of memory (landing.worker_memory), "
            "often by a stray cell far below or beside the table, or damaged; split the file, or raise the limit"
        )


def work(task: Task, limits: Limits) -> str | None:
    """Parse a file. What its content does to the reader is said, and is not stored yet; None where all went well.

    Raises OSError where the disk cannot be written.
    """
    try:
        if task.sha256 == UNREADABLE:
            give_up(task, None, NOT_OPENED)
        elif not is_regular(task.file):
            give_up(task, limits, NO_FILE)
        else:
            parse_file(task)
    except MemoryError:
        return limits.too_much()
    except OSError:
        if _is_readable(task.file):
            raise
        give_up(task, None, NOT_OPENED)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a Rust reader is no Exception
        return fault(error)
    return None


def _is_readable(file: Path) -> bool:
    """Whether an error was not the file's own: it can be read to its end."""
    try:
        with file.open("rb") as content:
            while content.read(1 << 20):
                pass
    except OSError:
        return False
    return True


def give_up(task: Task, limits: Limits | None, message: str) -> None:
    """Store a file as failed; with other limits it is tried again, without any (None) with every run."""
    with Shelf(task.parsed, task.folder) as shelf:
        sha256 = None if task.member else task.sha256
        shelf.accounts.append(FileAccount(task.member, sha256, (SheetAccount(None, "failed", message),)))
        shelf.note(LIMITS, repr(limits))


def is_done(task: Task, limits: Limits) -> bool:
    """Whether a file is parsed, or failed within these very limits; one that is locked waits for any password."""
    folder: Path = task.parsed / task.folder
    if not (folder / ACCOUNT).is_file():
        return False
    if task.passwords and any(sheet.locked for file in read_accounts(folder) for sheet in file.sheets):
        return False
    noted = folder / LIMITS
    return not noted.is_file() or noted.read_text("utf-8") == repr(limits)


def fault(error: BaseException) -> str:
    """Kind and place of an unforeseen error; its text may hold cells and stays out."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name} line {frame.lineno}"
    return f"the reader failed ({type(error).__name__} in {place}): report it with the form of the file"
