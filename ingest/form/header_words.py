"""What one header cell names: the role of its column, and the time of which it speaks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.form.header_names import header_names, plain_header
from ingest.identity.quarter_words import Claim, read_words
from ledger.quarter import Quarter

_LONGEST_HEADER = 40
_LONGEST_WITH_BRACKETS = 200  # they may hold a whole instruction
_LONGEST_PLAIN_HEADER = 16
_SHORTEST_ENDING = 3  # 备注 or 情况 at the end of a longer header says too little
_BY_ENDING, _BY_HALF = 1_000, 2_000  # what is not named outright ranks behind what is
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_EARLIER = re.compile(r"上[一1]?个?(?:季度|期|次|阶段|半年度?)|前[期次]|以往|往期|此前|历次")
_NOW = re.compile(r"本(?:季度|期|次|阶段)|当前|目前|最新")
_WHEN = re.compile(
    rf"{_EARLIER.pattern}|{_NOW.pattern}|截[至止到]|(?:20\d\d|(?<!\d)\d\d)年度?|下半年度?"
    r"|\d{1,2}月?[-—~至到]\d{1,2}月|\d{1,2}月(?:份|[底末])?(?:\d{1,2}日)?"
    r"|(?:20\d\d)?[Qq][1-4]|第?(?:[一二三四1-4]|I{1,3}|IV)季度?[末底]?|首季度"
)
_TAIL = re.compile(r"(?:简要|具体|详细)?(?:说明|描述|简述|概述|摘要|填写|填报|栏)$")
_LATIN = re.compile(r"[A-Za-z]+")
_JOINTS_OF_TIME = re.compile(r"[\W份前内度末底以来]+")
_JOINT = re.compile(r"以及|[及和与、/+\n]")

Role = tuple[str, int]


def header_role(cell: str) -> Role | None:
    """Return the role that a header cell names and its rank in the list, else None.

    The whole text counts first, without brackets and without the time of which it speaks
    (2024年第三季度落实情况), then its first half (落实情况及佐证材料), then its longest ending.
    """
    longest = _LONGEST_WITH_BRACKETS if "(" in cell or "（" in cell else _LONGEST_HEADER
    return _header_role(cell) if 0 < len(cell) <= longest else None


@lru_cache(maxsize=4096)
def _header_role(cell: str) -> Role | None:
    wide = unicodedata.normalize("NFKC", cell)
    wide = _BRACKETED.sub("", wide).strip() or wide
    known = header_names().columns
    if hit := known.get(plain_header(wide)):
        return hit
    spoken = "".join(wide.split())
    timeless = _WHEN.sub("", spoken)
    if not timeless and "季" in spoken:  # a column headed 第三季度 holds the answers of that
        return "narrative", _BY_HALF
    plain = plain_header(timeless)
    if hit := known.get(plain):
        return hit
    half = _JOINT.split(wide, maxsplit=1)[0].strip()
    if half and half != wide and (hit := _header_role(half)):
        return hit[0], hit[1] + _BY_HALF
    native = _LATIN.sub("", plain)  # 落实情况 Progress
    return known.get(native) or _ending(native) or _ending(_TAIL.sub("", native))


def _ending(plain: str) -> Role | None:
    if len(plain) > _LONGEST_PLAIN_HEADER:
        return None
    known = header_names().columns
    endings = (plain[cut:] for cut in range(max(len(plain) - _SHORTEST_ENDING + 1, 1)))
    hit = next((known[ending] for ending in endings if ending in known), None)
    return None if hit is None else (hit[0], hit[1] + _BY_ENDING)


def is_timed(title: str) -> bool:
    """Return whether a header speaks of a time: a quarter, this one or the last."""
    return bool(_EARLIER.search(title) or _NOW.search(title) or claims_of(title))


def is_named(title: str) -> bool:
    """Return whether the list has a header's words as they are, but for a time."""
    hit = header_role(title)
    return hit is not None and hit[1] < _BY_ENDING


def is_time_alone(title: str) -> bool:
    """Return whether a header says a time and nothing else: 本季度, （截至2024年9月）."""
    return not _JOINTS_OF_TIME.sub("", _WHEN.sub("", unicodedata.normalize("NFKC", title)))


def timeliness(title: str, quarter: Quarter | None) -> int:
    """Return how a column suits the ledger's quarter: 1 it is of it, -1 of another, 0 unsaid."""
    claims = claims_of(title)
    if claims and quarter is not None:
        agrees = any(claim.agrees_with(quarter) for claim in claims)
        return 1 if agrees else -1
    if _EARLIER.search(title):
        return -1
    return 1 if _NOW.search(title) else 0


def claims_of(title: str) -> tuple[Claim, ...]:
    """Return the quarters that a header names."""
    return read_words(title).claims
