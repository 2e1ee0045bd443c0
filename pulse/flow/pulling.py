"""What people write, brought in: pulled page by page, pseudonymised, redacted, kept with its cursor in one step."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any

from msgspec.structs import replace as replaced

from pulse import ingest
from pulse.domain import Json, Page, Post, Refusal, Source
from pulse.domain.post import under_all
from pulse.domain.weeks import weeks_of
from pulse.errors import NounError, SettingsError, SourceError, UnknownSourceError
from pulse.flow.office import Office, Progress, quiet
from pulse.guard.redact import redacted
from pulse.guard.tokens import token
from pulse.store import cursors, database, people, posts, sources, traces

FULL = 50_000
"""So many characters of a page's texts are worth a classifier."""

YOUNG = 20_000
"""So many new things are looked through for garbage at once while a source is read."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of one source's entries: read = kept + changed + unchanged + the sum of left_out + quarantined.

    ``tagged`` are those of the kept ones that have their tags already.
    """

    source: str
    read: int = 0
    kept: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    quarantined: int = 0
    seconds: float = 0.0
    problem: str = ""
    refused: tuple[Refusal, ...] = ()
    tagged: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing was left in quarantine and the source did not fail."""
        return not self.quarantined and not self.problem

    def plus(self, page: Page, kept: posts.Kept, gone: int) -> "Receipt":
        """This receipt with a page more."""
        return replace(
            self,
            read=self.read + page.read,
            kept=self.kept + kept.kept,
            changed=self.changed + kept.changed,
            unchanged=self.unchanged + kept.unchanged,
            gone=self.gone + gone,
            left_out=dict(Counter(self.left_out) + Counter(page.left_out)),
            quarantined=self.quarantined + len(page.refused),
            refused=(*self.refused, *page.refused)[:1000],
            tagged=self.tagged + kept.tagged,
        )


def pull(office: Office, names: Sequence[str] = (), progress: Progress = quiet) -> list[Receipt]:
    """New, changed and gone posts of the configured sources; one that fails is reported and stops no other."""
    configured = {s.name: s for s in office.settings.sources}
    for name in names:
        if name not in configured:
            raise UnknownSourceError(name, configured)
    receipts = []
    for name in names or configured:
        found = configured[name]
        source = Source(name=name, kind=found.kind, voice=found.voice)  # type: ignore[arg-type]
        receipts.append(follow(office, source, found.options, progress))
    return receipts


def bring(
    office: Office, kind: str, options: Mapping[str, Any], source: Source, progress: Progress = quiet, dry: bool = False
) -> Receipt:
    """One archive, once. A dry run reads and checks everything and keeps nothing."""
    return follow(office, replace(source, kind=kind), options, progress, once=True, dry=dry)


def follow(
    office: Office,
    source: Source,
    options: Mapping[str, Any],
    progress: Progress = quiet,
    *,
    once: bool = False,
    dry: bool = False,
) -> Receipt:
    """Everything that a source has, from its cursor on (from the start, if read once)."""
    started, clock = office.now, monotonic()
    puller = ingest.source(
        source.kind, source.name, options, now=office.settings.now,
        folder=office.settings.folder,
    )  # fmt: skip
    receipt = Receipt(source=source.name)
    with database.writing(office.engine) as c:
        cursor: Mapping[str, Json] = {} if once else cursors.read(c, source.name)
        keeper = Keeper(office, source, people.aliases(c))
        if not dry:
            sources.configured(c, source)
    try:
        with _at_rest():
            for page in puller.pull(cursor):
                receipt = receipt.plus(*keeper.keep(page, remember=not once, dry=dry))
                progress(f"reading {source.name}", receipt.read, page.total)
    except (SourceError, NounError) as error:
        receipt = replace(receipt, problem=str(error))
    receipt = replace(receipt, seconds=round(monotonic() - clock, 3))
    if not dry:
        with database.writing(office.engine) as c:
            sources.pulled(c, source.name, _log(receipt, started, office.now))
    return receipt


@contextmanager
def _at_rest() -> Iterator[None]:
    """What is there now is not looked through for garbage while new things come and go by the million, and these not
    a few hundred at a time: a page's things go all together.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@dataclass
