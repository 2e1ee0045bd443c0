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

    def chosen(self, posts: Sequence[Post]) -> list[bool]:
        """Which of the posts stand alone."""
        return [self._alone(post) for post in posts]

    def tags(self, c: Connection, kept: waiting.Waiting) -> tags.Columns:
        """The tags of chosen posts."""
        return tagged(c, kept, self.tagger, self.place)

    def _alone(self, post: Post) -> bool:
        if post.parent or (post.thread and post.thread != post.id) or post.gone_at is not None:
            return False
        if self.announcing and not self.announcing.isdisjoint((post.id, post.url)):
            return False
        public = self.place.sources[post.source].voice == "public"
        return public or self.place.units(post.author, post.said_at) is not None


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
