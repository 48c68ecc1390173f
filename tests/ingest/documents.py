"""Word files for the reading tests: forms built with python-docx, small ones written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table, _Cell

from ledger.plan import Plan
from reports.form_facts import FormFacts, Layout, Place, Role, load_form_facts
from reports.form_rows import Row, form_rows

FIXTURES = Path(__file__).parent / "fixtures"
DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
UNIT, QUARTER = "揭东区交通运输局", "2024年第三季度"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/relationships",
    "m": f"{_OFFICE}/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = f"{_HEAD}<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


def document(body: str, **parts: str) -> bytes:
    """Return a Word file with the XML `body`, and with parts such as `numbering=<w:num …>`.

    A part is linked under its name, digits at its end left out (`header1`), by its name as r:id.
    """
    kinds = {part: part.rstrip("0123456789") for part in parts}
    links = [
        f'<Relationship Id="{part}" Type="{_OFFICE}/relationships/{kind}" Target="{part}.xml"/>'
        for part, kind in kinds.items()
    ]
    roots = {"header": "hdr", "footer": "ftr"}
    written = {
        f"word/{part}.xml": element(roots.get(kinds[part], kinds[part]), content)
        for part, content in parts.items()
    }
    return zipped({
        "[Content_Types].xml": _TYPES,
        DOCUMENT: element("document", f"<w:body>{body}</w:body>"),
        RELATIONS: f"{_HEAD}<Relationships>{''.join(links)}</Relationships>",
        **written,
    })  # fmt: skip


def element(tag: str, content: str) -> str:
    """Return the XML of a part whose root is `w:tag`."""
    return f"{_HEAD}<w:{tag} {_DECLARED}>{content}</w:{tag}>"


def zipped(parts: Mapping[str, str]) -> bytes:
    """Return a zip of text parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def p(content: str, properties: str = "") -> str:
    """Return a paragraph of runs; plain text becomes one run."""
    inside = content if content.startswith("<") or not content else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str = "", properties: str = "") -> str:
    """Return a cell; anything but blocks becomes its one paragraph."""
    blocks = content if content.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row; cells given as text are wrapped."""
    wrapped = (cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(wrapped)}</w:tr>"


def tbl(*rows: str, grid: Sequence[int] = ()) -> str:
    """Return a table."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    """Return the property of a cell that takes several grid columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def ledger_document(
    plan: Plan, answers: Mapping[int, str], layout: Layout = Layout.PRINTED, cut: int = 0
) -> WordDocument:
    """Return the form as a Word document; with `cut`, its table ends there and goes on in another.

    Category cells are merged down as the form has them.
    """
    facts = load_form_facts()
    columns = facts.columns_of(layout)
    rows = form_rows(plan, facts, layout, answers)
    header: Row = {column.role: column.heading for column in columns}
    target = Document()
    for line in _lines(plan, facts, layout, Place.HEAD):
        target.add_paragraph(line.replace("|", "\t"))
    pieces = ([header, *rows[:cut]], rows[cut:]) if cut else ([header, *rows],)
    for piece in pieces:
        _add_table(target, [column.role for column in columns], piece)
    for line in _lines(plan, facts, layout, Place.FOOT):
        target.add_paragraph(line.replace("|", "\t"))
    return target


def saved(target: WordDocument) -> bytes:
    """Return the document's bytes."""
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def narrative_cell(table: Table, row: int) -> _Cell:
    """Return the last cell of a table row."""
    return table.cell(row, len(table.columns) - 1)


def _lines(plan: Plan, facts: FormFacts, layout: Layout, place: Place) -> list[str]:
    words = {
        "title": f"{plan.setting('form_title')}（{QUARTER}）", "quarter": QUARTER, "unit": UNIT,
        "contact": "张某某", "phone": "13800000000",
    }  # fmt: skip
    return [line.format_map(words) for line in facts.lines_of(layout, place)]


def _add_table(target: WordDocument, roles: Sequence[Role], rows: Sequence[Row]) -> None:
    table = target.add_table(len(rows), len(roles))
    cells = table._cells  # one pass; asking for each cell goes through the whole table again
    for place, row in enumerate(rows):
        for column, role in enumerate(roles):
            cells[place * len(roles) + column].text = row.get(role, "")
    if Role.CATEGORY not in roles:
        return
    column = roles.index(Role.CATEGORY)
    starts = [place for place, row in enumerate(rows) if row.get(Role.CATEGORY)]
    ends = [*starts, len(rows)][1:]
    for start, end in zip(starts, ends, strict=bool(starts)):
        if end - start > 1:
            cells[start * len(roles) + column].merge(cells[(end - 1) * len(roles) + column])
