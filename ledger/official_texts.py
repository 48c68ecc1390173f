"""The sentences of the official documents: who repeats them has copied nobody."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.plan import Plan
from ledger.sentences import sentence_hashes


def official_sentences(plan: Plan) -> list[str]:
    """Return the hash of every sentence of tasks, clauses and notice, each once."""
    hashes = (one for text in _texts(plan) for one in sentence_hashes(text))
    return list(dict.fromkeys(hashes))


def _texts(plan: Plan) -> Iterator[str]:
    for task in plan.tasks:
        yield from (task.text, task.printed_text)
    for clause in plan.clauses:
        # A clause is quoted with its title before it as often as without.
        yield from (clause.title, clause.text, f"{clause.title}，{clause.text}")
