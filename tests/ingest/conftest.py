"""Real servers for the tests of sources, each started once a session, when the first test needs it."""

from collections.abc import Iterator

import pytest

from tests.servers.keep import Store
from tests.servers.rude import Rude, rude
from tests.servers.synapse import Synapse, synapse


@pytest.fixture(scope="session")
def matrix_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with synapse(tmp_path_factory.mktemp("synapse")) as running:
        yield running


@pytest.fixture
def rude_server() -> Iterator[Rude]:
    with rude() as running:
        yield running


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("kept") / "kept.db")
