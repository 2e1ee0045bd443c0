"""The strategy's themes held against what the organisation really writes: what they catch, miss, lack and share."""

from pathlib import Path

import numpy as np

from pulse.classify.standout.gaps import Gap, Gaps, gaps
from pulse.classify.topics.fitting import sample
from pulse.errors import UsageError
from pulse.flow.load import loaded_strategy
from pulse.flow.office import Office
from pulse.flow.strategy import read
from pulse.guard.bands import step
from pulse.guard.redact import redact
from pulse.store import gather

MOST = 20_000
"""So many posts are looked at; of more, every so manieth of each language."""


def check_strategy(office: Office, file: Path | None = None) -> Gaps:
    """The gaps of the strategy in a file, or of the loaded one, among the posts that are kept and tagged."""
    found = read(file, office.settings.zone) if file else loaded_strategy(office)
    if not found.themes:
        raise UsageError("no themes to check: name a strategy.yaml, or load one with 'pulse strategy load'")
    with office.engine.connect() as c:
        frame = gather.wrote(c)
    languages = frame["language"].tolist()
    rows = frame.iloc[sample(languages, np.zeros(len(frame), bool), MOST)]
    columns = [redact(text) for text in rows["text"]], rows["language"].tolist(), rows["person"].tolist()

    least = office.settings.protection.fine
    return gaps(found, *columns, least, lambda count: step(count, least))


__all__ = ["Gap", "Gaps", "check_strategy"]
