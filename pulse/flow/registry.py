"""The sources that are configured or that posts were imported from; and taking one away with all that it brought."""

from pulse.errors import UnknownSourceError
from pulse.flow.office import Office
from pulse.store import database, posts
from pulse.store import sources as kept


def sources(office: Office) -> list[dict[str, object]]:
    """Each source with its kind, voice, number of posts, and whether pulse.toml configures it."""
    configured = {s.name: (s.kind, s.voice) for s in office.settings.sources}
    with office.engine.connect() as c:
        known = {s.name: (s.kind, s.voice) for s in kept.all(c)}
        return [
            {
                "name": n,
                "kind": kind,
                "voice": voice,
                "posts": posts.count(c, n),
                "configured": n in configured,
            }
            for n, (kind, voice) in sorted((known | configured).items())
        ]


def remove(office: Office, name: str) -> dict[str, int]:
    """Remove a source's posts, tags, traces and cursor; how many rows of each."""
    with database.writing(office.engine) as c:
        known = [s.name for s in kept.all(c)]
        if name not in known:
            raise UnknownSourceError(name, known)
        return dict(kept.remove(c, name))
