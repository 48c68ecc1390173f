"""The one place where a unit's own words become HTML: escaped, with the judged spans marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

# Kept inside the element, because the pages inject no style sheet; pre-wrap keeps the unit's lines.
_BLOCK = '<div style="white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.7">{}</div>'
_STRONG = '<div style="overflow-wrap:anywhere;font-weight:600">{}</div>'
_MARK = '<mark style="background:#FCE8B2;color:inherit;padding:0 2px">{}</mark>'
_SOURCE = (
    '<div style="overflow-wrap:anywhere;font-size:0.85em;opacity:0.65;margin-top:4px">{}</div>'
)


def marked(text: str, spans: Iterable[Sequence[int]] = (), *, strong: bool = False) -> str:
    """Return `text` as safe HTML, the given spans (code points, end exclusive) inside `<mark>`.

    A heading is `strong`.
    """
    parts: list[str] = []
    at = 0
    for start, end in _clean(spans, len(text)):
        parts += [escape(text[at:start]), _MARK.format(escape(text[start:end]))]
        at = end
    return (_STRONG if strong else _BLOCK).format("".join([*parts, escape(text[at:])]))


def cited(text: str, spans: Iterable[Sequence[int]], source: str) -> str:
    """Return `marked` text with, in small grey type below it, the file and cell it stands in."""
    return marked(text, spans) + _SOURCE.format(escape(source))


def _clean(spans: Iterable[Sequence[int]], length: int) -> list[tuple[int, int]]:
    """Sort the spans, cut them to the text and merge those that touch or overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, int(s[0])), min(length, int(s[1]))) for s in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
