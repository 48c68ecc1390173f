"""What a file is called when it is downloaded: a name that every system takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 60  # with the ending under 255 bytes in UTF-8, whatever the characters
# Path marks, what Windows forbids, control and direction marks, halves of surrogate pairs.
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+'
)


def download_name(stem: str, ending: str) -> str:
    """Return `stem` as one file name with `ending`, never empty, without anything like a path."""
    plain = _UNSAFE.sub("_", stem)[:_LONGEST].strip(" .")
    return (plain or "下载") + ending


def distinct(names: Iterable[str], ending: str) -> list[str]:
    """Return the names of files with `ending`, those that repeat an earlier one numbered."""
    taken: set[str] = set()
    shown = []
    for name in names:
        number, own = 1, download_name(name, ending)
        while own.casefold() in taken:
            number += 1
            own = download_name(name[: _LONGEST - 5], f"({number}){ending}")
        taken.add(own.casefold())
        shown.append(own)
    return shown
