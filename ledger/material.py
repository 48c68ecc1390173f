"""Material for the sections of an evaluation report: sentences of ledgers, passages of documents.

Pure: frames in, frame out; data/plan/material_words.csv says which words tell which section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from ledger.evaluation_facts import Section
from ledger.material_lexicon import Lexicon, Match
from ledger.material_outline import Outline
from ledger.official_texts import official_sentences
from ledger.plan import Plan, Unit
from ledger.sentences import sentence_hashes, text_key

LEDGER = "ledger"
_TYPICAL_CASE = "typical_case"
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
_SHORTEST = 6  # characters that say something; a signature or a date says nothing
_LONGEST = 400  # a longer paragraph is taken sentence by sentence
_SAID = re.compile(r"[，。；：、,;:]")
_UNDER_HEADING = 10  # what stands under the heading of a section comes before what sounds like it


# What a piece takes over from the row of its source.
_TAKEN = (
    "unit", "task_no", "quarter", "document", "title", "file_name", "sheet", "cell",
    "received_on", "source_id",
)  # fmt: skip


class Piece(NamedTuple):
    """One piece of material and where it stands; `why` are the words that tell its section."""

    section: str
    piece_id: str
    text: str
    start: int
    end: int
    unit: str
    county: str
    official_order: int
    task_no: int | None
    quarter: str
    document: str
    title: str
    file_name: str
    sheet: str
    cell: str
    score: int
    why: str
    received_on: Any
    source_id: str


class _Span(NamedTuple):
    text: str
    start: int
    end: int


def material(entries: pd.DataFrame, passages: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the pieces for each section, one row a section and piece, the strongest first.

    `entries` and `passages` are the queries of these names; of the entries only the newest ledger
    of each unit is read. Columns: those of `Piece`. `piece_id` depends on unit, task (or kind of
    document) and words alone, so that it stays the same in a later version that repeats them.
    """
    lexicon = Lexicon(plan.material_words, plan.figure_units)
    found = [*_from_entries(entries, plan, lexicon), *_from_passages(passages, plan, lexicon)]
    return in_order(found)


def in_order(pieces: list[Piece]) -> pd.DataFrame:
    """Return the pieces as a frame, each once a section.

    They are ordered by section, score, the newest quarter first, and unit.
    """
    order = {section.value: n for n, section in enumerate(Section)}
    unique: dict[tuple[str, str], Piece] = {}
    for piece in pieces:
        held = unique.get((piece.section, piece.piece_id))
        if held is None or piece.quarter > held.quarter:
            unique[piece.section, piece.piece_id] = piece
    frame = pd.DataFrame(list(unique.values()), columns=list(Piece._fields))
    frame["task_no"] = frame["task_no"].astype("Int64")
    by = frame.assign(place=frame.section.map(order))
    keys = ["place", "score", "quarter", "official_order", "task_no", "start"]
    by = by.sort_values(keys, ascending=[True, False, False, True, True, True], kind="stable")
    return frame.loc[by.index].reset_index(drop=True)


def piece_id(*parts: object) -> str:
    """Return twelve hexadecimal digits for a piece of these parts."""
    return blake2b("|".join(map(str, parts)).encode(), digest_size=6).hexdigest()


def _from_entries(entries: pd.DataFrame, plan: Plan, lexicon: Lexicon) -> Iterator[Piece]:
    official = frozenset(official_sentences(plan))
    units = {unit.unit: unit for unit in plan.units}
    newest = entries.groupby("unit").quarter.transform("max") == entries.quarter
    for row in _rows(entries[newest]):
        place = {"document": LEDGER, "title": "", "source_id": row["submission_id"]}
        for span in _sentences(row["narrative"] or ""):
            matches = lexicon.matches(span.text)
            if matches and not official.issuperset(sentence_hashes(span.text)):
                own = piece_id(row["unit"], row["task_no"], text_key(span.text))
                for match in matches:
                    yield _piece(span, match, own, row | place, units)


def _from_passages(passages: pd.DataFrame, plan: Plan, lexicon: Lexicon) -> Iterator[Piece]:
    units = {unit.unit: unit for unit in plan.units}
    for _, rows in groupby(_rows(passages), key=lambda row: row["document_id"]):
        document = sorted(rows, key=lambda row: row["position"])
        start = (Section.PRACTICES,) if document[0]["document"] == _TYPICAL_CASE else ()
        outline = Outline(lexicon, start)
        for row in document:
            if outline.read(row["text"], heading=bool(row["heading"])):
                continue
            place = {
                "task_no": None, "sheet": "", "cell": f"第{row['position'] + 1}段",
                "title": row["title"] or "", "source_id": row["document_id"],
            }  # fmt: skip
            for span, match in _paragraph(row["text"], outline.sections, lexicon):
                own = piece_id(row["unit"], row["document"], text_key(span.text))
                yield _piece(span, match, own, row | place, units)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in frame.columns]
    rows = frame.itertuples(index=False, name=None)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _piece(
    span: _Span, match: Match, own: str, row: Mapping[str, Any], units: Mapping[str, Unit]
) -> Piece:
    unit = units.get(row["unit"])
    return Piece(
        section=match.section.value,
        piece_id=own,
        **span._asdict(),
        county=unit.county if unit else "",
        official_order=unit.official_order if unit else 0,
        score=match.score,
        why="、".join(match.words),
        **{name: row[name] for name in _TAKEN},
    )


def _paragraph(
    text: str, sections: tuple[Section, ...], lexicon: Lexicon
) -> Iterator[tuple[_Span, Match]]:
    """Yield what one paragraph gives to the sections of its heading, then to any other."""
    spans = list(_sentences(text))
    if len(sections) == 1 and len(text) <= _LONGEST:
        whole = _Span(text.strip(), len(text) - len(text.lstrip()), len(text.rstrip()))
        if len(whole.text) >= _SHORTEST and _SAID.search(text):
            yield whole, _under(lexicon.weigh(sections[0], text))
    elif sections:
        yield from _shared_out(spans, sections, lexicon)
    for span in spans:
        for match in lexicon.matches(span.text):
            if match.section not in sections:
                yield span, match


def _shared_out(
    spans: list[_Span], sections: tuple[Section, ...], lexicon: Lexicon
) -> Iterator[tuple[_Span, Match]]:
    """Give each sentence to that section of a heading for which it speaks most.

    One that speaks for none of them goes where the sentence before it went.
    """
    current = sections[0]
    for span in spans:
        best = max((lexicon.weigh(s, span.text) for s in sections), key=lambda match: match.score)
        current = best.section if best.score else current
        yield span, _under(Match(current, best.score, best.words))


def _under(match: Match) -> Match:
    return match._replace(score=match.score + _UNDER_HEADING)


def _sentences(text: str) -> Iterator[_Span]:
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if len(words) >= _SHORTEST:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield _Span(words, start, start + len(words))
