"""What one paragraph or cell of a Word file says, put together line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.formats.word_styles import PLAIN


@dataclass
class Passage:
    """What one paragraph or cell says: its text, and words and things that need a remark."""

    text: str = ""
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0


class PassageWriter:
    """Collects the text of a passage; `look` is how the text to come looks."""

    def __init__(self) -> None:
        """Begin an empty passage."""
        self.found = Passage()
        self.look = PLAIN
        self._parts: list[str] = []
        self._paragraphs = 0
        self._break_due = False
        self._lone_numbers: list[str] = []

    @property
    def amount(self) -> int:
        """How much was found so far, of whatever kind."""
        return len(self._parts) + self.found.pictures + self.found.objects

    def add(self, text: str) -> None:
        """Add text on the line begun."""
        if not text:
            return
        if self._break_due:
            self._parts.append("\n")
            self._break_due = False
        self._parts.append(text)
        if self.look.struck:
            self.found.struck.append(text)
        if self.look.hidden:
            self.found.hidden.append(text)

    def add_apart(self, text: str) -> None:
        """Add text that stands in a frame of its own, with line breaks around it."""
        if text:
            self._parts.append("\n" + text)
            self._break_due = True

    def add_paragraph(self, number: str, write: Callable[[], None]) -> None:
        """Add what `write` writes as a paragraph, after its list number if there is any text."""
        if self._paragraphs or self._break_due:
            self._parts.append("\n")
        self._break_due = False
        self._paragraphs += 1
        start = len(self._parts)
        write()
        if number and len(self._parts) > start:
            self._parts.insert(start, number)
        elif number:
            self._lone_numbers.append(number.rstrip())

    def captured(self, write: Callable[[], None]) -> str:
        """Return the text that `write` writes instead of adding it."""
        outer = self._parts, self._paragraphs, self._break_due
        self._parts, self._paragraphs, self._break_due = [], 0, False
        write()
        text = "".join(self._parts).strip("\n")
        self._parts, self._paragraphs, self._break_due = outer
        return text

    def finished(self, keep_number: bool) -> Passage:
        """Return the passage; a list number alone counts where Word fills in a column (序号)."""
        self.found.text = "".join(self._parts).strip("\n")
        if keep_number and not self.found.text and len(self._lone_numbers) == 1:
            self.found.text = self._lone_numbers[0]
        return self.found
