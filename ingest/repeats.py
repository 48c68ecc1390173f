"""What a file repeats: contents recorded before, and rivals that came on the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ingest.findings import Finding, found
from ingest.reading import Reading
from ingest.result import Result
from ledger import metrics
from ledger.clock import END_OF_TIME
from ledger.schema import Asks

SAME_DAY = "same_day_versions"
Content = tuple[str, str]  # a file's SHA-256, and the sheet if it holds several ledgers
Place = tuple[str | None, str | None]  # unit and quarter


@dataclass
class Known:
    """The contents recorded before: those that wait for a person, and whose the others are.

    `accepted` has the places of each sheet of a file by its SHA-256, `current` for each unit and
    quarter the day of the version that counts, and its number; `versions` the highest number.
    """

    held: set[Content] = field(default_factory=set)
    accepted: dict[str, dict[str, set[Place]]] = field(default_factory=dict)
    current: dict[Place, tuple[date, int]] = field(default_factory=dict)
    versions: dict[Place, int] = field(default_factory=dict)

    def mark(self, results: Sequence[Result]) -> list[Result]:
        """Return `results` with what is known of each, also from those received before it.

        So a load that was cut short and repeated tells the same as one that was not.
        """
        order = sorted(range(len(results)), key=lambda n: results[n].incoming.received_on)
        marked = list(results)
        for place in order:
            marked[place] = self.recall(results[place])
            self._learn(marked[place])
        return marked

    def recall(self, result: Result) -> Result:
        """Return `result` with what is known of its content."""
        if result.reading is None or result.outcome == "rejected":
            return result
        content, place = _content(result.reading), (result.unit, result.quarter)
        of_file = self.accepted.get(result.reading.sha256, {})
        places = of_file.get(result.reading.part, set())
        if _is_again(result, places, of_file.values()):
            return replace(result, outcome="duplicate", findings=(found("duplicate"),))
        if places:
            # The printed form names no quarter: sent unchanged it is the same bytes again.
            listed = "、".join(f"{unit} {quarter}" for unit, quarter in sorted(places, key=str))
            result = _told(result, found("same_file_elsewhere", value=listed))
        if result.outcome == "held":
            return _told(result, found("held_before")) if content in self.held else result
        return self._compared(result, self.current.get(place))

    def _compared(self, result: Result, current: tuple[date, int] | None) -> Result:
        """Say which version the ledger meets, and whether it will take its place."""
        if current is None:
            return result
        day, version = current
        later = result.incoming.received_on >= day
        code = "replaces_version" if later else "older_than_current"
        return _told(result, found(code, version=version, day=day))

    def _learn(self, result: Result) -> None:
        if result.reading is None:
            return
        if result.outcome == "held":
            self.held.add(_content(result.reading))
        elif result.outcome == "accepted":
            place = (result.unit, result.quarter)
            self.accept(_content(result.reading), place)
            self.count(place, result.incoming.received_on, self.versions.get(place, 0) + 1)

    def accept(self, content: Content, place: Place) -> None:
        """Learn that a content counts for a unit and quarter."""
        sha256, part = content
        self.accepted.setdefault(sha256, {}).setdefault(part, set()).add(place)

    def count(self, place: Place, day: date, version: int) -> None:
        """Learn that a version of that number was received on `day`."""
        self.versions[place] = max(version, self.versions.get(place, 0))
        self.current[place] = max((day, version), self.current.get(place, (day, version)))


def _is_again(result: Result, places: set[Place], of_file: Iterable[set[Place]]) -> bool:
    """Say whether the file was accepted before, for what this reading knows of its place.

    `places` are those of this sheet. By another name of its unit a sheet of several may today be
    read as the whole file: then the places `of_file`, of all its sheets, count as well.
    """
    place = (result.unit, result.quarter)
    if result.outcome == "held" and any(_may_be(place, other) for other in places):
        return True
    return any(place in own for own in of_file)


def _may_be(place: Place, other: Place) -> bool:
    """Say whether a place of which a part may be unknown can be the other one."""
    return all(known is None or known == told for known, told in zip(place, other, strict=True))


def _content(reading: Reading) -> Content:
    return reading.sha256, reading.part


def _told(result: Result, more: Finding) -> Result:
    if any(finding.code == more.code for finding in result.findings):
        return result
    return replace(result, findings=(*result.findings, more))


def known(connection: Asks, at: datetime = END_OF_TIME) -> Known:
    """Return what the attached database had on record `at` a time, withdrawn files left out."""
    recorded = Known()
    for row in metrics.rows(connection, "known_submission", at):
        if row["is_withdrawn"]:
            continue
        content, place = (row["sha256"], row["part"]), (row["unit"], row["qtr"])
        if row["is_held"]:
            recorded.held.add(content)
            continue
        recorded.accept(content, place)
        recorded.count(place, row["received_on"], row["version"])
    return recorded


def hold_same_day(results: Sequence[Result]) -> list[Result]:
    """Return `results`, held where they are different ledgers of one unit and quarter of one day.

    Nobody can tell which of them is the later one.
    """
    groups: dict[tuple[object, ...], dict[Content, str]] = defaultdict(dict)
    for result in results:
        if result.outcome == "accepted" and result.reading:
            groups[_day_of(result)].setdefault(_content(result.reading), result.incoming.name)
    return [
        _hold(result, same_day_finding(groups[_day_of(result)].values()))
        if result.outcome == "accepted" and len(groups[_day_of(result)]) > 1
        else result
        for result in results
    ]


def settle_same_day(results: Sequence[Result]) -> list[Result]:
    """Return `results`, those accepted whose rivals a person left out: that was the choice."""
    rivals: dict[tuple[object, ...], set[Content]] = defaultdict(set)
    for result in results:
        if result.reading is not None:
            rivals[_day_of(result)].add(_content(result.reading))
    return [
        _release(result)
        if result.outcome == "held" and len(rivals[_day_of(result)]) == 1 and _is_rival(result)
        else result
        for result in results
    ]


def _is_rival(result: Result) -> bool:
    """Say whether nothing but a rival holds the ledger."""
    return result.reading is not None and result.reading.held == (SAME_DAY,)


def _release(result: Result) -> Result:
    assert result.reading is not None  # a rival has been read
    kept = tuple(finding for finding in result.findings if finding.code != SAME_DAY)
    reading = replace(result.reading, held=())
    return replace(result, outcome="accepted", findings=kept, reading=reading)


def _day_of(result: Result) -> tuple[object, ...]:
    return (result.unit, result.quarter, result.incoming.received_on)


def _hold(result: Result, why: Finding) -> Result:
    assert result.reading is not None  # accepted files have been read
    reading = replace(result.reading, held=(*result.reading.held, why.code))
    return replace(result, outcome="held", findings=(*result.findings, why), reading=reading)


def same_day_finding(names: Iterable[str]) -> Finding:
    """Return the finding that names the files of which a person must choose one."""
    listed = "、".join(names)
    return found(SAME_DAY, value=listed)
