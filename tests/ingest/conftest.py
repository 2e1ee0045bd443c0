"""Real servers for the tests of sources, each started once a session, when the first test needs it."""

from collections.abc import Iterator

import pytest

from tests.servers.keep import Store
from tests.servers.rude import Rude, rude
from tests.servers.synapse import Synapse, synapse
from tests.servers.wordpress import WordPressServer, wordpress


@pytest.fixture(scope="session")
def matrix_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with synapse(tmp_path_factory.mktemp("synapse")) as running:
        yield running


@pytest.fixture(scope="session")
def wordpress_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPressServer]:
    with wordpress(tmp_path_factory.mktemp("wordpress")) as running:
        yield running


@pytest.fixture
def blog(wordpress_server: WordPressServer) -> WordPressServer:
    """The WordPress, without a single post."""
    wordpress_server.do(("empty", {}))
    return wordpress_server


@pytest.fixture
def rude_server() -> Iterator[Rude]:
    with rude() as running:
        yield running


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("kept") / "kept.db")
