"""Pull, tag and seal, once or again and again."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pulse.errors import SettingsError
from pulse.flow.load import refresh_strategy
from pulse.flow.office import Office, Progress, quiet
from pulse.flow.pulling import Receipt, pull
from pulse.flow.sealing import Sealing, seal
from pulse.flow.tagging import tag
from pulse.flow.versions import out_of_use
from pulse.settings import Settings, load
from pulse.text import count

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Round:
    """What one round did."""

    receipts: tuple[Receipt, ...]
    tagged: int
    sealing: Sealing
    notice: str = ""

    def sentence(self) -> str:
        """What was done, in words."""
        done = f"{count(self.tagged, 'post')} tagged; {self.sealing.sentence()}"
        return f"{done}; {self.notice}" if self.notice else done


def run(office: Office, progress: Progress = quiet) -> Round:
    """Pull every source, tag what is new, seal what has closed. Without themes it says so and seals nothing."""
    receipts = pull(office, (), progress)
    refresh_strategy(office)
    tagged = sum(receipt.tagged for receipt in receipts) + tag(office, progress=progress)
    return Round(tuple(receipts), tagged, seal(office, None, progress), out_of_use(office.settings))


def rounds(path: Path, every: str | None, sleep: Callable[[float], None] = time.sleep) -> Iterator[Settings]:
    """The settings, read anew for each round; once, or again after each pause like "15m"."""
    pause = seconds(every) if every else 0
    yield load(path)
    while pause:
        sleep(pause)
        yield load(path)


def seconds(every: str) -> int:
    """The seconds in a pause like 90s, 15m, 2h or 1d.

    >>> seconds("15m")
    900
    """
    match = re.fullmatch(r"(\d{1,4})([smhd])", every)
    if not match or int(match[1]) == 0:
        raise SettingsError(f"--every {every[:20]!r} is not a pause: write it like 15m or 1h")
    return int(match[1]) * UNITS[match[2]]
