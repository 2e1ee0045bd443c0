"""Keeps posts as they were said: edits are followed, the removed are marked, and what came back comes back."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import blake2b
from typing import Any, Literal, NamedTuple, Protocol

from sqlalchemy import Connection, delete, func, or_, select, update

from pulse.domain import Post, Voice
from pulse.store import bulk, manners, people, tags, waiting
from pulse.store.rows import PERSON, POST, REVISION, TRACE

Fate = Literal["changed", "marked", "unchanged"]
Weeks = Callable[[Sequence[datetime]], list[date]]
Key = tuple[str, str]
ToColumns = Callable[[Sequence[Post]], dict[str, list[Any]]]
ABOUT = ("voice", "person", "said_at", "parent", "thread", "url", "language", "reactions", "views", "edited_at")
FOLLOWED = (*ABOUT, "week", "title", "text", "gone_at", "words", "forgotten_at", "tagged")
READ = (
    POST.c.source, POST.c.id, PERSON.c.token, POST.c.said_at, POST.c.text, POST.c.parent, POST.c.thread, POST.c.title,
    POST.c.url, POST.c.language, POST.c.reactions, POST.c.views, POST.c.edited_at, POST.c.gone_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of posts that were read; ``tagged`` are those of the kept ones that have their tags already."""

    kept: int = 0
    changed: int = 0
    unchanged: int = 0
    tagged: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        changed, unchanged = self.changed + other.changed, self.unchanged + other.unchanged
        return Kept(self.kept + other.kept, changed, unchanged, self.tagged + other.tagged)


class Tagging(Protocol):
    """Tags new posts in the transaction that keeps them."""

    @property
    def model(self) -> str:
        """What gives the tags."""
        ...

    def units(self, posts: Sequence[Post]) -> list[str | None]:
        """The units in which the posts count that can be tagged by themselves; None for the others, which wait."""
        ...

    def tags(self, c: Connection, kept: waiting.Waiting) -> tags.Columns:
        """The tags of chosen posts."""
        ...


class Seen(NamedTuple):
    """What is known of a post that was seen before; ``about`` is what ABOUT names."""

    number: int
    words: bytes
    gone_at: datetime | None
    forgotten_at: datetime | None
    about: tuple[Any, ...]


def keep(
    c: Connection, posts: Sequence[Post], voice: Voice, weeks: Weeks, at: datetime, tagging: Tagging | None = None,
    persons: dict[str, int] | None = None,
) -> Kept:  # fmt: skip
    """Keep the posts, and say what became of them. ``weeks`` gives instants' Mondays in the organisation's zone.

    What is new is tagged at once, where there is a ``tagging``: to write a tag later means to write the post again.
    ``persons`` are the numbers of those whom earlier pages told of.
    """
    total = Kept()
    for part in _rounds(posts):
        for portion in bulk.portions(part):
            number = people.numbers(c, {p.author for p in portion}, persons)
            total += _keep(c, portion, partial(_columns, number=number, voice=voice, weeks=weeks, at=at), at, tagging)
    return total


def _rounds(posts: Sequence[Post]) -> list[list[Post]]:
    """The posts in lists, in their order, in each of which a key stands once: a page may hold a post and its edit."""
    if len({post.id for post in posts}) == len(posts):  # Whatever their sources.
        return [list(posts)]
    found: list[list[Post]] = []
    seen: Counter[tuple[str, str]] = Counter()
    for post in posts:
        turn = seen[post.key]
        if turn == len(found):
            found.append([])
        found[turn].append(post)
        seen[post.key] = turn + 1
    return found


def _keep(c: Connection, posts: Sequence[Post], columns: ToColumns, at: datetime, tagging: Tagging | None) -> Kept:
    """What is new is inserted as columns, as most is; what is known is compared with what it was."""
    seen = _seen(c, posts)
    new = [p for p in posts if p.key not in seen] if seen else posts
    tagged = _insert(c, new, columns(new), tagging) if new else 0
    again = [p for p in posts if p.key in seen] if seen else []
    followed = _follow(c, seen, columns(again), at) if again else Kept()
    return Kept(kept=len(new), tagged=tagged) + followed


