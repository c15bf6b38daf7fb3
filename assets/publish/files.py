"""How folders and files are called: by codes and names of places, never by a person."""

from __future__ import annotations

import re

FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]')


def file_name(text: str) -> str:
    """A text without the characters that a file system of Windows or Linux refuses."""
    return FORBIDDEN.sub("", text)
