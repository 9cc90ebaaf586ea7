"""What all tests share: the fixed cast."""

import pytest

from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """The fixed cast of `tests/world.py`."""
    return make_world()


@pytest.fixture(autouse=True)
def _quick_passwords(settings: object) -> None:
    """Slow password hashing is for production; the strength of it is not what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
