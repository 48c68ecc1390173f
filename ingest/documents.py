"""What can be read of a document that is no ledger: the text of a Word file, a liaison list.

The file itself is opened by a worker; what is looked at here is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents_liaisons import read_liaisons
from ingest.findings import Finding, found, refusal
from ingest.form.contacts import hidden_numbers
from ingest.formats.package import MAX_FILE_BYTES
from ingest.rereading import OF_DOCUMENTS
from ingest.workbook import Sheet, Workbook
from ingest.worker_pool import WorkerPool, shared_pool
from ledger.errors import UserError
from ledger.transaction import Row
from ledger.units import UnitRegistry

LIAISON_LIST = "liaison_list"
PAPER = "paper"
_LEDGER = "ledger"
_WORD = "docx"
_EDGES = ("页眉", "页脚")
_BETWEEN_CELLS = " ｜ "
_LONGEST_HEADING = 40
_OPENING = 3  # passages: title, unit and first sentence say whose document it is
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]+[章节部分]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]).+"
)
_SENTENCE_END = re.compile(r"[。；！？：:;]")


@dataclass(frozen=True)
class Contents:
    """The rows of `passage` and `liaison` that a document becomes, and what a person should know.

    `unread` is why nothing could be read; a scan is no mistake, so it stays on record without.
    """

    passages: list[Row]
    liaisons: list[Row]
    findings: tuple[Finding, ...] = ()
    unread: UserError | None = None

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The rows by table."""
        return dict(zip(OF_DOCUMENTS, (self.passages, self.liaisons), strict=True))


NOTHING = Contents([], [])


def is_read(document: Row) -> bool:
    """Say whether a document is one of which anything is read: an electronic file, no ledger."""
    paper = document.get("copy") == PAPER
    return bool(document["sha256"]) and not paper and document["document"] != _LEDGER


def contents(
    document: Row, data: bytes, registry: UnitRegistry, pool: WorkerPool | None = None
) -> Contents:
    """Return what the file of a row of table `document` says, read by `pool` or the shared one."""
    if not is_read(document):
        return NOTHING
    try:
        if len(data) > MAX_FILE_BYTES:
            raise refusal("file_too_large", size=f"{len(data) // 1_000_000} MB")
        book = (pool or shared_pool()).sheets(data)
    except UserError as error:
        return Contents([], [], (found("document_kept", why=error.message),), error)
    common = {"document_id": document["document_id"], "recorded_at": document["recorded_at"]}
    if document["document"] == LIAISON_LIST:
        rows, findings = read_liaisons(book, document["unit"], registry)
        placed = [{**common, "position": n, **vars(row)} for n, row in enumerate(rows)]
        return Contents([], placed, tuple(findings))
    if book.format != _WORD:
        return Contents([], [], (found("document_kept", "table"),))
    lines = [{**common, "position": n, **row} for n, row in enumerate(_passages(book))]
    if not lines:
        return Contents([], [], (found("document_kept", "no_text"),))
    return Contents(lines, [], tuple(_other_unit(lines, document["unit"], registry)))


def _other_unit(lines: Sequence[Row], unit: str, registry: UnitRegistry) -> Iterator[Finding]:
    """Yield a warning if the first passages name one unit, and that is another than `unit`."""
    mentioned = (registry.find_in(line["text"]) for line in lines[:_OPENING])
    names = {one.unit for one in mentioned if one}
    if len(names) == 1 and unit not in names:
        yield found("document_other_unit", named=names.pop(), unit=unit)


def _passages(book: Workbook) -> Iterator[Row]:
    """Yield the paragraphs and table rows in their order, those that repeat on each page left out.

    Telephone numbers are hidden: the text is shown to everybody who can open the page.
    """
    first = True
    for sheet in book.sheets:
        for place, text in _lines(sheet):
            whole = place.startswith("段落")
            yield {"heading": whole and _is_heading(text, first), "text": hidden_numbers(text)}
            first = False


def _lines(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for place, row in zip(sheet.row_places, sheet.rows, strict=True):
        text = _BETWEEN_CELLS.join(cell.strip() for cell in row if cell.strip())
        if text and not place.startswith(_EDGES):
            yield place, text


def _is_heading(text: str, first: bool) -> bool:
    """Say whether a paragraph is a heading: a short first line, or few words after 一、 or (一)."""
    short = len(text) <= _LONGEST_HEADING
    return (
        short
        and not _SENTENCE_END.search(text[:-1])
        and (bool(_HEADING.match(text)) or (first and not _SENTENCE_END.search(text)))
    )
