"""What one unit is reminded of: its items by colour, its liaisons, and the text for a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from reports.document_words import chinese_day, day_or_none, in_words

COLOURS = {"red": "逾期", "yellow": "落后", "blue": "将到期"}  # the most urgent first
SOON = "blue"
DOCUMENT, RETURNED = "document", "returned"  # kinds of items that are no task
MOST_IN_FULL = 10  # of one colour, in a message; of the rest only what is the case

Liaison = tuple[str, str]


@dataclass(frozen=True)
class Item:
    """One thing asked for: `days` past the due date, or before it if negative; None without one."""

    key: str
    colour: str
    kind: str
    subject: str
    task_no: int | None
    due_on: date | None
    days: int | None
    reason: str
    ask: str
    last_reminded_on: date | None

    @property
    def case(self) -> str:
        """The first clause of the reason, without its full stop; of a returned ledger all of it."""
        whole = self.reason if self.kind == RETURNED else self.reason.split("；")[0]
        return whole.rstrip("。；")

    @property
    def request(self) -> str:
        """What is asked for, to be read after the subject: that is not said twice."""
        return self.ask.removesuffix(f"{self.subject}。") + "。" if self._names_itself else self.ask

    @property
    def _names_itself(self) -> bool:
        return self.ask.endswith(f"{self.subject}。")


@dataclass(frozen=True)
class Digest:
    """All items of one unit on one day, red first, with whom to call: (person, phone)."""

    unit: str
    county: str
    as_of: date
    liaisons: tuple[Liaison, ...]
    items: tuple[Item, ...]

    def of(self, colour: str) -> list[Item]:
        """Return the items of one colour, in order."""
        return [item for item in self.items if item.colour == colour]

    @property
    def left(self) -> Digest:
        """The same without what the unit was reminded of on that day."""
        items = (item for item in self.items if item.last_reminded_on != self.as_of)
        return replace(self, items=tuple(items))

    @property
    def done(self) -> int:
        """How many items the unit was reminded of on that day."""
        return len(self.items) - len(self.left.items)

    @property
    def sums(self) -> str:
        """How many items of each colour there are of all: 逾期8项（8/11）、落后3项（3/11）."""
        counts = {words: len(self.of(colour)) for colour, words in COLOURS.items()}
        whole = len(self.items)
        return "、".join(f"{words}{n}项（{n}/{whole}）" for words, n in counts.items() if n)


def digests(
    items: pd.DataFrame, phones: Mapping[str, Sequence[Liaison]], as_of: date
) -> list[Digest]:
    """Return one digest for each unit in `items` (rows of `reminder_items`), in official order.

    `phones` gives each unit's liaisons as (person, phone); a unit without any has none.
    """
    of_units: dict[str, list[Mapping[Any, Any]]] = {}  # a frame of each costs ten times as much
    for row in items.sort_values("official_order", kind="stable").to_dict("records"):
        of_units.setdefault(str(row["unit"]), []).append(row)
    return [
        Digest(
            unit=unit,
            county=str(rows[0]["county"]),
            as_of=as_of,
            liaisons=tuple(phones.get(unit, ())),
            items=_by_colour(rows),
        )
        for unit, rows in of_units.items()
    ]


def digest_text(digest: Digest) -> str:
    """Return the digest as plain lines to paste into a messenger, without telephone numbers."""
    return "\n".join(_lines(digest))


def _lines(digest: Digest) -> Iterator[str]:
    persons = "、".join(person for person, _ in digest.liaisons)
    yield f"{digest.unit}{f'（{persons}）' if persons else ''}："
    yield f"截至{chinese_day(digest.as_of)}，请办理以下{len(digest.items)}项：{digest.sums}。"
    for colour, words in COLOURS.items():
        items = digest.of(colour)
        if items:
            yield f"【{words}】"
        for number, item in enumerate(items, start=1):
            request = in_words(item.request) if number <= MOST_IN_FULL else ""
            yield f"{number}. {item.subject}：{in_words(item.case)}。{request}"
        if len(items) > MOST_IN_FULL:
            yield f"{words}第{MOST_IN_FULL + 1}项起的具体要求见催办函、催办表。"


def _by_colour(rows: Sequence[Mapping[Any, Any]]) -> tuple[Item, ...]:
    items = [_item(row) for row in rows]
    order = list(COLOURS)
    return tuple(sorted(items, key=lambda item: order.index(item.colour)))


def _item(row: Mapping[Any, Any]) -> Item:
    return Item(
        key=str(row["item"]),
        colour=str(row["colour"]),
        kind=str(row["kind"]),
        subject=str(row["subject"]),
        task_no=_number(row["task_no"]),
        due_on=day_or_none(row["due_on"]),
        days=_number(row["days"]),
        reason=str(row["reason"]),
        ask=str(row["ask"]),
        last_reminded_on=day_or_none(row["last_reminded_on"]),
    )


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
