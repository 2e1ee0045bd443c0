"""Leaving the draft: from a week on, what is sealed is frozen."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse.domain import weeks
from pulse.errors import SealError
from pulse.flow.office import Office
from pulse.guard.bands import floor, told
from pulse.settings import load
from pulse.store import sealed
from pulse.text import count


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What publishing freezes: weeks from ``start`` through the last sealed one, and the atoms that lie in them.

    ``people`` is the multiple of ``least`` that their number has reached: previews one person apart are mostly alike.
    """

    start: date
    through: date
    atoms: int
    people: int
    least: int
    preview: bool

    def sentence(self) -> str:
        """What was done, or would be, in words."""
        verb = "would freeze" if self.preview else "froze"
        return (
            f"{verb} {weeks.name(self.start)} to {weeks.name(self.through)}: {count(self.atoms, 'atom')} of "
            f"{told(self.people, self.least)} people; earlier weeks are no longer shown; themes, decisions and "
            "models that change from now on change only later weeks"
        )


def publish(office: Office, settings_file: Path, start: date, *, preview: bool = False) -> Publication:
    """Freeze figures from the week on, and write ``published_from`` into pulse.toml."""
    from pulse.flow.sealing import seal

    if office.settings.published_from is not None:
        raise SealError(f"figures are published already, from {weeks.name(office.settings.published_from)} on")
    seal(office)
    with office.engine.connect() as c:
        through = sealed.state(c).sealed_through
        atoms = [a for a in sealed.atoms(c) if a.start >= start]
    if through is None or start > through:
        raise SealError(f"no sealed week from {weeks.name(start)} on: load a strategy, pull, and seal first")
    least = office.settings.protection.fine
    people = floor(len(frozenset[int]().union(*(a.people for a in atoms))), least)
    if not preview:
        write_published(settings_file, start)
        seal(Office(load(settings_file), office.engine, office.key, office.viewer))
    return Publication(start=start, through=through, atoms=len(atoms), people=people, least=least, preview=preview)


def write_published(path: Path, start: date) -> None:
    """Set ``published_from`` among the first lines of pulse.toml, and change nothing else in it."""
    text = path.read_text(encoding="utf-8")
    line = f'published_from = "{weeks.name(start)}"'
    changed, found = re.subn(r"(?m)^#? *published_from *=.*$", line, text, count=1)
    path.write_text(changed if found else f"{line}\n{text}", encoding="utf-8")
