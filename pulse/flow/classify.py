"""Tags of texts that are only looked at and not kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from pulse.classify import Reason, Tagger, known, why
from pulse.domain import ACTS, STANCES, TONES, Json, Post, Strategy, Tag
from pulse.errors import ArchiveError, NounError
from pulse.flow.strategy import read
from pulse.flow.versions import taught_now
from pulse.settings import Settings

NOWHEN = datetime(2000, 1, 1, tzinfo=UTC)
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Given:
    """Texts that are only looked at, in their order, and a sentence on each line that holds none.

    ``rootless``: the first line is among those, so that nothing tells what a thread is about.
    """

    posts: tuple[Post, ...]
    refused: tuple[str, ...]
    rootless: bool = False

    @classmethod
    def of(cls, raw: bytes) -> "Given":
        """JSON Lines with ``text`` where most lines begin as such, else a text a line; empty lines are passed over."""
        lines = [(n, line) for n, line in enumerate(raw.removeprefix(BOM).splitlines(), 1) if line.strip()]
        if lines and _is_one(raw.removeprefix(BOM), len(lines)):
            return cls((), ("this is one JSON value and not an object a line; nothing is tagged",), rootless=True)
        objects = 2 * sum(_begins(line) for _, line in lines) > len(lines)
        posts, refused = list[Post](), dict[int, str]()
        for number, line in lines:
            try:
                posts.append(_post(number, line, objects))
            except ArchiveError as error:
                refused[number] = f"{error}; it is left out"
        return cls(tuple(posts), tuple(refused.values()), bool(lines) and lines[0][0] in refused)


def classify_texts(
    posts: Sequence[Post], settings: Settings | None, *, reasons: bool = False, thread: bool = False
) -> Iterator[dict[str, Json]]:
    """The tags of each text, in order.

    With ``thread`` they are one thread, and what its first post is about is evidence for the others. Themes and
    decisions are those of the strategy.yaml beside pulse.toml, if there is one. With ``reasons`` each also has ``why``:
    the entries of the word lists that decide, and how much each adds to what is said.
    """
    tagger = Tagger(_strategy(settings), taught=taught_now(settings) if settings else None)
    first = tagger.tag(posts[:1]) if thread else []
    about = [tag.decision for tag in first] * (len(posts) - 1) if thread else [None] * len(posts)
    tags = [*first, *tagger.tag(posts[len(first) :], about)]
    for post, tag in zip(posts, tags, strict=True):
        line = tag_line(tag)
        yield {**line, "why": [_reason(reason) for reason in why(post.text, about=known(tag))]} if reasons else line


def _reason(reason: Reason) -> dict[str, Json]:
    entry = reason.entry
    said: dict[str, Json] = {"entry": " ".join(entry.words), "table": entry.language, "kind": entry.kind}
    return said | {"weight": entry.weight, "moves": dict(reason.moves)}


def _strategy(settings: Settings | None) -> Strategy:
    path = settings.path("strategy.yaml") if settings else None
    return read(path, settings.zone) if settings and path and path.is_file() else Strategy()


def _begins(line: bytes) -> bool:
    """Whether a line begins as a JSON object does, be it whole or cut."""
    opened = line.lstrip()
    return opened.startswith(b"{") and opened[1:].lstrip().startswith(b'"')


def _is_object(line: bytes) -> bool:
    return isinstance(_decoded(line), dict)


def _is_one(raw: bytes, lines: int) -> bool:
    """Whether all lines are one JSON object, or a list of them."""
    found = _decoded(raw)
    several = isinstance(found, list) and bool(found) and all(isinstance(one, dict) for one in found)
    return several or (isinstance(found, dict) and lines > 1)


def _decoded(raw: bytes) -> object:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _post(number: int, line: bytes, objects: bool) -> Post:
    """The text of a line, which may also be any text where lines are no JSON objects."""
    try:
        text = msgspec.json.decode(line)["text"] if objects or _is_object(line) else line.decode("utf-8")
        if not isinstance(text, str) or not text.strip():
            raise ArchiveError(f"line {number}: 'text' must be a text that is not empty")
        return Post(source="given", id=str(number), author="", said_at=NOWHEN, text=text)
    except (msgspec.DecodeError, KeyError, TypeError, UnicodeDecodeError, RecursionError) as error:
        raise ArchiveError(f"line {number} is neither a text in UTF-8 nor JSON with a 'text'") from error
    except NounError as error:
        raise ArchiveError(f"line {number}: {error}") from error


def tag_line(tag: Tag) -> dict[str, Json]:
    """A tag as the fields of ``pulse classify --json``."""
    return {
        "language": tag.language,
        "language_p": round(tag.language_p, 4),
        "tone": _odds(TONES, tag.tone),
        "stance": _odds(STANCES, tag.stance),
        "asks": round(tag.asks, 4),
        "act": _odds(ACTS, tag.act),
        "themes": {id: round(p, 4) for id, p in tag.themes.items()},
        "decisions": {id: round(p, 4) for id, p in tag.decisions.items()},
        "model": tag.model,
    }


def _odds(names: tuple[str, ...], odds: tuple[float, ...]) -> dict[str, Json]:
    return {name: round(p, 4) for name, p in zip(names, odds, strict=True)}


def tag_sentence(line: dict[str, Json]) -> str:
    """A tag in one line for people."""
    words = [f"{line['language']}", _first(line["tone"]), _first(line["stance"])]
    words += ["asks"] if float(line["asks"]) >= 0.5 else []  # type: ignore[arg-type]
    act = _first(line["act"])
    words += [] if act.startswith("none") else [act]
    about = [*dict(line["decisions"]), *dict(line["themes"])]  # type: ignore[arg-type]
    return ", ".join(words) + (f"  [{', '.join(about)}]" if about else "")


def why_lines(line: dict[str, Json]) -> Iterator[str]:
    """The reasons of a tag for people, a line each."""
    for reason in line["why"]:  # type: ignore[union-attr]
        held: dict[str, Json] = dict(reason)  # type: ignore[arg-type]
        moves = ", ".join(f"{name} {by:+.2f}" for name, by in dict(held["moves"]).items())  # type: ignore[arg-type]
        yield f"    {held['entry']} ({held['table']}, {held['kind']} {held['weight']:g}): {moves}"


def _first(odds: Json) -> str:
    name, p = max(dict(odds).items(), key=lambda item: item[1])  # type: ignore[arg-type, return-value]
    return f"{name} {p:.2f}"
