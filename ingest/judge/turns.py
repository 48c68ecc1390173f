"""Turns of phrase around a verb that decide what it tells: background, equations, drafts."""

from __future__ import annotations

import re

DEED_SHOWN = 8  # code points of a deed that the lexicon does not know
_DEED = re.compile(
    r"[均都现早业]?已(?:经|于|将)?(?!知|收悉|阅|悉|有|毋庸|十分|非常|很|成[^，]{0,4}共识|记牢|并入|另写|报过|填过)(?:[^，,。；;\W]{2}|[发建改补聘购配办评查训印签审清做提开定搞走挂])"
)
_FOR_COMMENT = re.compile(r"[^，,。；;]{0,10}?(?:征求|讨论|听取意见|修改意见|审议$)")
_IS_EQUATED = re.compile(r"[^，,。；;]{0,24}?(?:是(?!否)|事关|关系到|关乎|在于|至关重要)")
_EQUATED_REACH = 30  # code points in which the longest of these ends
_CHARGED = re.compile(r"(?<!经)由[^，,。；;已均了]{2,14}\Z")
_BACKGROUND = re.compile(
    r"因(?![此而地企案])|由于|鉴于|受[^，,。；;]{0,12}(?:限制|影响|制约)|按照?[^，,。；;]{0,10}要求"
)


def is_for_comment(text: str, end: int) -> bool:
    """Tell whether the thing was only handed out to be talked about: 印发征求意见."""
    return bool(_FOR_COMMENT.match(text, end))


def is_equated(text: str, end: int) -> bool:
    """Tell whether the clause says what a deed is, and not that it was done: 完成评查是硬指标."""
    near = text[end : end + _EQUATED_REACH]
    told = "是" in near or "关" in near or "在于" in near  # one of these stands in all of them
    return told and _IS_EQUATED.match(text, end) is not None


def is_background(text: str, clause: int) -> bool:
    """Tell whether the clause gives a cause or what was asked."""
    return bool(_BACKGROUND.match(text, clause))


def is_charged(text: str, clause: int, verb: int) -> bool:
    """Tell whether the clause says who is to do a thing, and not that it was done: 由各大队完成."""
    return bool(_CHARGED.search(text, clause, verb))


def is_deed(text: str, at: int, end: int) -> bool:
    """Tell whether 已 stands before something that reads as a deed."""
    return bool(_DEED.match(text, at, end))
