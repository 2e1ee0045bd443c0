"""The small organisation of the flow's tests."""

from tests.flow.conftest import bring, office

__all__ = ["bring", "office"]
