"""The comments of an .xlsx (批注): old notes and threads, as marks of the cells that bear them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from xml.etree import ElementTree

from ingest.formats.xlsx_marks import PLACE, links_of, place_of, sheet_parts
from ingest.formats.xlsx_styles import local
from ingest.workbook import Mark, Sheet

COMMENT = "cell_comment"

_UNREAD = "comments_unread"
_MOST_COMMENTS = 300  # on one sheet; a ledger has some 215 cells
_MOST_BYTES = 1_000_000
_LONGEST = 500
BOARD = "台账看板"  # the author of the remarks that a unit was sent, which are none of its own
_KINDS = ("/comments", "/threadedComment")  # how the types of their links end


def has_comments(parts: Mapping[str, bytes]) -> bool:
    """Return whether any part may hold comments."""
    return any("comment" in name.lower() for name in parts)


def with_comments(
    parts: Mapping[str, bytes], sheets: tuple[Sheet, ...]
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets with a mark for each commented cell, and a note if some were not read."""
    whole = True
    read: list[Sheet] = []
    try:
        places = dict(sheet_parts(parts))
        for sheet in sheets:
            texts = _texts(parts, places[sheet.name]) if sheet.visible else {}
            whole = whole and len(texts) <= _MOST_COMMENTS
            marks = (_mark(place, texts[place]) for place in islice(texts, _MOST_COMMENTS))
            read.append(replace(sheet, marks=(*sheet.marks, *marks)) if texts else sheet)
    except (ElementTree.ParseError, LookupError, ValueError):
        return sheets, (_UNREAD,)
    return tuple(read), () if whole else (_UNREAD,)


def _mark(place: tuple[int, int], texts: list[str]) -> Mark:
    text = "\n".join(texts)
    return Mark(COMMENT, *place, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……")


def _texts(parts: Mapping[str, bytes], sheet: str) -> dict[tuple[int, int], list[str]]:
    """Return the comments of a sheet by cell; a thread counts, not the note that stands for it."""
    old: dict[tuple[int, int], list[str]] = {}
    threads: dict[tuple[int, int], list[str]] = {}
    for kind, root in _linked(parts, sheet):
        authors = [name.text or "" for name in root.iter() if local(name) == "author"]
        for comment in root.iter():
            spelt = PLACE.fullmatch(comment.get("ref", "").upper())
            text = _said(comment, authors) if spelt else ""
            if spelt and text:
                kept = threads if kind == _KINDS[1] else old
                kept.setdefault(place_of(spelt), []).append(text)
    return old | threads


def _linked(parts: Mapping[str, bytes], sheet: str) -> Iterator[tuple[str, ElementTree.Element]]:
    """Yield the parts with comments that a sheet links to, and of which kind each is."""
    for link, target in links_of(parts, sheet):
        kind = next((kind for kind in _KINDS if link.get("Type", "").endswith(kind)), None)
        if kind is not None:
            content = parts[target]
            if len(content) > _MOST_BYTES:
                raise ValueError(target)
            yield kind, ElementTree.fromstring(content)


def _said(comment: ElementTree.Element, authors: list[str]) -> str:
    """Return a comment's text without the author's name, which old notes begin with."""
    number = comment.get("authorId", "")
    author = authors[int(number)] if number else ""
    if author == BOARD:
        return ""
    texts = (part.text or "" for part in comment.iter() if local(part) in ("t", "text"))
    text = "".join(texts).strip()
    begun = (f"{author}{colon}" for colon in ":：" if author)
    return text.removeprefix(next(filter(text.startswith, begun), "")).strip()
