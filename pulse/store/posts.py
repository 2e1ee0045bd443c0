"""Keeps posts as they were said: edits are followed, the removed are marked, and what came back comes back."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, or_, select, tuple_, update

from pulse.domain import Post, Voice
from pulse.store import bulk, people, tags
from pulse.store.rows import PERSON, POST, REVISION, TRACE

Fate = Literal["kept", "changed", "marked", "unchanged"]
Week = Callable[[datetime], date]
FOLLOWED = (
    "voice", "person", "said_at", "week", "title", "text", "parent", "thread", "url", "language", "reactions", "views",
    "edited_at", "gone_at", "words", "rest", "forgotten_at", "tagged",
)  # fmt: skip
READ = (
    POST.c.source, POST.c.id, PERSON.c.token, POST.c.said_at, POST.c.text, POST.c.parent, POST.c.thread, POST.c.title,
    POST.c.url, POST.c.language, POST.c.reactions, POST.c.views, POST.c.edited_at, POST.c.gone_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of posts that were read."""

    kept: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.kept + other.kept, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a post that was seen before."""

    number: int
    words: bytes
    rest: bytes
    edited_at: datetime | None
    gone_at: datetime | None
    forgotten_at: datetime | None


def keep(c: Connection, posts: Sequence[Post], voice: Voice, week: Week, at: datetime) -> Kept:
    """Keep the posts, and say what became of them. ``week`` gives an instant's Monday in the organisation's zone."""
    total = Kept()
    for part in _rounds(posts):
        for portion in bulk.portions(part, 10_000):
            total += _keep(c, portion, voice, week, at)
    return total


def _rounds(posts: Sequence[Post]) -> list[list[Post]]:
    """The posts in lists, in their order, in each of which a key stands once: a page may hold a post and its edit."""
    found: list[list[Post]] = []
    seen: Counter[tuple[str, str]] = Counter()
    for post in posts:
        turn = seen[post.key]
        if turn == len(found):
            found.append([])
        found[turn].append(post)
        seen[post.key] = turn + 1
    return found


def _keep(c: Connection, posts: Sequence[Post], voice: Voice, week: Week, at: datetime) -> Kept:
    seen = _seen(c, posts)
    number = people.numbers(c, {p.author for p in posts})
    rows: list[dict[str, Any]] = []
    fates: Counter[Fate] = Counter()
    marked: list[Post] = []
    for post in posts:
        words, rest = hashes(post, voice)
        fate = decide(seen.get(post.key), post, words, rest)
        fates[fate] += 1
        if fate in ("kept", "changed"):
            rows.append(_row(post, voice, number.get(post.author), week(post.said_at), words, rest, at))
        elif fate == "marked":
            marked.append(post)
    _revise(c, rows, seen, at)
    bulk.upsert(c, POST, rows, ("source", "id"), FOLLOWED)
    _mark(c, marked, seen)
    _forget_tags(c, [*rows, *({"source": p.source, "id": p.id, "gone_at": p.gone_at} for p in marked)], seen)
    return Kept(fates["kept"], fates["changed"] + fates["marked"], fates["unchanged"])


def hashes(post: Post, voice: Voice) -> tuple[bytes, bytes]:
    """Hashes of the post's words, and of everything else about it but whether it is gone."""
    words = blake2b(f"{post.title}\x00{post.text}".encode(), digest_size=16)
    told = sorted(post.reactions.items()) if post.reactions else ""
    about = (voice, post.author, post.said_at, post.parent, post.thread, post.url, post.language, told, post.views)
    rest = blake2b(
        "\x00".join([*map(str, about), str(post.edited_at)]).encode("utf-8", "surrogatepass"), digest_size=16
    )
    return words.digest(), rest.digest()


def decide(old: Seen | None, post: Post, words: bytes, rest: bytes) -> Fate:
    """What to do with a post: keep it, follow its change, only mark it (gone, or back), or leave it as it is.

    An earlier edit never replaces a later one, and a text that was forgotten by retention does not come back.
    """
    if old is None:
        return "kept"
    marks = (old.gone_at is None) != (post.gone_at is None)
    older = old.edited_at is not None and (post.edited_at is None or post.edited_at < old.edited_at)
    forgotten = old.forgotten_at is not None and old.words == words
    if older or forgotten:
        return "marked" if marks else "unchanged"
    return "changed" if marks or (old.words, old.rest) != (words, rest) else "unchanged"


def _seen(c: Connection, posts: Sequence[Post]) -> dict[tuple[str, str], Seen]:
    p = POST.c
    columns = (p.source, p.id, p.number, p.words, p.rest, p.edited_at, p.gone_at, p.forgotten_at)
    found: dict[tuple[str, str], Seen] = {}
    for source in {post.source for post in posts}:
        for part in bulk.portions(post.id for post in posts if post.source == source):
            rows = c.execute(select(*columns).where(p.source == source, p.id.in_(part)))
            found.update(((row[0], row[1]), Seen(*row[2:])) for row in rows)
    return found