def _insert(c: Connection, new: Sequence[Post], columns: dict[str, list[Any]], tagging: Tagging | None) -> int:
    """Insert posts, and the tags of those that can be tagged at once; how many these are."""
    units = tagging.units(new) if tagging else []
    if tagging is None or units.count(None) == len(units):
        bulk.append(c, POST, columns)
        return 0
    model = manners.model(c, tagging.model)
    bulk.append(c, POST, columns | {"tagged": [None if one is None else model for one in units]})
    kept = waiting.Waiting(list(new), _numbers(c, new), columns["week"], columns["person"]).chosen(units)
    return tags.add(c, tagging.tags(c, kept))


def _numbers(c: Connection, new: Sequence[Post]) -> list[int]:
    """The numbers that posts were just given. SQLite counts them up one by one, for one writer at a time."""
    if c.dialect.name == "sqlite":
        last: int = c.execute(select(func.max(POST.c.number))).scalar_one()
        return list(range(last - len(new) + 1, last + 1))
    keys = (POST.c.source, POST.c.id)
    given, here = bulk.listed(c, keys, [post.key for post in new])
    rows = c.execute(select(*keys, POST.c.number).select_from(given).join(POST, here)).all()
    found = {(source, id): number for source, id, number in rows}
    return [found[post.key] for post in new]


def _follow(c: Connection, seen: Mapping[Key, Seen], columns: Mapping[str, Sequence[Any]], at: datetime) -> Kept:
    """What becomes of posts that are known."""
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    known = [(row, old := seen[row["source"], row["id"]], decide(old, row)) for row in rows]
    revised = [old for row, old, fate in known if fate == "changed" and old.words != row["words"]]
    bulk.insert(c, REVISION, [{"post": old.number, "words": old.words, "until": at} for old in revised])
    bulk.upsert(c, POST, [row for row, _, fate in known if fate == "changed"], ("source", "id"), FOLLOWED)
    for row, old, fate in known:
        if fate == "marked":
            c.execute(update(POST).where(POST.c.number == old.number).values(gone_at=row["gone_at"], tagged=None))
    tags.drop(c, [old.number for row, old, fate in known if fate != "unchanged" and row["gone_at"] is not None])
    count = Counter(fate for *_, fate in known)
    return Kept(0, count["changed"] + count["marked"], count["unchanged"])


def decide(old: Seen, new: Mapping[str, Any]) -> Fate:
    """What to do with a post that is known: follow its change, only mark it (gone, or back), or leave it as it is.

    An earlier edit never replaces a later one, and a text that retention has forgotten does not come back.
    """
    marks = (old.gone_at is None) != (new["gone_at"] is None)
    edited, seen = new["edited_at"], old.about[-1]
    older = seen is not None and (edited is None or edited < seen)
    forgotten = old.forgotten_at is not None and old.words == new["words"]
    if older or forgotten:
        return "marked" if marks else "unchanged"
    same = old.words == new["words"] and old.about == tuple(new[name] for name in ABOUT)
    return "unchanged" if same and not marks else "changed"


def words(titles: Sequence[str], texts: Sequence[str]) -> list[bytes]:
    """A hash of what each post says: of its title, a NUL and its text."""
    found = []
    for title, text in zip(titles, texts, strict=True):
        hashed = _begun(title) if title else _UNTITLED.copy()
        hashed.update(text.encode())
        found.append(hashed.digest())
    return found


def _begun(title: str) -> blake2b:
    return blake2b(f"{title}\x00".encode(), digest_size=16)


_UNTITLED = _begun("")
"""To copy it is quicker than to begin."""


def _columns(
    posts: Sequence[Post], *, number: Mapping[str, int], voice: Voice, weeks: Weeks, at: datetime
) -> dict[str, list[Any]]:
    said_at, titles, texts = [p.said_at for p in posts], [p.title for p in posts], [p.text for p in posts]
    return {
        "source": [p.source for p in posts],
        "id": [p.id for p in posts],
        "person": [number.get(p.author) for p in posts],
        "said_at": said_at, "week": weeks(said_at), "title": titles, "text": texts,
        "parent": [p.parent for p in posts],
        "thread": [p.thread for p in posts],
        "url": [p.url for p in posts],
        "language": [p.language for p in posts],
        "reactions": [dict(p.reactions) if p.reactions else None for p in posts],
        "views": [p.views for p in posts],
        "edited_at": [p.edited_at for p in posts],
        "gone_at": [p.gone_at for p in posts],
        "words": words(titles, texts),
        "voice": [voice] * len(posts), "kept_at": [at] * len(posts),
        "forgotten_at": [None] * len(posts), "tagged": [None] * len(posts),
    }  # fmt: skip


