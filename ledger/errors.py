"""The one kind of error that a user of the product is meant to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)  # a frozen or comparable exception breaks `with` blocks and hashing
class UserError(Exception):
    """A mistake that its maker can put right; never shown with a traceback.

    `code` is stable and in snake case, `message` one Chinese sentence that says what is wrong,
    `place` where (file, sheet, cell, row or option), `hint` what to do about it.
    """

    code: str
    message: str
    place: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """Return place, message and hint in one line, as the command line prints it."""
        head = f"{self.place}：{self.message}" if self.place else self.message
        return f"{head} {self.hint}".rstrip()
