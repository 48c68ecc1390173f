"""Numbers that Word puts before list paragraphs."""

from __future__ import annotations

import pytest

from ingest.formats.word import parse_word
from ingest.formats.word_numbers import written
from tests.ingest.documents import document, p, tbl, tc, tr

NO_GAP = '<w:suff w:val="nothing"/>'


def numbering(*levels: str, more: str = "") -> str:
    """Return a part with one definition of these levels, used by list 1."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{more}'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


def level(pattern: str, numeral: str = "decimal", number: int = 0, more: str = "") -> str:
    """Return one level."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="{numeral}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def item(text: str, number: int = 0, in_list: int = 1) -> str:
    """Return a paragraph of a list."""
    place = f'<w:ilvl w:val="{number}"/><w:numId w:val="{in_list}"/>'
    return p(text, f"<w:numPr>{place}</w:numPr>")


def texts(body: str, **parts: str) -> list[str]:
    """Return the first cell of every row."""
    return [row[0] for row in parse_word(document(body, **parts)).sheets[0].rows]


@pytest.mark.parametrize(
    ("levels", "items", "told"),
    [
        ([level("%1.")], [0, 0, 0], ["1. 文", "2. 文", "3. 文"]),
        ([level("（%1）", "chineseCounting")], [0, 0], ["（一） 文", "（二） 文"]),
        ([level("%1、", "japaneseCounting", more=NO_GAP)], [0], ["一、文"]),
        ([level("%1.", more='<w:start w:val="3"/>')], [0, 0], ["3. 文", "4. 文"]),
        (
            [level("%1."), level("%1.%2", number=1)],
            [0, 1, 1, 0, 1],
            ["1. 文", "1.1 文", "1.2 文", "2. 文", "2.1 文"],
        ),
        (
            [level("%1", "upperRoman"), level("%1.%2", number=1, more="<w:isLgl/>")],
            [0, 1],
            ["I 文", "1.1 文"],
        ),
        ([level("·", "bullet")], [0, 0], ["文", "文"]),
        ([level("", "none")], [0], ["文"]),
        ([level("%1.")], [5], ["文"]),
    ],
)
def test_numbers_count_on(levels: list[str], items: list[int], told: list[str]) -> None:
    """Levels count as Word counts, in its numerals; bullets number nothing."""
    body = "".join(item("文", number) for number in items)
    assert texts(body, numbering=numbering(*levels)) == told


def test_numbers_run_through_the_cells_of_a_table() -> None:
    """A task column numbered by Word; an empty paragraph is numbered only if it is the cell."""
    rows = [tr(tc(item("甲"))), tr(tc(item("乙") + item("丙"))), tr(tc(item(""))), tr(tc(p("")))]
    trailing = tr(tc(item("丁") + item("")))
    told = texts(tbl(*rows, trailing), numbering=numbering(level("%1.")))
    assert told == ["1. 甲", "2. 乙\n3. 丙", "4.", "", "5. 丁"]


def test_lists_that_share_a_definition() -> None:
    """Another list of the same definition counts on, unless it is told to begin anew."""
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(item("文", in_list=number) for number in (1, 2, 3, 3, 0, 9))
    told = texts(body, numbering=numbering(level("%1.")) + more)
    assert told == ["1. 文", "2. 文", "1. 文", "2. 文", "文", "文"]


def test_a_style_may_number() -> None:
    """The list may be named by the paragraph's style, or through a list style."""
    styles = (
        '<w:style w:styleId="Task"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="List"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    body = p("文", '<w:pStyle w:val="Task"/>') + p("文", '<w:pStyle w:val="Unknown"/>')
    told = texts(body, numbering=numbering(level("%1、")) + linked, styles=styles)
    assert told == ["1、 文", "文"]


@pytest.mark.parametrize(
    ("number", "numeral", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (3, "chineseCounting", "三"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (43, "japaneseCounting", "四十三"),
        (50, "taiwaneseCounting", "五十"),
        (100, "chineseCounting", "一〇〇"),
        (13, "chineseLegalSimplified", "壹拾叁"),
        (4, "ideographTraditional", "丁"),
        (11, "ideographTraditional", "11"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "decimalEnclosedParen", "⑵"),
        (12, "decimalFullWidth", "１２"),
        (27, "lowerLetter", "aa"),
        (4, "upperLetter", "D"),
        (14, "lowerRoman", "xiv"),
        (4000, "upperRoman", "4000"),
        (0, "chineseCounting", "0"),
        (-1, "lowerLetter", "-1"),
        (5, "klingon", "5"),
    ],
)
def test_numerals(number: int, numeral: str, text: str) -> None:
    """The kinds of numerals that offices use; digits where there is no such numeral."""
    assert written(number, numeral) == text
