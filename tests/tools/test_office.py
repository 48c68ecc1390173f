"""What the office step finds wrong: missing pages, feedback of two pages, lost words, bookmarks."""

from __future__ import annotations

import html
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from ledger.errors import UserError
from reports.official_document import OfficialDocument
from tools import office, system_packages
from tools.office_checks import bookmarks, headings, lost_texts, page_count

TEXTS = ("<一>、标题&", "正文有字。", "注里的字")


def document(target: BytesIO | Path) -> None:
    """Write a document with a heading, a sentence and a footnote."""
    written = OfficialDocument()
    written.heading(1, TEXTS[0], numbered=False)
    written.body(TEXTS[1])
    written.footnote(TEXTS[2])
    written.save(target)


def pdf(pages: int, *titles: str, packed: bool = False) -> bytes:
    """Return what a PDF says of its pages and bookmarks, as LibreOffice writes it."""
    marks = [f"<</Title<FEFF{title.encode('utf-16-be').hex().upper()}>>>" for title in titles]
    objects = "".join(["<</Type/Pages>>", *["<</Type/Page/Parent 1 0 R>>"] * pages, *marks])
    if not packed:
        return b"%PDF-1.6\n" + objects.encode()
    stream = zlib.compress(objects.encode())
    return b"%PDF-1.7\n<</Type/ObjStm/Filter/FlateDecode>>stream\n" + stream + b"\nendstream"


def page(*texts: str) -> str:
    """Return texts as a page of HTML, parted by tags as office suites do."""
    return "".join(
        f"<p>{html.escape(text[:2])}<b>{html.escape(text[2:])}</b></p>" for text in texts
    )


@pytest.mark.parametrize("packed", [False, True])
def test_pages_and_bookmarks_are_counted(*, packed: bool) -> None:
    """Plain objects and those packed into streams are read alike."""
    found = pdf(3, "一、标题", packed=packed)
    assert page_count(found) == 3
    assert bookmarks(found) == {"一、标题"}


def test_lost_words_are_named() -> None:
    """Whatever of body and footnotes is missing from the converted page is listed."""
    target = BytesIO()
    document(target)
    assert headings(target.getvalue()) == [TEXTS[0]]
    assert lost_texts(target.getvalue(), page(*TEXTS)) == []
    for missing in TEXTS:
        rest = page(*(text for text in TEXTS if text != missing))
        assert [text.strip() for text in lost_texts(target.getvalue(), rest)] == [missing]


@pytest.mark.parametrize(
    ("name", "made", "said", "problems"),
    [
        ("页", pdf(2, TEXTS[0]), TEXTS, []),
        ("页", pdf(0), TEXTS, ["没有转换出任何一页"]),
        ("甲_反馈单", pdf(2, TEXTS[0]), TEXTS, ["有2页，应为一页"]),
        ("甲_反馈单", pdf(1, TEXTS[0]), TEXTS, []),
        ("页", pdf(1), TEXTS, ["没有书签"]),
        ("页", pdf(1, TEXTS[0]), TEXTS[:2], ["少了文字“ 注里的字”"]),
    ],
)
def test_each_problem_is_told(
    tmp_path: Path, name: str, made: bytes, said: tuple[str, ...], problems: list[str]
) -> None:
    """One sentence a problem, none where all is well."""
    path = tmp_path / f"{name}.docx"
    document(path)
    path.with_suffix(".pdf").write_bytes(made)
    (tmp_path / f"{name}.html").write_text(page(*said), encoding="utf-8")
    found = office.problems_of(path, tmp_path)
    assert len(found) == len(problems)
    assert all(part in sentence for part, sentence in zip(problems, found, strict=True))


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_without_libreoffice_it_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    status: int,
) -> None:
    """Nothing is converted, loudly; a submission fails by it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_packages, "OFFICE_PLACES", ((str(tmp_path), "*"),))
    monkeypatch.setenv("CI", ci)
    assert office.main([]) == status
    assert "libreoffice-writer-nogui" in capsys.readouterr().out
    assert "libreoffice-writer-nogui" in system_packages.missing_for_office()


@pytest.mark.parametrize("name", ["soffice", "libreoffice", "libreoffice7.6/program/soffice"])
def test_libreoffice_is_found_on_the_path_and_where_it_is_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Installers put it on the search path, or into a folder of their own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    places = ((str(tmp_path), "libreoffice*/program/soffice"),)
    monkeypatch.setattr(system_packages, "OFFICE_PLACES", places)
    program = tmp_path / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert system_packages.find_office() == str(program)


def test_a_conversion_that_fails_is_told(tmp_path: Path) -> None:
    """What the program says stands in the message."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(UserError, match="broken") as raised:
        office.convert(str(program), [], "pdf", tmp_path)
    assert raised.value.code == "conversion_failed"
