"""strategy.yaml read into a Strategy, with the place of every mistake."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from pulse.classify.lexicon import stops
from pulse.domain import LANGUAGES, Decision, Strategy, Target, Theme, Tree
from pulse.errors import NounError, StrategyError
from pulse.text import normalise, tokens

USUAL = "strategy.yaml"
"""What mistakes are said to be in, until the file's own name is known."""
THEME_KEYS = ("id", "names", "descriptions", "words", "examples")
DECISION_KEYS = (
    "id", "title", "theme", "also", "owner", "announced_at", "scope", "announced_in", "phrases", "target", "pilots",
    "milestones",
)  # fmt: skip
TARGET_KEYS = ("measure", "unit", "baseline", "goal", "due", "readings")


def read(path: Path, zone: ZoneInfo) -> Strategy:
    """The strategy in a file."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StrategyError(f"{path.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StrategyError(f"{path.name} is not UTF-8 text at byte {error.start}: save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise StrategyError(f"{path.name} cannot be read{where}: {problem}") from error
    except RecursionError as error:
        raise StrategyError(f"{path.name} cannot be read: its lists lie too deep within each other") from error
    try:
        return telling(parse(raw, zone))
    except StrategyError as error:
        raise StrategyError(str(error).replace(f"{USUAL}:", f"{path.name}:", 1)) from error


def telling(strategy: Strategy) -> Strategy:
    """The strategy, none of whose words is one that most sentences hold; else StrategyError names it."""
    held = [(f"theme {t.id!r}: words", t.words) for t in strategy.themes]
    held += [(f"decision {d.id!r}: phrases", d.phrases) for d in strategy.decisions]
    for where, lists in held:
        for language, said in lists.items():
            for text in said:
                if not any(word[0].isalnum() and word not in stops() for word in tokens(normalise(text))):
                    raise StrategyError(
                        f"strategy.yaml: {where}: {language}: {text!r} is in most sentences, whatever they are about: "
                        "take it out, or write more of the phrase"
                    )
    return strategy


def parse(raw: Any, zone: ZoneInfo) -> Strategy:
    """A Strategy from what a strategy.yaml holds."""
    top = _table(raw if raw is not None else {}, "strategy.yaml", ("themes", "decisions"))
    themes = [_theme(t, i) for i, t in enumerate(_list(top.get("themes"), "themes"), 1)]
    decisions = [_decision(d, i, zone) for i, d in enumerate(_list(top.get("decisions"), "decisions"), 1)]
    return Strategy(tuple(themes), tuple(decisions))


def fits(strategy: Strategy, tree: Tree) -> None:
    """Raise StrategyError if a decision names a unit that is not in the organisation."""
    for decision in strategy.decisions:
        for unit in (*decision.scope, *decision.pilots):
            if tree.units and unit not in tree:
                raise StrategyError(f"decision {decision.id!r} names the unknown unit {unit!r}: see units.csv")


def _theme(raw: Any, number: int) -> Theme:
    where = f"theme {number}"
    entry = _table(raw, where, THEME_KEYS)
    where = f"theme {_text(entry.get('id'), where + ': id')!r}"
    try:
        return Theme(
            id=entry["id"],
            names=_texts(entry.get("names"), where + ": names"),
            descriptions=_texts(entry.get("descriptions"), where + ": descriptions"),
            words=_lists(entry.get("words"), where + ": words"),
            examples=_lists(entry.get("examples"), where + ": examples"),
        )
    except NounError as error:
        raise StrategyError(f"strategy.yaml: {error}") from error


def _decision(raw: Any, number: int, zone: ZoneInfo) -> Decision:
    where = f"decision {number}"
    entry = _table(raw, where, DECISION_KEYS)
    where = f"decision {_text(entry.get('id'), where + ': id')!r}"
    try:
        return Decision(
            id=entry["id"],
            title=_text(entry.get("title"), where + ": title"),
            theme=_text(entry.get("theme"), where + ": theme"),
            also=_strings(entry.get("also"), where + ": also"),
            owner=str(entry.get("owner") or ""),
            announced_at=_instant(entry.get("announced_at"), where + ": announced_at", zone),
            scope=_strings(entry.get("scope"), where + ": scope"),
            announced_in=_strings(entry.get("announced_in"), where + ": announced_in"),
            phrases=_lists(entry.get("phrases"), where + ": phrases"),
            target=_target(entry.get("target"), where + ": target"),
            pilots=_strings(entry.get("pilots"), where + ": pilots"),
            milestones=tuple(_milestone(m, where) for m in _list(entry.get("milestones"), where + ": milestones")),
        )
    except NounError as error:
        raise StrategyError(f"strategy.yaml: {error}") from error


def _target(raw: Any, where: str) -> Target | None:
    if raw is None:
        return None
    entry = _table(raw, where, TARGET_KEYS)
    return Target(
        measure=_text(entry.get("measure"), where + ": measure"),
        unit=str(entry.get("unit") or ""),
        baseline=_number(entry.get("baseline"), where + ": baseline"),
        goal=_number(entry.get("goal"), where + ": goal"),
        due=_day(entry["due"], where + ": due") if entry.get("due") else None,
        readings=tuple(_reading(r, where) for r in _list(entry.get("readings"), where + ": readings")),
    )


def _reading(raw: Any, where: str) -> tuple[date, float]:
    where += ": readings"
    if isinstance(raw, dict):
        raw = [raw.get("date") or raw.get("at"), raw.get("value")]
    if not isinstance(raw, list) or len(raw) != 2:
        raise StrategyError(f"strategy.yaml: {where} holds entries of a date and a value")
    value = _number(raw[1], where)
    if value is None:
        raise StrategyError(f"strategy.yaml: {where} has an entry without a value")
    return _day(raw[0], where), value


def _milestone(raw: Any, where: str) -> tuple[date, str]:
    entry = _table(raw, where + ": milestones", ("date", "title"))
    return _day(entry.get("date"), where + ": milestones"), _text(entry.get("title"), where + ": milestones: title")


def _table(raw: Any, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise StrategyError(f"strategy.yaml: {where} must be a table with {', '.join(known)}")
    for key in raw:
        if key not in known:
            raise StrategyError(
                f"strategy.yaml: {where} has the unknown key {str(key)[:40]!r}; known: {', '.join(known)}"
            )
    return raw


def _list(raw: Any, where: str) -> list[Any]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise StrategyError(f"strategy.yaml: {where} must be a list, each entry with a dash before it")
    return raw


def _text(raw: Any, where: str) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise StrategyError(f"strategy.yaml: {where} must be a text")
    return raw


def _strings(raw: Any, where: str) -> tuple[str, ...]:
    return tuple(_text(str(entry) if isinstance(entry, int) else entry, where) for entry in _list(raw, where))


def _texts(raw: Any, where: str) -> dict[str, str]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise StrategyError(f"strategy.yaml: {where} must have a text a language, like 'en: ...'")
    return {_language(k, where): _text(v, f"{where}: {k}") for k, v in raw.items()}


def _lists(raw: Any, where: str) -> dict[str, tuple[str, ...]]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise StrategyError(f"strategy.yaml: {where} must have a list a language, like 'en: [...]'")
    return {_language(k, where): _strings(v, f"{where}: {k}") for k, v in raw.items()}


def _language(raw: Any, where: str) -> str:
    # YAML 1.1 reads a bare "no" as false; Norwegians write nb or nn here.
    if not isinstance(raw, str):
        raise StrategyError(f"strategy.yaml: {where} has the language {raw!r}: use fi, sv, nb, nn, da or en, quoted")
    if raw not in LANGUAGES:
        raise StrategyError(f"strategy.yaml: {where} has the language {raw!r}: use {', '.join(LANGUAGES)}")
    return raw


def _number(raw: Any, where: str) -> float | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise StrategyError(f"strategy.yaml: {where} must be a number, not {str(raw)[:40]!r}")
    return float(raw)


def _day(raw: Any, where: str) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise StrategyError(f"strategy.yaml: {where} needs a date like 2026-11-16, not {str(raw)[:40]!r}") from error


def _instant(raw: Any, where: str, zone: ZoneInfo) -> datetime:
    if isinstance(raw, str):
        try:
            raw = datetime.fromisoformat(raw)
        except ValueError:
            raw = _day(raw, where)
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = datetime.combine(raw, time(), tzinfo=zone)
    if not isinstance(raw, datetime):
        raise StrategyError(f"strategy.yaml: {where} needs a date like 2026-11-16")
    return (raw if raw.tzinfo else raw.replace(tzinfo=zone)).astimezone(UTC)