def _seen(c: Connection, posts: Sequence[Post]) -> dict[Key, Seen]:
    p = POST.c
    columns = select(p.source, p.id, p.number, p.words, p.gone_at, p.forgotten_at, *(p[name] for name in ABOUT))
    found: dict[Key, Seen] = {}
    for source in {post.source for post in posts}:
        ids = [post.id for post in posts if post.source == source]
        if _beyond(c, source, ids):
            continue
        rows = c.execute(columns.where(p.source == source, bulk.among(c, p.id, ids))).all()
        found.update(((row[0], row[1]), Seen(row[2], row[3], row[4], row[5], tuple(row[6:]))) for row in rows)
    return found


def _beyond(c: Connection, source: str, ids: Sequence[str]) -> bool:
    """Whether the source has no post at all from the first to the last of the ids: new posts often are the last ones.

    SQLite orders texts by their bytes, which is Python's order too; PostgreSQL orders them as its locale says.
    """
    here = (POST.c.source == source, POST.c.id.between(min(ids), max(ids)))
    return c.dialect.name == "sqlite" and c.execute(select(POST.c.number).where(*here).limit(1)).first() is None


def gone(c: Connection, source: str, ids: Sequence[str], at: datetime) -> int:
    """Mark posts as gone and remove traces, by their native ids; how many there were of both."""
    count = 0
    for part in bulk.portions(map(bulk.plain, ids)):
        here = (POST.c.source == source, bulk.among(c, POST.c.id, part), POST.c.gone_at.is_(None))
        numbers = list(c.execute(select(POST.c.number).where(*here)).scalars())
        tags.drop(c, numbers)
        for some in bulk.portions(numbers):
            c.execute(update(POST).where(bulk.among(c, POST.c.number, some)).values(gone_at=at, tagged=None))
        left = c.execute(
            delete(TRACE).where(TRACE.c.source == source, bulk.among(c, TRACE.c.id, part), TRACE.c.id != "")
        )
        count += len(numbers) + left.rowcount
    return count


def read(row: Any) -> Post:
    """The post that a row of the columns READ holds."""
    return Post(
        source=row[0], id=row[1], author=row[2] or "", said_at=row[3], text=row[4], parent=row[5], thread=row[6],
        title=row[7], url=row[8], language=row[9], reactions=row[10] or {}, views=row[11], edited_at=row[12],
        gone_at=row[13],
    )  # fmt: skip


_POSTS = select(*READ).outerjoin(PERSON, PERSON.c.number == POST.c.person)


def find(c: Connection, source: str, ids: Iterable[str]) -> list[Post]:
    """The posts of a source by their native ids, gone ones too, in no order; unknown ids are left out."""
    found: list[Post] = []
    for part in bulk.portions(ids):
        found += map(read, c.execute(_POSTS.where(POST.c.source == source, bulk.among(c, POST.c.id, part))).all())
    return found


def untagged(c: Connection, model: str | None, limit: int, after: tuple[str, str] | None = None) -> list[Post]:
    """The posts that ``waiting.batch`` gives, after the post of this key."""
    if after is None:
        return waiting.batch(c, model, limit).posts
    last = c.execute(select(POST.c.number).where(POST.c.source == after[0], POST.c.id == after[1])).scalar_one_or_none()
    return waiting.batch(c, model, limit, last).posts if last is not None else []


def count(c: Connection, source: str | None = None) -> int:
    """How many posts are kept and not gone."""
    where = [POST.c.gone_at.is_(None)] + ([POST.c.source == source] if source else [])
    return c.execute(select(func.count()).select_from(POST).where(*where)).scalar_one()


def newest(c: Connection) -> datetime | None:
    """When the newest post was said; None where there is none."""
    found: datetime | None = c.execute(select(func.max(POST.c.said_at)).where(POST.c.gone_at.is_(None))).scalar()
    return found


def named(c: Connection, names: Iterable[str]) -> list[Post]:
    """The posts with these urls or native ids."""
    found: list[Post] = []
    for part in bulk.portions(names):
        found += map(
            read, c.execute(_POSTS.where(or_(bulk.among(c, POST.c.id, part), bulk.among(c, POST.c.url, part))))
        )
    return found
