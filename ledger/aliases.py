"""The names of units that a person decided on, beside those of the plan's own file."""

from __future__ import annotations

from datetime import date

from ledger import metrics
from ledger.errors import UserError
from ledger.store import Store
from ledger.units import UnitRegistry, normalise_name

SHORTEST = 2


def known_aliases(store: Store) -> dict[str, str]:
    """Return each alias that was decided and not undone, with the official name it stands for."""
    with store.read() as reader:
        table = metrics.query(reader, "aliases", date.max)
    return {str(row.alias): str(row.unit) for row in table.itertuples()}


def registry_of(store: Store) -> UnitRegistry:
    """Return the units of the store by every name they go by, the decided ones included."""
    return UnitRegistry.for_plan(store.plan, known_aliases(store))


def require_usable(registry: UnitRegistry, alias: str, unit: str) -> None:
    """Raise UserError when `alias` cannot stand for `unit`, because it could mean another.

    `alias_too_short`, `alias_taken`, or `alias_ambiguous` for a part of another unit's name, by
    which that unit's titles would be read as this one's.
    """
    shown, plain = alias.strip()[:40], normalise_name(alias)
    if len(plain) < SHORTEST:
        raise UserError(
            "alias_too_short",
            f"别名“{shown}”太短，认不出单位。",
            "--alias",
            f"除空白、标点和“盖章”外至少 {SHORTEST} 个字。",
        )
    taken = registry.resolve(alias)
    if taken and taken.unit != unit:
        raise UserError(
            "alias_taken",
            f"“{shown}”已是{taken.unit}的名称或别名，不能再作{unit}的别名。",
            "--alias",
            "请核对单位；原别名有误的，先撤销该决定，或改 units.csv。",
        )
    others = {name: whose for name, whose in registry.longer_names(alias).items() if whose != unit}
    if not taken and others:
        name, whose = next(iter(others.items()))
        raise UserError(
            "alias_ambiguous",
            f"“{shown}”也是{whose}的名称“{name}”的一部分，会认错单位。",
            "--alias",
            "请用更完整的写法作别名。",
        )
