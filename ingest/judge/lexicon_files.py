"""Reads the word lists under `ingest/judge/lexicon/` and turns words into one expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ledger.csv_files import read_csv

FOLDER = Path(__file__).parent / "lexicon"


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a word list."""
    return read_csv(FOLDER / name)


def literal_tree(words: Iterable[str]) -> str:
    """Return an expression for the longest of `words` at a place.

    It is a tree of literals, so that no text can make it backtrack far.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    tails = [re.escape(char) + _branch(child) for char, child in node.items() if char]
    if not tails:
        return ""
    # an empty branch instead of a question mark, which the engine counts as a repetition
    return f"(?:{'|'.join(tails)}{'|' if '' in node else ''})"
