"""Where posts come from: one file a platform, named here by path and loaded by those who use it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pulse.ingest.source import Puller, load

SOURCES: dict[str, str] = {
    "matrix": "pulse.ingest.matrix:Matrix",
    "wordpress": "pulse.ingest.wordpress:WordPress",
    "feed": "pulse.ingest.feed:Feed",
}
"""Live platforms, pulled again and again."""

IMPORTS: dict[str, str] = {
    "jsonl": "pulse.ingest.jsonl:JsonLines",
    "csv": "pulse.ingest.table:Table",
    "slack-export": "pulse.ingest.slack_export:SlackExport",
    "mbox": "pulse.ingest.mbox:Mbox",
}
"""Archives, read from a file or folder that the option ``path`` names."""

__all__ = ["IMPORTS", "SOURCES", "Puller", "kinds", "source"]


def kinds() -> tuple[str, ...]:
    """All kinds of sources, live and archived, in alphabetical order."""
    return tuple(sorted(SOURCES | IMPORTS))


def source(kind: str, name: str, options: Mapping[str, Any], *, now: Callable[[], datetime], folder: Path) -> Puller:
    """The source of this kind and name, its options checked; its platform's library is loaded here and not before."""
    return load(SOURCES | IMPORTS, kind, name, options, now=now, folder=folder)
