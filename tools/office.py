"""Writes every kind of document from the sample, converts it with LibreOffice and looks at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ingest.sample import write_samples
from ingest.sample_database import load_samples
from ledger import metrics
from ledger.console import run
from ledger.databases import SAMPLE_UNITS, open_store
from ledger.errors import UserError
from ledger.evaluation import evaluations
from ledger.store import Store
from reports.data_pack import write_data_pack
from reports.evaluation_draft import draft_name, write_draft
from reports.reminder_letter import letter_name, write_letter
from reports.unit_facts import QUERIES, unit_facts
from reports.unit_feedback import write_unit_feedback
from reports.unit_page import unit_page_name, write_unit_page
from tools.office_checks import bookmarks, headings, lost_texts, page_count
from tools.system_packages import NO_OFFICE, find_office

OUT = Path(__file__).parents[1] / ".office"
CONVERT_SECONDS = 300
_FEEDBACK = "_反馈单"


def main(_arguments: Sequence[str]) -> int:
    """Leave documents and PDFs in the folder `.office`; return 1 if something is wrong with them.

    Without LibreOffice that is said; only under CI=true is it an error.
    """
    office = find_office()
    if office is None:
        print(f"!!! DOCUMENTS NOT CONVERTED: {NO_OFFICE} !!!")
        return int(os.environ.get("CI") == "true")
    began = time.monotonic()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    written = write_documents(OUT)
    with tempfile.TemporaryDirectory() as texts:
        convert_all(office, written, OUT, Path(texts))
        problems = [p for path in written for p in problems_of(path, Path(texts))]
    for problem in problems:
        print(f"!!! {problem}")
    pages = sum(page_count(path.read_bytes()) for path in OUT.glob("*.pdf"))
    took = time.monotonic() - began
    print(f"{len(written)}份文件、{pages}页，用时{took:.0f}秒，PDF 在 PDFs are in {OUT}")
    return int(bool(problems))


def write_documents(folder: Path) -> list[Path]:
    """Write packs and drafts of all evaluations, and page, feedback and letter of each unit."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        store = open_store(place / "ledger.duckdb", SAMPLE_UNITS)
        write_samples(place / "returns", store.plan)
        load_samples(store, place / "returns")
        return [*_packs(store, folder), *_units(store, folder)]


def _packs(store: Store, folder: Path) -> Iterator[Path]:
    for evaluation in evaluations(store.plan):
        draft = folder / draft_name(evaluation)
        write_draft(draft, store, evaluation)
        yield draft
        pack = folder / f"{evaluation.label}_数据包.xlsx"
        write_data_pack(pack, store, evaluation.as_of)
        yield pack


def _units(store: Store, folder: Path) -> Iterator[Path]:
    as_of = evaluations(store.plan)[-1].as_of
    with store.read() as reader:
        frames = {name: metrics.query(reader, name, as_of) for name in QUERIES}
    for unit in frames["standing"]["unit"].unique():
        facts = unit_facts(frames, unit, as_of)
        page, feedback = folder / unit_page_name(unit), folder / f"{unit}{_FEEDBACK}.docx"
        write_unit_page(page, facts)
        write_unit_feedback(feedback, facts)
        letter = folder / letter_name(facts.digest)
        write_letter(letter, facts.digest, store.plan)
        yield from (page, feedback, letter)


def convert_all(office: str, written: Sequence[Path], pdfs: Path, texts: Path) -> None:
    """Convert all documents to PDF and those of Word to HTML too, side by side."""
    words = [path for path in written if path.suffix == ".docx"]
    books = [[path] for path in written if path.suffix != ".docx"]  # each takes long enough
    work = [*((book, "pdf", pdfs) for book in books), (words, "pdf", pdfs), (words, "html", texts)]
    with ThreadPoolExecutor(len(work)) as pool:
        for done in [pool.submit(convert, office, *one) for one in work]:
            done.result()


def convert(office: str, paths: Sequence[Path], kind: str, folder: Path) -> None:
    """Convert documents in one go, with a profile of its own that no open office holds.

    Raises UserError `conversion_failed`.
    """
    with tempfile.TemporaryDirectory() as profile:
        ended = subprocess.run(
            [
                office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
                "--convert-to", kind, "--outdir", str(folder), *map(str, paths),
            ],
            check=False, capture_output=True, timeout=CONVERT_SECONDS,
        )  # fmt: skip
    if ended.returncode:
        said = ended.stderr.decode(errors="replace")[-500:]
        raise UserError("conversion_failed", f"LibreOffice 没有转换成功：{said}", office)


def problems_of(path: Path, texts: Path) -> list[str]:
    """Return what is wrong with the PDF of a document, one sentence each."""
    pdf = path.with_suffix(".pdf")
    pages = page_count(pdf.read_bytes()) if pdf.exists() else 0
    if not pages:
        return [f"{path.name}：没有转换出任何一页。"]
    many = path.stem.endswith(_FEEDBACK) and pages != 1
    found = [f"{path.name}：有{pages}页，应为一页。"] if many else []
    return found + (_problems_of_text(path, texts) if path.suffix == ".docx" else [])


def _problems_of_text(path: Path, texts: Path) -> list[str]:
    docx, pdf = path.read_bytes(), path.with_suffix(".pdf").read_bytes()
    converted = (texts / f"{path.stem}.html").read_text(encoding="utf-8")
    lost = lost_texts(docx, converted)
    titles = bookmarks(pdf)
    absent = [heading for heading in headings(docx) if heading not in titles]
    return [f"{path.name}：少了文字“{text[:40]}”。" for text in lost] + [
        f"{path.name}：标题“{heading}”没有书签。" for heading in absent
    ]


if __name__ == "__main__":
    run(main)
