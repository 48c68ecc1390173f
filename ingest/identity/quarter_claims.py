"""Of which quarter a ledger is, decided over everything in the file that names one."""

from __future__ import annotations

from collections.abc import Sequence, Set

from ingest.findings import Finding, found, refusal
from ingest.identity.quarter_words import Claim, read_words
from ingest.identity.sources import Sources
from ledger.plan import Plan
from ledger.quarter import Quarter

Claims = list[tuple[str, Claim]]


def decide_quarter(
    sources: Sources, plan: Plan, hint: Quarter | None
) -> tuple[Quarter | None, list[Finding]]:
    """Return the quarter, if it is known, and what speaks against it; `hint` wins over the file.

    Raises UserError `quarter_outside_plan` if the hint is.
    """
    claims = _quarter_claims(sources, plan)
    if hint is not None:
        if hint not in plan.quarters:
            raise refusal("quarter_outside_plan", **_span(hint, plan))
        against = [(label, said) for label, said in claims if not said.agrees_with(hint)]
        if not against:
            return hint, []
        return hint, [found("quarter_overridden", given=hint.label, claims=_told(against))]
    year = _year(sources, claims)
    if not claims or year is None:
        case = "no_year" if claims else ""
        return None, [found("quarter_unknown", case, claims=_told(claims))]
    quarter = Quarter(year, claims[0][1].number)
    if not all(said.agrees_with(quarter) for _, said in claims):
        return quarter, [found("quarter_conflict", claims=_told(claims))]
    if quarter not in plan.quarters:
        return None, [found("quarter_outside_plan", **_span(quarter, plan))]
    return quarter, []


def _span(quarter: Quarter, plan: Plan) -> dict[str, str]:
    first, last = plan.quarters[0], plan.quarters[-1]
    return {"quarter": quarter.label, "first": first.label, "last": last.label}


def _quarter_claims(sources: Sources, plan: Plan) -> Claims:
    """Return every naming of the quarter in the strongest kind of source that has any."""
    due_months = {p.due_on.month for p in plan.calendar if p.document == "ledger"}
    beyond = sources.beyond or Sources()
    return (
        _named(sources.quarter_texts())
        or _named(sources.cover_texts())
        or _named(beyond.quarter_texts())
        or _named(beyond.cover_texts())
        or _dated(sources, due_months)
        or _dated(beyond, due_months)
    )


def said_quarter(sources: Sources, plan: Plan) -> Claim | None:
    """Return the quarter that these sources name first, a year perhaps missing; None if none."""
    claims = _quarter_claims(sources, plan)
    return claims[0][1] if claims else None


def _named(texts: Sequence[tuple[str, str]]) -> Claims:
    return [(label, claim) for label, text in texts for claim in read_words(text).claims]


def _dated(sources: Sources, due_months: Set[int]) -> Claims:
    """Return what mere dates mean, if they are of a month in which ledgers are due.

    One of July may belong to a late second quarter, so that it means nothing.
    """
    written = [read_words(said.text) for said in sources.dates]
    dates = [("填报时间", date) for said in written for date in (*said.months, *said.dates)]
    dates += [
        (label, date) for label, text in sources.quarter_texts() for date in read_words(text).dates
    ]
    return [
        (label, Claim.of_month(year, month))
        for label, (year, month) in dates
        if month in due_months
    ]


def _year(sources: Sources, claims: Claims) -> int | None:
    """Return the year of the first claim that names one, else a year that stands alone.

    Else that of a date in the quarter claimed or after it in the same year: one in January says
    nothing of a fourth quarter.
    """
    texts = [text for _, text in sources.quarter_texts()] + [said.text for said in sources.dates]
    words = [read_words(text) for text in texts]
    years = [claim.year for _, claim in claims] + [word.year for word in words]
    least = min((claim.number for _, claim in claims), default=1)
    dates = [date for word in words for date in (*word.dates, *word.months)]
    years += [year for year, month in dates if Claim.of_month(year, month).number >= least]
    year = next((year for year in years if year is not None), None)
    return _year(sources.beyond, claims) if year is None and sources.beyond else year


def _told(claims: Claims) -> str:
    words = [
        f"{label}写{f'{claim.year}年' if claim.year else ''}第{'一二三四'[claim.number - 1]}季度"
        for label, claim in claims
    ]
    return "；".join(dict.fromkeys(words))
