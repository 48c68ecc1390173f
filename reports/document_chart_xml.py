"""The drawing of a chart in the XML that Word shares with Excel, the values it shows included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from lxml import etree
from lxml.builder import ElementMaker
from openpyxl.utils import get_column_letter

from reports.document_xml import plain

SHEET = "数据"  # of the workbook behind the chart: names in row 1, categories in column A
BOOK = "rId1"  # the chart part's only relation
_SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_C = ElementMaker(namespace=_SPACES["c"], nsmap=_SPACES)
_A = ElementMaker(namespace=_SPACES["a"], nsmap=_SPACES)
_FONT, _SIZE = "宋体", "900"  # hundredths of a point; a PC without the font takes its own
_COLOURS = ("0072B2", "E69F00", "009E73", "CC79A7", "56B4E9", "D55E00")
_LINE, _HAIR = "22225", "6350"  # EMU
_GREY = "BFBFBF"
_CATEGORIES, _VALUES = "1", "2"  # the axes


@dataclass(frozen=True)
class Chart:
    """What a chart shows: the index of `frame` along the axis, each of its columns as a series.

    Bars lie, the first on top, and are stacked without labels for zeros. `colours` are six
    hexadecimal digits for each column; `number_format` is Excel's, such as 0%.
    """

    kind: Literal["stacked_bars", "lines"]
    frame: pd.DataFrame
    colours: Sequence[str] = _COLOURS
    number_format: str = "0"


def chart_xml(chart: Chart) -> bytes:
    """Return the chart's part; the same chart always gives the same bytes."""
    bars = chart.kind == "stacked_bars"
    series = [_series(chart, place, bars=bars) for place in range(len(chart.frame.columns))]
    space = _C.chartSpace(
        _v("roundedCorners", 0),
        _C.chart(
            _v("autoTitleDeleted", 1),
            _C.plotArea(_C.layout(), _group(series, bars=bars), *_axes(chart, bars=bars)),
            _C.legend(_v("legendPos", "b"), _v("overlay", 0)),
            _v("plotVisOnly", 1),
            _v("dispBlanksAs", "gap"),
        ),
        _C.spPr(_A.noFill(), _A.ln(_A.noFill())),
        _letters(),
        _C.externalData(_v("autoUpdate", 0), {f"{{{_SPACES['r']}}}id": BOOK}),
    )
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _group(series: Sequence[Any], *, bars: bool) -> Any:
    axes = [_v("axId", _CATEGORIES), _v("axId", _VALUES)]
    if not bars:
        head = [_v("grouping", "standard"), _v("varyColors", 0)]
        return _C.lineChart(*head, *series, _v("marker", 1), *axes)
    head = [_v("barDir", "bar"), _v("grouping", "stacked"), _v("varyColors", 0)]
    return _C.barChart(*head, *series, _v("gapWidth", 50), _v("overlap", 100), *axes)


def _series(chart: Chart, place: int, *, bars: bool) -> Any:
    letter, rows = get_column_letter(place + 2), len(chart.frame)
    colour = chart.colours[place % len(chart.colours)]
    fill = _A.solidFill(_A.srgbClr(val=colour))
    look = [_C.spPr(fill), _v("invertIfNegative", 0)]
    if not bars:
        mark = _C.marker(_v("symbol", "circle"), _v("size", 5), _C.spPr(_fill(colour)))
        look = [_C.spPr(_A.ln(fill, w=_LINE)), mark]
    return _C.ser(
        _v("idx", place),
        _v("order", place),
        _C.tx(_texts(f"${letter}$1", [chart.frame.columns[place]])),
        *look,
        _labels(chart.number_format, bars=bars),
        _C.cat(_texts(f"$A$2:$A${rows + 1}", chart.frame.index)),
        _C.val(_numbers(f"${letter}$2:${letter}${rows + 1}", chart, place)),
        *([] if bars else [_v("smooth", 0)]),
    )


def _labels(number_format: str, *, bars: bool) -> Any:
    """Return the labels; empty second and third parts of the format hide a bar's zeros."""
    shown = number_format + (";;" if bars else "")
    hidden = ("showCatName", "showSerName", "showPercent", "showBubbleSize")
    return _C.dLbls(
        _C.numFmt(formatCode=shown, sourceLinked="0"),
        _v("dLblPos", "ctr" if bars else "t"),
        _v("showLegendKey", 0),
        _v("showVal", 1),
        *(_v(name, 0) for name in hidden),
    )


def _axes(chart: Chart, *, bars: bool) -> tuple[Any, Any]:
    """Return both axes; lying bars are turned round, or the first would be the lowest."""
    numbers = _C.numFmt(formatCode=chart.number_format, sourceLinked="0")
    order, below = ("maxMin", "max") if bars else ("minMax", "autoZero")
    places = ("l", "b") if bars else ("b", "l")
    return (
        _C.catAx(
            _v("axId", _CATEGORIES), _C.scaling(_v("orientation", order)), _v("delete", 0),
            _v("axPos", places[0]), _v("majorTickMark", "none"), _v("minorTickMark", "none"),
            _v("tickLblPos", "low"), _hairline(), _v("crossAx", _VALUES), _v("crosses", "autoZero"),
        ),
        _C.valAx(
            _v("axId", _VALUES), _C.scaling(_v("orientation", "minMax"), *_ends(chart)),
            _v("delete", 0), _v("axPos", places[1]), _C.majorGridlines(_hairline()), numbers,
            _v("majorTickMark", "none"), _v("minorTickMark", "none"), _v("tickLblPos", "nextTo"),
            _C.spPr(_A.ln(_A.noFill())), _v("crossAx", _CATEGORIES), _v("crosses", below),
        ),
    )  # fmt: skip


def _ends(chart: Chart) -> list[Any]:
    """Return where the axis of values ends: no share is over 100 %."""
    return [*([_v("max", 1)] if "%" in chart.number_format else []), _v("min", 0)]


def _texts(cells: str, names: Any) -> Any:
    points = [_C.pt(_C.v(plain(str(name))), idx=str(n)) for n, name in enumerate(names)]
    cache = _C.strCache(_v("ptCount", len(points)), *points)
    return _C.strRef(_C.f(f"{SHEET}!{cells}"), cache)


def _numbers(cells: str, chart: Chart, place: int) -> Any:
    """Return the values; one that is missing has no point, and its bar or line a gap."""
    values = list(enumerate(chart.frame.iloc[:, place]))
    points = [_C.pt(_C.v(repr(float(v))), idx=str(n)) for n, v in values if not pd.isna(v)]
    head = [_C.formatCode(chart.number_format), _v("ptCount", len(values))]
    return _C.numRef(_C.f(f"{SHEET}!{cells}"), _C.numCache(*head, *points))


def _letters() -> Any:
    looks = _A.defRPr(_A.latin(typeface=_FONT), _A.ea(typeface=_FONT), sz=_SIZE)
    return _C.txPr(_A.bodyPr(), _A.lstStyle(), _A.p(_A.pPr(looks), _A.endParaRPr(lang="zh-CN")))


def _hairline() -> Any:
    return _C.spPr(_A.ln(_fill(_GREY), w=_HAIR))


def _fill(colour: str) -> Any:
    return _A.solidFill(_A.srgbClr(val=colour))


def _v(tag: str, value: object) -> Any:
    return getattr(_C, tag)(val=str(value))
