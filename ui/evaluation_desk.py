"""What the writer has on the desk: picks not saved yet, by section, kept while pages change."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ledger.words import SECTION_LABELS
from ui import evaluation_pieces, session
from ui.evaluation import Look

Listed = tuple[tuple[str, str], ...]  # ids of pieces with their notes, in the writer's order
_DESK = "eval_desk"


class Desk:
    """The picks of one section: `listed` as the writer has them now, `saved` as on record."""

    def __init__(self, look: Look, section: str) -> None:
        """Take up the section; what was never touched follows what is on record."""
        kept = evaluation_pieces.saved(look)
        own = kept[kept["section"] == section]
        self.saved: Listed = tuple(zip(own["piece_id"], own["note"], strict=True))
        self._key = (str(session.store().path), look.evaluation.kind, section)
        self._base, self.listed = self._drafts().get(self._key, (self.saved, self.saved))
        if self.listed == self._base:
            self._base = self.listed = self.saved

    @staticmethod
    def _drafts() -> dict[Any, tuple[Listed, Listed]]:
        drafts: dict[Any, tuple[Listed, Listed]] = st.session_state.setdefault(_DESK, {})
        return drafts

    @property
    def is_changed(self) -> bool:
        """Say whether saving would change what is on record."""
        return self.listed != self.saved

    @property
    def is_overtaken(self) -> bool:
        """Say whether somebody else saved the section while it lay changed on this desk."""
        return self.is_changed and self._base != self.saved

    def put(self, listed: Listed) -> None:
        """Lay out the pieces so."""
        self._drafts()[self._key] = (self._base, listed)
        self.listed = listed

    def toggle(self, own: str) -> None:
        """Take a piece up at the end, or away."""
        kept = tuple(pair for pair in self.listed if pair[0] != own)
        self.put(kept if len(kept) < len(self.listed) else (*kept, (own, "")))

    def move(self, own: str, step: int) -> None:
        """Move a piece up (-1) or down (1) by one place."""
        pairs = list(self.listed)
        at = [piece for piece, _ in pairs].index(own)
        to = max(0, min(at + step, len(pairs) - 1))
        pairs.insert(to, pairs.pop(at))
        self.put(tuple(pairs))

    def note(self, own: str, words: str) -> None:
        """Write a note to a piece."""
        said = words.strip()
        self.put(tuple((piece, said if piece == own else old) for piece, old in self.listed))

    def clear(self) -> None:
        """Go back to what is on record."""
        self._drafts().pop(self._key, None)
        self._base = self.listed = self.saved


def unsaved(look: Look) -> list[str]:
    """Return the sections whose picks lie changed on the desk."""
    return [section for section in SECTION_LABELS if Desk(look, section).is_changed]
