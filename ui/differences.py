"""How one text became another, as safe HTML: what was added in `<ins>`, what was struck in `<del>`.

Compared sentence by sentence, and only within changed sentences character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

# Kept inside the element, because the pages inject no style sheet. Underlined and struck through,
# so that no difference rests on colour alone.
_BLOCK = '<div style="white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.7">{}</div>'
_TAGS = {
    "same": "{}",
    "added": '<ins style="background:#D6EBF5;color:inherit;padding:0 1px">{}</ins>',
    "removed": '<del style="background:#F7E3D6;color:inherit;padding:0 1px">{}</del>',
}
_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?\n]+|[^。；;！!？?\n]+")
# A number or a Latin word changes as a whole: 46 to 64 is not a digit moved.
_TOKEN = re.compile(r"\d[\d.,]*|[A-Za-z]+|.", re.DOTALL)
_LARGEST = 160_000  # pairs to compare; beyond, the page would be kept waiting
_SHORTEST_SAME = 2  # a lone common character between two changes only makes them hard to read

Part = tuple[str, str]


def compared(before: str, now: str) -> str:
    """Return `now` as safe HTML, with what differs from `before` marked."""
    parts = _joined(_by_sentence(before, now))
    return _BLOCK.format("".join(_TAGS[kind].format(escape(text)) for kind, text in parts))


def _by_sentence(before: str, now: str) -> Iterator[Part]:
    was, became = _SENTENCE.findall(before), _SENTENCE.findall(now)
    if len(was) * len(became) > _LARGEST:
        yield from _by_token(before, now)
        return
    for old, new in _aligned(was, became):
        if old == new:
            yield "same", "".join(new)
        else:
            yield from _by_token("".join(old), "".join(new))


def _by_token(before: str, now: str) -> Iterator[Part]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    if len(old) * len(new) > _LARGEST:
        yield from (("removed", before), ("added", now))
        return
    for was, became in _without_crumbs(list(_aligned(old, new))):
        if was == became:
            yield "same", was
        else:
            yield from (("removed", was), ("added", became))


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the stretches of both in order: equal ones, and those that replaced each other."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        yield list(old[i1:i2]), list(new[j1:j2])


def _without_crumbs(pairs: Sequence[tuple[list[str], list[str]]]) -> Iterator[tuple[str, str]]:
    """Yield the stretches as text, a short equal one between two changes made part of them."""
    was = became = ""
    for number, (old, new) in enumerate(pairs):
        inner = 0 < number < len(pairs) - 1
        if old == new and not (inner and len(new) < _SHORTEST_SAME):
            if was or became:
                yield was, became
            yield "".join(old), "".join(new)
            was = became = ""
        else:
            was, became = was + "".join(old), became + "".join(new)
    if was or became:
        yield was, became


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Return the parts without empty ones, neighbours of one kind joined."""
    joined: list[Part] = []
    for kind, text in parts:
        if not text:
            continue
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return joined
