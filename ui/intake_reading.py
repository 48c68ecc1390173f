"""What reading the handed files says: kept until a file or what is said of it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.load import examine
from ingest.repeats import settle_same_day
from ingest.result import Result
from ingest.worker_pool import Progress
from ledger.clock import today
from ledger.units import normalise_name
from ui import session, text
from ui.intake_files import Handed, widget

LOADABLE = {"accepted", "held"}
_WORST_FIRST = ("rejected", "held", "accepted", "duplicate")


@dataclass(frozen=True)
class Preview:
    """One file and its results: one a ledger, nearly always one."""

    handed: Handed
    results: tuple[Result, ...]

    @property
    def key(self) -> str:
        """The key that names the file's widgets."""
        return self.handed.key

    @property
    def outcome(self) -> str:
        """What becomes of the file; of several ledgers the one that needs a person first."""
        outcomes = {result.outcome for result in self.results}
        return next(outcome for outcome in _WORST_FIRST if outcome in outcomes)

    def row_key(self, result: Result) -> str:
        """Return the key of one of its ledgers."""
        place = [id(one) for one in self.results].index(id(result))
        return f"{self.key}-{place}" if len(self.results) > 1 else self.key

    def is_taken(self, result: Result) -> bool:
        """Say whether the ledger can be loaded and a person has not ticked it off."""
        wanted = st.session_state.get(widget("take", self.row_key(result)), True)
        return result.outcome in LOADABLE and bool(wanted)


def read(files: Sequence[Handed]) -> list[Preview]:
    """Return what loading the files would do; read again only when something about them changes."""
    current = session.store()
    key = (str(current.path), current.generation, *(_identity(file) for file in files))
    if st.session_state.get("read_key") != key:
        bar = st.progress(0.0, "正在读取……")
        handed = [file.incoming for file in files]
        results = examine(current, handed, today(), shown_in(bar, "读取"))
        st.session_state["read"] = _previews(files, results)
        st.session_state["read_key"] = key
        bar.empty()
        _remember_stated_names(st.session_state["read"])
    previews: list[Preview] = st.session_state["read"]
    return previews


def settled(previews: Sequence[Preview]) -> list[Preview]:
    """Return the previews as loading the ticked ones alone would find them, without their rivals.

    Of different ledgers of one unit, quarter and day, the only one that is ticked can be loaded.
    """
    taken = [one for preview in previews for one in preview.results if preview.is_taken(one)]
    now = {id(one): told for one, told in zip(taken, settle_same_day(taken), strict=True)}
    return [
        replace(preview, results=tuple(now.get(id(one), one) for one in preview.results))
        for preview in previews
    ]


def _identity(file: Handed) -> tuple[object, ...]:
    said = file.incoming
    return (file.key, said.received_on, said.received_source, said.unit, said.quarter)


def _previews(files: Sequence[Handed], results: Sequence[Result]) -> list[Preview]:
    of_file: dict[int, list[Result]] = {id(file.incoming): [] for file in files}
    for result in results:
        of_file[id(result.incoming)].append(result)
    return [Preview(file, tuple(of_file[id(file.incoming)])) for file in files]


def _remember_stated_names(previews: Sequence[Preview]) -> None:
    """Keep the unit names that files state and nobody knows: once a unit is chosen, none is."""
    known: dict[str, list[str]] = st.session_state.setdefault("stated_names", {})
    for preview in previews:
        for result in preview.results:
            names = known.setdefault(preview.row_key(result), [])
            new = [normalise_name(f.value) for f in result.findings if f.code == "unit_unknown"]
            names += [name for name in dict.fromkeys(new) if name and name not in names]


def stated_names(preview: Preview, results: Sequence[Result]) -> list[str]:
    """Return the unknown unit names that these ledgers of a file state."""
    known: dict[str, list[str]] = st.session_state.get("stated_names", {})
    names = [name for result in results for name in known.get(preview.row_key(result), [])]
    return list(dict.fromkeys(names))


def shown_in(bar: DeltaGenerator, verb: str) -> Progress:
    """Return a listener that shows in `bar` which file is being read or loaded."""

    def progress(done: int, total: int, name: str) -> None:
        words = f"正在{verb}第 {done}/{total} 份：{text.escaped(name)}"
        bar.progress(done / max(total, 1), words)

    return progress
