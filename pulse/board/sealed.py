"""Sealed atoms and audits held in memory as arrays, so that a question costs a selection and a sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from pulse.domain import WEEK, Atom, Audit, Grain, Subject, Voice
from pulse.measure.labelled import Coders

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Group:
    """Atoms of one grain, with their starts and stops (in days since 0001) as arrays."""

    atoms: tuple[Atom, ...]
    start: npt.NDArray[np.int64]
    stop: npt.NDArray[np.int64]
    late: Mask

    @classmethod
    def of(cls, atoms: Iterable[Atom]) -> "Group":
        """The atoms in the order of their weeks."""
        rows = tuple(sorted(atoms, key=lambda a: (a.start, a.stop, a.parts)))
        return cls(
            rows,
            np.array([a.start.toordinal() for a in rows], dtype=np.int64),
            np.array([a.stop.toordinal() for a in rows], dtype=np.int64),
            np.array([a.late for a in rows], dtype=bool),
        )

    def within(self, start: date, stop: date) -> tuple[Atom, ...]:
        """The atoms that overlap the span: a span is snapped up to whole atoms; a late batch counts where it begins."""
        begins, ends = start.toordinal(), stop.toordinal()
        mask = (self.start < ends) & np.where(self.late, self.start >= begins, self.stop > begins)
        return tuple(self.atoms[i] for i in np.flatnonzero(mask))


EMPTY = Group.of(())


@dataclass(frozen=True)
class Labels:
    """The audits of one subject and voice, as arrays."""

    fine: npt.NDArray[np.int64]
    coarse: npt.NDArray[np.int64]
    week: npt.NDArray[np.int64]
    probability: npt.NDArray[np.float64]
    stratum: npt.NDArray[np.int64]
    model_stance: npt.NDArray[np.str_]
    model_asks: Mask
    model_act: npt.NDArray[np.str_]
    stance: npt.NDArray[np.str_]
    asks: Mask
    act: npt.NDArray[np.str_]
    at: npt.NDArray[np.float64]
    stance_said: Mask
    asks_said: Mask
    act_said: Mask

    @classmethod
    def of(cls, audits: Sequence[Audit], strata: dict[str, int]) -> "Labels":
        """The audits as arrays; ``strata`` numbers the strata, and grows."""
        return cls(
            fine=np.array([-1 if a.fine is None else a.fine for a in audits], dtype=np.int64),
            coarse=np.array([-1 if a.coarse is None else a.coarse for a in audits], dtype=np.int64),
            week=np.array([a.week.toordinal() for a in audits], dtype=np.int64),
            probability=np.array([a.probability for a in audits], dtype=np.float64),
            stratum=np.array([strata.setdefault(a.stratum, len(strata)) for a in audits], dtype=np.int64),
            model_stance=np.array([a.model_stance for a in audits], dtype="U8"),
            model_asks=np.array([a.model_asks for a in audits], dtype=bool),
            model_act=np.array([a.model_act for a in audits], dtype="U8"),
            stance=np.array([a.stance for a in audits], dtype="U8"),
            asks=np.array([a.asks for a in audits], dtype=bool),
            act=np.array([a.act for a in audits], dtype="U8"),
            at=np.array([a.labelled_at.timestamp() for a in audits], dtype=np.float64),
            stance_said=_said(audits, "stance"),
            asks_said=_said(audits, "asks"),
            act_said=_said(audits, "act"),
        )

    def where(self, mask: Mask) -> "Labels":
        """Only those under the mask."""
        return Labels(**{name: getattr(self, name)[mask] for name in self.__dataclass_fields__})

    @classmethod
    def joined(cls, several: Sequence["Labels"]) -> "Labels":
        """All of them, one after the other."""
        if len(several) == 1:
            return several[0]
        names = cls.__dataclass_fields__
        return cls(**{name: np.concatenate([getattr(one, name) for one in several]) for name in names})

    def __len__(self) -> int:
        return len(self.week)


def _said(audits: Sequence[Audit], what: str) -> Mask:
    return np.array([what not in a.unsaid for a in audits], dtype=bool)


@dataclass(frozen=True)
class Sealed:
    """Everything that has been sealed: groups by grain, voice and leaf; labels by voice and leaf."""

    groups: dict[tuple[Grain, Voice, Subject], Group]
    labels: dict[tuple[Voice, Subject], Labels]
    through: date | None
    at: datetime | None
    model: str
    version: int
    draft: bool
    coders: Mapping[str, Coders] = field(default_factory=dict)
    people: Mapping[int, BitMap] = field(default_factory=dict, repr=False)
    places: Mapping[int, int] = field(default_factory=dict, repr=False)

    def distinct(self, atoms: Sequence[Atom]) -> int:
        """How many distinct people are in these atoms."""
        return len(BitMap.union(*(self.people[atom.id] for atom in atoms))) if atoms else 0

    def stretches(self, atoms: Sequence[Atom]) -> int:
        """In how many stretches these atoms lie, of neighbours that closed one after the other and round as one."""
        places = np.sort(np.fromiter((self.places[atom.id] for atom in atoms), np.int64, len(atoms)))
        return int(np.count_nonzero(np.diff(places) > 1)) + min(1, len(atoms))

    @classmethod
    def of(
        cls, atoms: Iterable[Atom], audits: Iterable[Audit], *,
        through: date | None, at: datetime | None, model: str, version: int, draft: bool,
        coders: Mapping[str, Coders] | None = None,
    ) -> "Sealed":  # fmt: skip
        """Atoms and audits sorted into their groups; ``through`` is the Monday of the last sealed week."""
        groups: dict[tuple[Grain, Voice, Subject], list[Atom]] = {}
        people: dict[int, BitMap] = {}
        for atom in atoms:
            groups.setdefault((atom.grain, atom.voice, atom.subject), []).append(atom)
            # Bitmaps join a hundred times faster than sets, and a figure joins all its atoms.
            people[atom.id] = BitMap(atom.people)
        labels: dict[tuple[Voice, Subject], list[Audit]] = {}
        for audit in audits:
            labels.setdefault((audit.voice, audit.subject), []).append(audit)
        strata: dict[str, int] = {}
        return cls(
            groups={k: Group.of(v) for k, v in groups.items()},
            labels={k: Labels.of(v, strata) for k, v in labels.items()},
            through=through, at=at, model=model, version=version, draft=draft, coders=coders or {},
            people=people, places=_places(groups.values()),
        )  # fmt: skip

    @property
    def stop(self) -> date | None:
        """The day after the last sealed week."""
        return self.through + WEEK if self.through else None

    def group(self, grain: Grain, voice: Voice, leaf: Subject) -> Group:
        """The atoms of a grain on a leaf; none if there are none."""
        return self.groups.get((grain, voice, leaf), EMPTY)


def _places(lanes: Iterable[Sequence[Atom]]) -> dict[int, int]:
    """The place of each atom, by its id; neighbours of one lane follow one another, and lanes lie apart."""
    ids = (id for lane in lanes for id in (*sorted(atom.id for atom in lane), None))
    return {id: place for place, id in enumerate(ids) if id is not None}
