"""The documents of the sample as files: reports and lists in Word, some lists in Excel."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from ingest.documents import LIAISON_LIST, PAPER
from ingest.hand_over import DOCUMENT_LIST
from ingest.sample_document_facts import DocumentFacts, SampleDocument, load_document_facts
from ingest.sample_document_words import Writer
from ingest.sample_story import Story
from ingest.sample_word import WordFiles
from ledger.plan import Plan
from reports.form_facts import read_facts
from reports.workbook_bytes import save_timeless

FOLDER = "材料"

_EXCEL = ".xlsx"
_ORDINALS = "一二三四五六七八九十"
_ANNEX = "附件2"
_COLUMNS = ("序号", "单位", "姓名", "职务", "联系电话", "备注")
_DAYS_ON_THE_WAY = 1


def write_documents(out: Path, plan: Plan, story: Story, notice: str) -> None:
    """Write what the units of `plan` send beside ledgers, and the list of how to record it.

    Into the folder `out`, where `notice` stands on every page. The same plan always gives the same
    bytes. Raises OSError if the place cannot be written to.
    """
    out.mkdir(parents=True, exist_ok=True)
    facts = load_document_facts()
    units = {unit.unit for unit in plan.units}
    arriving = [_named(each, plan) for each in facts.documents if each.unit in units]
    files = _Files(plan, facts, story, notice)
    for document in arriving:
        if document.sent_as != PAPER:
            files.write(out / document.file_name, document)
    with (out / DOCUMENT_LIST).open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(SampleDocument.model_fields)
        rows.writerows(_cells(document) for document in arriving)


def listed_documents(folder: Path) -> tuple[SampleDocument, ...]:
    """Return the documents of the list in `folder`, those on paper without a file among them."""
    return read_facts(folder / DOCUMENT_LIST, SampleDocument)


def _named(document: SampleDocument, plan: Plan) -> SampleDocument:
    """Return the document with the name of its file written out."""
    label = _label(document, plan)
    quarter = document.quarter.label
    name = document.file_name.format(unit=document.unit, label=label, quarter=quarter)
    return document.model_copy(update={"file_name": name})


def _label(document: SampleDocument, plan: Plan) -> str:
    return next(kind.label for kind in plan.documents if kind.document == document.document)


def _cells(document: SampleDocument) -> list[str]:
    row = dict(document) | {"tasks": "|".join(map(str, document.tasks))}
    return [str(cell) for cell in row.values()]


class _Files:
    """Writes the files of the documents, each with what it says."""

    def __init__(self, plan: Plan, facts: DocumentFacts, story: Story, notice: str) -> None:
        self._plan, self._facts, self._story, self._notice = plan, facts, story, notice
        self._word = WordFiles(notice)

    def write(self, path: Path, document: SampleDocument) -> None:
        """Write the file of one document."""
        if document.document != LIAISON_LIST:
            self._report(document)
            self._word.save(path)
        elif path.suffix == _EXCEL:
            self._book(path, document)
        else:
            self._word.begin(self._list_title(document))
            self._word.table(self._rows(document))
            self._word.save(path)

    def _report(self, document: SampleDocument) -> None:
        self._word.begin(self._title(document))
        sections = Writer(document, self._facts, self._story).sections()
        for ordinal, section in zip(_ORDINALS, sections, strict=False):
            self._word.heading(f"{ordinal}、{section.heading}")
            for paragraph in section.paragraphs:
                self._word.text(paragraph)
        day = document.received_on - timedelta(days=_DAYS_ON_THE_WAY)
        self._word.signed(document.unit, _written(day))

    def _title(self, document: SampleDocument) -> str:
        label = _label(document, self._plan)
        if document.title:
            return f"{document.title}（{label}）"
        return f"{document.unit}{document.quarter.year}年{label}".replace("年年", "年")

    def _list_title(self, document: SampleDocument) -> str:
        return f"{_ANNEX} {_label(document, self._plan)}"

    def _rows(self, document: SampleDocument) -> list[tuple[str, ...]]:
        rows = enumerate(self._facts.liaisons_of(document), start=1)
        told = [(str(n), r.unit, r.person, r.post, r.phone, r.remark) for n, r in rows]
        return [_COLUMNS, *told]

    def _book(self, path: Path, document: SampleDocument) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in ([self._list_title(document)], [self._notice], *self._rows(document)):
            sheet.append(list(row))
        save_timeless(book, path)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
