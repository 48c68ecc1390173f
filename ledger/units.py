"""Which unit a name means: exact on names and aliases, similar names only as suggestions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Self

from rapidfuzz import fuzz, process

from ledger.errors import UserError
from ledger.plan import Plan, Unit

_NO_ALIASES: Mapping[str, str] = MappingProxyType({})
_SEAL_OR_EMPTY = re.compile(r"[(\[【〔](?:[^()\[\]【】〔〕]*章[^()\[\]【】〔〕]*)?[)\]】〕]")
_UNSEEN = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_OUTER_PUNCTUATION = "，。、；：,.;:·…_-—–~!?！？"
# A body inside or beside the named one (揭东区 followed by 司法局) is not the named one.
_FURTHER_BODY = re.compile(r"[^\W\d_关报落贯按]{0,12}?(?:局|队|科(?!技)|股)")


def normalise_name(text: str) -> str:
    """Return `text` for comparison: NFKC, without white space, seal marks and outer punctuation."""
    visible = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _SEAL_OR_EMPTY.sub("", visible).strip(_OUTER_PUNCTUATION)


class UnitRegistry:
    """The reporting units by every name they go by."""

    def __init__(
        self,
        units: Sequence[Unit],
        aliases: Mapping[str, str] = _NO_ALIASES,
        suggestion_score: float = 0.0,
    ) -> None:
        """Keep `units` and further `aliases` (alias to official name).

        An alias of a unit no longer listed is ignored, and none may displace a name of `units`.
        """
        self._suggestion_score = suggestion_score
        self._by_name = {normalise_name(unit.unit): unit for unit in units}
        listed = [(alias, unit) for unit in units for alias in unit.aliases]
        decided = [(alias, self.resolve(name)) for alias, name in aliases.items()]
        for alias, unit in listed + decided:
            if unit and (plain := normalise_name(alias)):
                self._by_name.setdefault(plain, unit)

    @classmethod
    def for_plan(cls, plan: Plan, aliases: Mapping[str, str] = _NO_ALIASES) -> Self:
        """Return the registry of a plan's units, with the plan's own threshold for suggestions."""
        return cls(plan.units, aliases, plan.threshold("suggestion_score"))

    def resolve(self, name: str) -> Unit | None:
        """Return the unit whose official name or alias is `name`, else None."""
        return self._by_name.get(normalise_name(name))

    def require(self, name: str, place: str = "") -> Unit:
        """Return the unit of that name; raises UserError `unit_unknown` with similar names."""
        unit = self.resolve(name)
        if unit is None:
            near = "、".join(self.suggest(name))
            hint = f"是否指：{near}？" if near else "请按 units.csv 中的名称或别名填写。"
            raise UserError("unit_unknown", f"没有名为“{name[:40]}”的单位。", place, hint)
        return unit

    def longer_names(self, name: str) -> dict[str, str]:
        """Return the known names of which `name` is a part, each with its unit's official name."""
        part = normalise_name(name)
        return {known: unit.unit for known, unit in self._by_name.items() if part in known != part}

    def suggest(self, name: str, limit: int = 3) -> list[str]:
        """Return official names similar to `name`, the likeliest first; for a person to choose."""
        scored = process.extract(
            normalise_name(name),
            list(self._by_name),
            scorer=fuzz.ratio,
            score_cutoff=self._suggestion_score,
            limit=None,
        )
        likely = dict.fromkeys(self._by_name[known].unit for known, _, _ in scored)
        return list(likely)[:limit]

    def find_in(self, text: str) -> Unit | None:
        """Return the one unit that a title or file name mentions; None if there are two or none.

        Of overlapping names the longest counts, and a name that goes on as another body
        (揭东区司法局) does not count at all.
        """
        plain = normalise_name(text)
        found = [
            self._by_name[plain[start:end]]
            for start, end in self._longest_mentions(plain)
            if not _FURTHER_BODY.match(plain, end)
        ]
        return found[0] if found and all(unit == found[0] for unit in found) else None

    def _longest_mentions(self, plain: str) -> list[tuple[int, int]]:
        """Return the spans of names in `plain` that lie in no longer one."""
        spans = [
            (start, start + len(name))
            for name in self._by_name
            if name in plain  # rules out nearly all names at a fraction of the cost
            for start in _places(name, plain)
        ]
        return [
            (start, end)
            for start, end in spans
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)
        ]


def _places(name: str, plain: str) -> Iterator[int]:
    """Yield where `name` begins in `plain`, one after the other."""
    place = plain.find(name)
    while place >= 0:
        yield place
        place = plain.find(name, place + max(len(name), 1))