def _row(
    post: Post, voice: Voice, person: int | None, week: date, words: bytes, rest: bytes, at: datetime
) -> dict[str, Any]:
    return {
        "source": post.source, "id": post.id, "voice": voice, "person": person, "said_at": post.said_at, "week": week,
        "title": post.title, "text": post.text, "parent": post.parent, "thread": post.thread, "url": post.url,
        "language": post.language, "reactions": dict(post.reactions) if post.reactions else None, "views": post.views,
        "edited_at": post.edited_at, "gone_at": post.gone_at, "words": words, "rest": rest, "kept_at": at,
        "forgotten_at": None, "tagged": None,
    }  # fmt: skip


def _revise(c: Connection, rows: Sequence[dict[str, Any]], seen: dict[tuple[str, str], Seen], at: datetime) -> None:
    former = ((seen.get((row["source"], row["id"])), row["words"]) for row in rows)
    gone = [
        {"post": old.number, "words": old.words, "until": at} for old, words in former if old and old.words != words
    ]
    bulk.insert(c, REVISION, gone)


def _mark(c: Connection, posts: Sequence[Post], seen: dict[tuple[str, str], Seen]) -> None:
    for post in posts:
        here = POST.c.number == seen[post.key].number
        c.execute(update(POST).where(here).values(gone_at=post.gone_at, tagged=None))


def _forget_tags(c: Connection, rows: Sequence[dict[str, Any]], seen: dict[tuple[str, str], Seen]) -> None:
    gone = [seen.get((row["source"], row["id"])) for row in rows if row["gone_at"] is not None]
    tags.drop(c, [old.number for old in gone if old is not None])


def gone(c: Connection, source: str, ids: Sequence[str], at: datetime) -> int:
    """Mark posts as gone and remove traces, by their native ids; how many there were of both."""
    count = 0
    for part in bulk.portions(ids):
        here = (POST.c.source == source, POST.c.id.in_(part), POST.c.gone_at.is_(None))
        numbers = list(c.execute(select(POST.c.number).where(*here)).scalars())
        tags.drop(c, numbers)
        for some in bulk.portions(numbers):
            c.execute(update(POST).where(POST.c.number.in_(some)).values(gone_at=at, tagged=None))
        left = c.execute(delete(TRACE).where(TRACE.c.source == source, TRACE.c.id.in_(part), TRACE.c.id != ""))
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
        found += map(read, c.execute(_POSTS.where(POST.c.source == source, POST.c.id.in_(part))))
    return found


def untagged(c: Connection, model: str | None, limit: int, after: tuple[str, str] | None = None) -> list[Post]:
    """Posts without a tag of their present words, in the order of their keys, from the key ``after`` on.

    With a model, also those whose tag was given by another one. Gone and forgotten posts are not tagged.
    """
    lacking = POST.c.tagged.is_(None)
    where = [lacking if model is None else or_(lacking, POST.c.tagged != model)]
    where += [POST.c.gone_at.is_(None), POST.c.forgotten_at.is_(None)]
    if after is not None:
        where.append(tuple_(POST.c.source, POST.c.id) > after)
    return [read(row) for row in c.execute(_POSTS.where(*where).order_by(POST.c.source, POST.c.id).limit(limit))]


def count(c: Connection, source: str | None = None) -> int:
    """How many posts are kept and not gone."""
    where = [POST.c.gone_at.is_(None)] + ([POST.c.source == source] if source else [])
    return c.execute(select(func.count()).select_from(POST).where(*where)).scalar_one()


def named(c: Connection, names: Iterable[str]) -> list[Post]:
    """The posts with these urls or native ids."""
    found: list[Post] = []
    for part in bulk.portions(names):
        found += map(read, c.execute(_POSTS.where(or_(POST.c.id.in_(part), POST.c.url.in_(part)))))
    return found


def threads(c: Connection, roots: Iterable[Post]) -> dict[tuple[str, str], tuple[str, str]]:
    """For every post in the threads of these posts, themselves included, the key of the root that it hangs from.

    A thread is what names the root as its thread, and whatever answers to that, however deep.
    """
    found = {post.key: post.key for post in roots}
    fresh = dict(found)
    for root in list(fresh):
        fresh |= _hanging(c, "thread", {root: root}, found)
    found |= fresh
    while fresh:
        fresh = _hanging(c, "parent", fresh, found)
        found |= fresh
    return found


def _hanging(
    c: Connection, by: str, roots: dict[tuple[str, str], tuple[str, str]], known: dict[tuple[str, str], tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, str]]:
    found: dict[tuple[str, str], tuple[str, str]] = {}
    column = POST.c[by]
    for source in {key[0] for key in roots}:
        for part in bulk.portions(id for where, id in roots if where == source):
            rows = c.execute(select(POST.c.id, column).where(POST.c.source == source, column.in_(part)))
            found.update(((source, id), roots[source, above]) for id, above in rows if (source, id) not in known)
    return found