class Keeper:
    """Keeps the pages of one source: tokens for authors, redacted words, one transaction a page."""

    office: Office
    source: Source
    aliases: Mapping[str, str]
    tokens: dict[str, str] = field(default_factory=lambda: {"": ""})
    numbers: dict[str, int] = field(default_factory=dict)

    @cached_property
    def tagging(self) -> posts.Tagging | None:
        """Tags what is new and stands alone. The classifier takes a second to load: only full pages are worth it."""
        found: posts.Tagging | None = import_module("pulse.flow.at_once").at_once(self.office)
        return found

    def keep(self, page: Page, *, remember: bool, dry: bool) -> tuple[Page, posts.Kept, int]:
        """Keep a page and its cursor in one transaction."""
        page = self.protected(page)
        if dry:
            return page, posts.Kept(kept=len(page.posts), changed=0, unchanged=0), 0
        tagging = self.tagging if sum([len(post.text) for post in page.posts]) >= FULL else None
        with database.writing(self.office.engine) as c:
            now, voice = self.office.now, self.source.voice
            kept = posts.keep(c, page.posts, voice, self._weeks, now, tagging, self.numbers)
            traces.keep(c, page.traces, self.office.now)
            gone = posts.gone(c, self.source.name, page.gone, self.office.now)
            traces.quarantine(c, self.source.name, page.refused, self.office.now)
            if remember:
                cursors.write(c, self.source.name, page.cursor)
        return page, kept, gone

    def protected(self, page: Page) -> Page:
        """The page with person tokens for authors, and without personal identifiers in its words."""
        authors = [post.author for post in page.posts]
        for author in set(authors).difference(self.tokens):
            self.person(author)
        posts = under_all(page.posts, self.source.name, list(map(self.tokens.__getitem__, authors)))
        return replace(
            page,
            posts=tuple(_redacted(posts)),
            traces=tuple(replace(t, source=self.source.name, person=self.person(t.person)) for t in page.traces),
        )

    def person(self, native: str) -> str:
        """The token of an author: the directory's person, or one of their own, never joined with another source's."""
        found = self.tokens.get(native)
        if found is None:
            found = self.aliases.get(f"{self.source.name}:{native}") if self.source.voice == "internal" else None
            found = found or token(self.office.key, self.source.name, native)
            self.tokens[native] = found
        return found

    def _weeks(self, instants: Sequence[datetime]) -> list[date]:
        return weeks_of(instants, self.office.settings.zone)


def _redacted(posts: list[Post]) -> list[Post]:
    """The posts without personal identifiers in their texts and titles; hardly any holds one."""
    for name in ("text", "title"):
        told = [getattr(post, name) for post in posts]
        for at, text in redacted(told):
            posts[at] = replaced(posts[at], **{name: text})
    return posts


def _log(receipt: Receipt, started: datetime, finished: datetime) -> sources.Pull:
    return sources.Pull(
        started_at=started,
        finished_at=finished,
        read=receipt.read,
        kept=receipt.kept,
        changed=receipt.changed,
        unchanged=receipt.unchanged,
        gone=receipt.gone,
        left_out=receipt.left_out,
        quarantined=receipt.quarantined,
        problem=receipt.problem,
    )


def receipt_line(receipt: Receipt) -> dict[str, Json]:
    """A receipt as the line that ``--json`` prints."""
    return {
        "source": receipt.source,
        "read": receipt.read,
        "kept": receipt.kept,
        "changed": receipt.changed,
        "unchanged": receipt.unchanged,
        "gone": receipt.gone,
        "left_out": dict(sorted(receipt.left_out.items())),
        "quarantined": receipt.quarantined,
        "seconds": receipt.seconds,
        **({"problem": receipt.problem} if receipt.problem else {}),
    }


def archive_options(path: Path, columns: Sequence[str], options: Sequence[str]) -> dict[str, Any]:
    """The options of an archive from what the command line gives: field=column, and name=value."""
    found: dict[str, Any] = {"path": str(path)} | dict(_pair(text, "--option") for text in options)
    if columns:
        found["columns"] = dict(_pair(text, "--column") for text in columns)
    return found


def _pair(text: str, where: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name:
        raise SettingsError(f"{where} {text[:40]!r} must be written like name=value")
    return name, value
