"""The documents of the sample as facts: which arrive and when, their parts, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from ledger.csv_files import parse_date
from ledger.databases import SAMPLE_FOLDER
from ledger.fact import Fact, Names, QuarterField
from reports.form_facts import TaskNumbers, read_facts


def _day(cell: object) -> object:
    return parse_date(cell) if isinstance(cell, str) else cell


Day = Annotated[date, BeforeValidator(_day)]


class SampleDocument(Fact):
    """A document that arrives; `file_name` may name `{unit}`, `{label}` and `{quarter}`.

    `sent_as` is what a receipt calls the copy; one on paper has no file. The list beside the
    written files has the same columns.
    """

    unit: str
    document: str
    quarter: QuarterField
    received_on: Day
    file_name: str
    sent_as: str
    letter_number: str
    approved_by: str
    title: str
    tasks: TaskNumbers


class Liaison(Fact):
    """A row of the liaison list that a unit sent on a day."""

    unit: str
    received_on: Day
    person: str
    post: str
    phone: str
    remark: str


class Part(Fact):
    """A part of documents: its heading (one of several ways to word it), and how many texts."""

    documents: Names
    part: str
    heading: Names
    texts: int


class Text(Fact):
    """A paragraph that may stand in a part, of any unit or of one alone.

    `{我局}`, `{年}` and figures are put in as in a narrative. `{做法:3|8}` stands for what the
    unit's ledger says of one of these tasks once work on it is under way, `{成效:3|8}` once it is
    done; `{完成数}`, `{推进数}`, `{未启动数}` and `{未启动}` for how many tasks, or which, the
    ledger tells at that stage. A paragraph with nothing to put in is not written.
    """

    part: str
    unit: str
    text: str


@dataclass(frozen=True)
class DocumentFacts:
    """All facts of the sample's documents."""

    documents: tuple[SampleDocument, ...]
    liaisons: tuple[Liaison, ...]
    parts: tuple[Part, ...]
    texts: tuple[Text, ...]

    def parts_of(self, document: str) -> list[Part]:
        """Return the parts of one kind of document, in their order."""
        return [part for part in self.parts if document in part.documents]

    def texts_of(self, part: str, unit: str) -> list[str]:
        """Return what a unit, and only it, may write in a part; what all may for the unit ""."""
        return [text.text for text in self.texts if (text.part, text.unit) == (part, unit)]

    def liaisons_of(self, document: SampleDocument) -> list[Liaison]:
        """Return the rows of one liaison list."""
        key = (document.unit, document.received_on)
        return [row for row in self.liaisons if (row.unit, row.received_on) == key]


def load_document_facts(folder: Path = SAMPLE_FOLDER) -> DocumentFacts:
    """Return the facts in `folder`; raises UserError as `read_facts` does."""
    return DocumentFacts(
        documents=read_facts(folder / "documents.csv", SampleDocument),
        liaisons=read_facts(folder / "liaisons.csv", Liaison),
        parts=read_facts(folder / "document_parts.csv", Part),
        texts=read_facts(folder / "document_texts.csv", Text),
    )
