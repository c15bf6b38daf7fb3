"""The county of the floor people, and what the tests of the comparisons ask it."""

from tests.people.conftest import county

__all__ = ["county"]
