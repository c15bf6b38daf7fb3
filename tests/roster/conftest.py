"""The county of the floor below."""

from tests.people.conftest import county

__all__ = ["county"]
