"""Where a long title of an official document breaks: before and after what brackets enclose."""

from __future__ import annotations

import re

from reports.cells import text_width

_ROOM = 40  # Latin letters: twenty characters of 二号 fill a line
_PLACES = re.compile(r"(?<=[》”）])(?![》”）、，])|(?<![《“（])(?=[《“（])")


def title_lines(text: str) -> str:
    """Return a title with line breaks, so that none falls within a name or a year in brackets.

    One that fits into a line, has lines of its own, or a part that no line has room for, stays as
    it is.
    """
    parts = _PLACES.split(text)
    too_long = any(text_width(part) > _ROOM for part in parts)
    if "\n" in text or text_width(text) <= _ROOM or too_long:
        return text
    lines = [""]
    for part in parts:
        if lines[-1] and text_width(lines[-1] + part) > _ROOM:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)
