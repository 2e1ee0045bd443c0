"""New posts that need nothing but their own words, tagged in the transaction that keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from pulse.classify import Tagger
from pulse.domain import Post
from pulse.errors import PulseError
from pulse.flow.office import Office
from pulse.flow.tagging import Place, names, placed, tagged
from pulse.flow.versions import taught_now
from pulse.store import strategy, tags, waiting


@dataclass(frozen=True)
class AtOnce:
    """Tags what stands alone as ``tag`` would; all else waits for it.

    ``announcing`` are the names of posts that announce a decision. An answer waits for what its thread is about, and
    what somebody wrote of whom the directory knows nothing, until it may know more.
    """

    tagger: Tagger
    place: Place
    announcing: frozenset[str]

    @property
    def model(self) -> str:
        """What gives the tags."""
        return self.tagger.model

    def units(self, posts: Sequence[Post]) -> list[str | None]:
        """The units in which the posts count that stand alone; None for the others."""
        units = self.place.units(posts)
        alone = [not p.parent and (not p.thread or p.thread == p.id) and p.gone_at is None for p in posts]
        units = [one if ok else None for one, ok in zip(units, alone, strict=True)]
        if self.announcing:
            said = zip(units, posts, strict=True)
            units = [one if self.announcing.isdisjoint((p.id, p.url)) else None for one, p in said]
        return units

    def tags(self, c: Connection, kept: waiting.Waiting) -> tags.Columns:
        """The tags of chosen posts."""
        return tagged(c, kept, self.tagger, self.place)


def at_once(office: Office) -> AtOnce | None:
    """A tagger of new posts; none where there are no themes, or where ``tag`` will say what is wrong."""
    with office.engine.connect() as c:
        found = strategy.load(c)
        if found is None or not found.themes:
            return None
        place = placed(c, found, office.settings.zone)
    try:
        return AtOnce(Tagger(found, taught=taught_now(office.settings)), place, frozenset(names(found)))
    except PulseError:
        return None
