"""Finds what can make a pattern slow, in how it is built: unbounded repeats that may share the characters of one run.

A text is looked through in time that grows no faster than its length unless one run of characters can be divided
between repeats in many ways (one inside the other, or one after the other), or a search begins anew at each character
of a run that a repeat then runs through again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as sre
from re import _parser as parser
from typing import Any

SIGNS = frozenset([*map(chr, range(0x250)), *"’‘–—\u2019\u2028\u200b\ufeff\ufffd中😀☀"])
"""Characters that stand for all."""
MANY = 1_000
"""A repeat that may go on so far counts as unbounded."""
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
Node = tuple[Any, Any]


def doubts(pattern: re.Pattern[str]) -> list[str]:
    """What may make the pattern slow; empty for one that is safe in ``search`` and ``match``."""
    nodes = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    flags = pattern.flags
    return [*_ambiguous(nodes, frozenset(), flags), *_restarting(nodes, flags)]


def _ambiguous(nodes: Sequence[Node], after: frozenset[str], flags: int) -> Iterator[str]:
    """Repeats of which what follows may begin with the characters that they run through."""
    for place, (kind, value) in enumerate(nodes):
        follow = _first([*nodes[place + 1 :]], flags, after)
        if kind in REPEATS:
            inner = list(value[2])
            again = _first(inner, flags) if value[1] > 1 else frozenset()
            yield from _ambiguous(inner, again | follow if value[1] >= MANY else again, flags)
            if value[1] >= MANY and kind is not sre.POSSESSIVE_REPEAT:
                later = _unbounded_later(nodes[place + 1 :], flags)
                if shared := _run(inner, flags) & later:
                    yield f"two repeats in a row share {_some(shared)}"
                if shared := _alike(inner, flags):
                    yield f"the alternatives of a repeat begin alike with {_some(shared)}"
                if _unbounded(inner) and (shared := _last_run(inner, flags) & again):
                    yield f"a repeat within a repeat shares {_some(shared)}"
        for inner in _parts(kind, value):
            yield from _ambiguous(inner, follow, flags)


def _alike(nodes: Sequence[Node], flags: int) -> frozenset[str]:
    """What several alternatives of a repeat's body may begin with."""
    found: frozenset[str] = frozenset()
    for kind, value in nodes:
        seen: frozenset[str] = frozenset()
        for part in _parts(kind, value):
            first = _first(part, flags)
            found |= (seen & first if kind is sre.BRANCH else frozenset()) | _alike(part, flags)
            seen |= first
    return found


def _restarting(nodes: Sequence[Node], flags: int) -> Iterator[str]:
    """Unbounded repeats that a search would run through anew from each place where it may begin."""
    before: list[Node] = []
    for place, (kind, value) in enumerate(nodes):
        if kind in REPEATS and value[1] >= MANY and _can_fail(nodes[place + 1 :]):
            run = _run(list(value[2]), flags)
            starts = _first(before, flags, run) if before else run
            if (shared := starts & run - _kept_out(before, flags)) and all(_all(n, flags) & run for n in _said(before)):
                yield f"a search begins anew within the run of {_some(shared)}"
        before.append((kind, value))


def _can_fail(nodes: Sequence[Node]) -> bool:
    return any(not _nullable(node) or node[0] in (sre.AT, sre.ASSERT, sre.ASSERT_NOT) for node in nodes)


def _kept_out(before: Iterable[Node], flags: int) -> frozenset[str]:
    """What may not stand before a match; at the beginning of lines that is all but a line's end."""
    found: frozenset[str] = frozenset()
    for kind, value in before:
        if kind is sre.AT and value in (sre.AT_BEGINNING, sre.AT_BEGINNING_LINE, sre.AT_BEGINNING_STRING):
            found |= SIGNS - {"\n"}
        if kind is sre.ASSERT_NOT and value[0] < 0:
            found |= _first(list(value[1]), flags)
    return found


def _said(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if not _nullable(node)]


def _some(signs: frozenset[str]) -> str:
    return repr("".join(sorted(signs)[:8]))


def _parts(kind: Any, value: Any) -> list[list[Node]]:
    if kind is sre.SUBPATTERN:
        return [list(value[3])]
    if kind is sre.BRANCH:
        return [list(part) for part in value[1]]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(value[1])]
    if kind is sre.GROUPREF_EXISTS:
        return [list(part) for part in value[1:] if part is not None]
    return [list(value)] if kind is sre.ATOMIC_GROUP else []


def _nullable(node: Node) -> bool:
    kind, value = node
    if kind in REPEATS:
        return value[0] == 0 or all(map(_nullable, value[2]))
    if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF, sre.GROUPREF_EXISTS):
        return True
    parts = _parts(kind, value)
    return any(all(map(_nullable, part)) for part in parts)


def _signs(node: Node, flags: int) -> frozenset[str]:
    """The characters that a node of one character matches."""
    state = parser.State()
    state.flags = flags
    one = re._compiler.compile(parser.SubPattern(state, [node]), flags)  # type: ignore[attr-defined]
    return frozenset(sign for sign in SIGNS if one.match(sign))


def _first(nodes: Sequence[Node], flags: int, after: frozenset[str] = frozenset()) -> frozenset[str]:
    """The characters with which the nodes may begin; with ``after`` where all of them may be empty."""
    found: frozenset[str] = frozenset()
    for kind, value in nodes:
        if kind in REPEATS:
            found |= _first(list(value[2]), flags)
        elif kind in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
            found |= _signs((kind, value), flags)
        elif kind not in (sre.ASSERT, sre.ASSERT_NOT):
            for part in _parts(kind, value):
                found |= _first(part, flags)
        if not _nullable((kind, value)):
            return found
    return found | after


def _all(node: Node, flags: int) -> frozenset[str]:
    """Every character that a node may run through."""
    kind, value = node
    if kind in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
        return _signs(node, flags)
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return frozenset()
    parts = [list(value[2])] if kind in REPEATS else _parts(kind, value)
    return frozenset().union(*(_all(one, flags) for part in parts for one in part))


def _run(nodes: Sequence[Node], flags: int) -> frozenset[str]:
    """The characters of which a repeat of these nodes may consist alone: a run of one of them is a match."""
    needed = [_all(node, flags) for node in nodes if not _nullable(node)]
    every = frozenset().union(*(_all(node, flags) for node in nodes))
    return frozenset.intersection(every, *needed) if needed else every


def _unbounded(nodes: Iterable[Node]) -> bool:
    return any(
        (kind in REPEATS and (value[1] >= MANY or _unbounded(value[2]))) or any(map(_unbounded, _parts(kind, value)))
        for kind, value in nodes
    )


def _last_run(nodes: Sequence[Node], flags: int) -> frozenset[str]:
    """What the last unbounded repeat of these nodes runs through, where nothing must follow it."""
    for kind, value in reversed(nodes):
        if kind in REPEATS and value[1] >= MANY:
            return _run(list(value[2]), flags)
        if not _nullable((kind, value)):
            return frozenset().union(*(_last_run(part, flags) for part in _parts(kind, value)))
    return frozenset()


def _unbounded_later(nodes: Sequence[Node], flags: int) -> frozenset[str]:
    """What a later repeat runs through, as far as all between them may be empty or runs through the same."""
    shared = SIGNS
    for kind, value in nodes:
        if kind in REPEATS and value[1] >= MANY:
            return _run(list(value[2]), flags) & shared
        for part in _parts(kind, value):
            if found := _unbounded_later(part, flags) & shared:
                return found
        if not _nullable((kind, value)):
            shared &= _all((kind, value), flags)
    return frozenset()
