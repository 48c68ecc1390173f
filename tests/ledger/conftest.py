"""The world of a module: its function `new_world` makes it, and its tests decide on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.errors import UserError
from ledger.plan import Plan
from tests.ledger.builder import World


@pytest.fixture
def world(request: pytest.FixtureRequest, plan: Plan, tmp_path: Path) -> World:
    """The module's world, to be decided on."""
    made: World = request.module.new_world(tmp_path, plan)
    return made


@pytest.fixture(scope="module")
def untouched(
    request: pytest.FixtureRequest, plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> World:
    """The module's world, in which whatever is asked for is refused."""
    made: World = request.module.new_world(tmp_path_factory.mktemp("untouched"), plan)
    return made


def assert_refused(world: World, decide: Callable[[World], object], code: str) -> None:
    """Assert that a decision ends with that error, says what to do, and leaves nothing behind."""
    generation = world.store.generation
    with pytest.raises(UserError) as caught:
        decide(world)
    assert caught.value.code == code
    assert caught.value.hint
    assert world.store.generation == generation
