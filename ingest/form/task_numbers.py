"""The number before a task: 3. 3、 （3） ３． ③ 第3项, in its cell or in a column of its own."""

from __future__ import annotations

import re
import unicodedata

_ENCLOSED = re.compile("[①-⑳⑴-⒇⒈-⒛㉑-㉟㊱-㊿]")
_OPEN, _CLOSE = r"(（\[【〔<《", r")）\]】〕>》"
_WORD = r"(?:第|任务|工作|事项|序号)"
_POINT = r".．、,，:：。"
# Where a cell begins any of these may stand; inside it a number needs its mark.
_LEADING = re.compile(
    rf"\s*{_WORD}?\s*[{_OPEN}]?\s*(\d{{1,3}})(?![\d%％]|[.．](?!20\d\d)\d)\s*[{_CLOSE}]?\s*[项条号]?\s*"
    rf"(?:任务|工作)?[{_CLOSE}]?\s*[{_POINT}\-—_]*\s*"
)
_INSIDE = re.compile(
    rf"(?:^|(?<=[\s。；;：:—】\]]))(?=第\s*\d{{1,3}}\s*[项条]"
    rf"|[{_OPEN}]?\s*\d{{1,3}}\s*(?:[{_CLOSE}]\s*[{_POINT}]?|[.．、:：])\s*(?!(?!20\d\d)\d))"
)
_AT_LINE = re.compile(rf"^\s*{_WORD}?[{_OPEN}]?\d{{1,3}}(?![\d%％年月日])", re.MULTILINE)
_ALONE = re.compile(
    rf"\s*{_WORD}?\s*[{_OPEN}]?\s*(\d{{1,3}})(?:\.0)?\s*[{_CLOSE}]?\s*[项条号]?\s*[{_POINT}]?\s*"
)


def plain_numbers(text: str) -> str:
    """Return `text` with enclosed numbers (③, ⑶, ⒊) written as 3. and a blank."""
    if not _ENCLOSED.search(text):
        return text
    return _ENCLOSED.sub(lambda match: f"{int(unicodedata.numeric(match[0]))}. ", text)


def parts_by_number(text: str) -> list[str]:
    """Return `text` cut before each number that may begin a task."""
    cuts = [match.end() for match in _INSIDE.finditer(text)]
    parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return [part for part in parts if part.strip()]


def parts_by_line(text: str) -> list[str]:
    """Return `text` cut before each line that begins with any number, whatever follows it."""
    cuts = [match.start() for match in _AT_LINE.finditer(text)]
    parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return [part for part in parts if part.strip()]


def unnumbered(text: str) -> str:
    """Return `text` without the number before it."""
    match = _LEADING.match(text)
    return text if match is None else text[match.end() :]


def printed_number(text: str, number: str) -> int:
    """Return the number before the text, else that of the row's own number cell, else 0."""
    match = _LEADING.match(text) or _ALONE.fullmatch(plain_numbers(number))
    return int(match[1]) if match is not None else 0
