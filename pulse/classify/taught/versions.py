"""Keeps what was taught, version by version, as two files beside pulse.toml: weights, and what they are worth.

    learned/0001.npz    the weights: arrays "tone.words", "tone.cues" ..., and "themes...." where themes learn too
                        ("themes.0.weights" of the first fold, where labels teach them);
                        beside pairs of words the hashes "tone.frequent" and "tone.known" of those that outlines show,
                        and beside words' vectors "tone.met" and "tone.worth": hashes, and what each vector is worth
    learned/0001.json   when, from how many labels, over which shipped model, the figures and the curve of each head
    learned/current     the number of the version in use; 0 is the shipped model
    learned/last        the highest number that was ever given: none is given twice

Nothing is ever changed but the last two, and a version goes only when it is removed by its number. None of the files
holds a text or a person.
"""

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import msgspec
import numpy as np

from pulse.classify import model_version
from pulse.classify.encoder import Encoder
from pulse.classify.folds import FOLDS
from pulse.classify.taught.acceptance import Verdict
from pulse.classify.taught.company import Company
from pulse.classify.taught.curve import Point
from pulse.classify.taught.features import CLASSES
from pulse.classify.taught.lesson import PRECISION, name
from pulse.classify.taught.offset import Offset, Taught
from pulse.classify.taught.pairs import Outlines
from pulse.classify.topics.groups import ThemeModels
from pulse.errors import ModelError, UsageError

CURRENT, LAST = "current", "last"
MEND = "run 'pulse learn --use 0' for the shipped model, or 'pulse learn' to learn anew"
NUMBER = re.compile(r"[0-9]{1,6}")
UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, RuntimeError, BadZipFile, zlib.error)
"""What reading a damaged file of arrays may raise."""
THEMES = "themes."
PARTS = ("places", "words", "cues", "bias", "sharpness")
OUTLINES = ("frequent", "known")
"""Parts of heads that weigh pairs of words."""
COMPANY = ("met", "worth")
"""Parts of heads that weigh words' vectors."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """What is known of a version: ``base`` names the shipped model that it adds to, ``parent`` the version before.

    ``encoder`` is the version of the encoder whose vectors it weighs; "" where it weighs none.
    """

    number: int
    at: datetime
    base: str
    parent: int
    name: str
    labels: int
    encoder: str = ""
    verdicts: tuple[Verdict, ...]
    curves: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads that it changes."""
        return tuple(one.head for one in self.verdicts if one.accepted)

    def unusable(self, encoder: Encoder | None) -> str:
        """Why it is out of use beside this encoder, as the end of a sentence; "" where it can be used."""
        if self.base != model_version():
            return "the shipped model has changed"
        if self.encoder and (encoder is None or encoder.version != self.encoder):
            return "pulse.toml does not name the encoder that it was learned with"
        return ""


def versions(folder: Path) -> list[Version]:
    """All versions in the folder that can be read, oldest first."""
    return _read(folder)[0]


def damaged(folder: Path) -> dict[int, str]:
    """The numbers of versions whose files cannot be read, and what is wrong with each."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[list[Version], dict[int, str]]:
    whole, broken = list[Version](), dict[int, str]()
    for number in _numbers(folder):
        try:
            version = _described(folder / f"{number:04d}.json")
            _taught(folder / f"{number:04d}.npz", version.heads)
            whole.append(version)
        except ModelError as error:
            broken[number] = str(error)
    return whole, broken


def _numbers(folder: Path) -> list[int]:
    """The numbers that files in the folder bear, whatever they hold."""
    return sorted({int(path.stem) for path in folder.glob("*.*") if re.fullmatch(r"\d{4,6}\.(json|npz)", path.name)})


def unused(folder: Path) -> int:
    """The number of the next version: no version has ever had it, so that none is taken for another."""
    path = folder / LAST
    text = path.read_text("utf-8", "replace").strip() if path.is_file() else ""
    return max([int(text) if NUMBER.fullmatch(text) else 0, chosen(folder), *_numbers(folder)]) + 1


def chosen(folder: Path) -> int:
    """The number of the version in use; 0 too where that cannot be told."""
    try:
        return current(folder)
    except ModelError:
        return 0


def current(folder: Path) -> int:
    """The number of the version in use; 0 for the shipped model."""
    path = folder / CURRENT
    text = path.read_text("utf-8", "replace").strip() if path.is_file() else "0"
    if not NUMBER.fullmatch(text):
        raise ModelError(f"{path.name} in {folder.name} names no version: {MEND}")
    return int(text)


def astray(folder: Path) -> str:
    """What is wrong where no version that is there was chosen, in a sentence; else ""."""
    try:
        number = current(folder)
    except ModelError as error:
        return str(error)
    return _missing(number) if number not in (0, *_numbers(folder)) else ""


def _missing(number: int) -> str:
    return f"version {number} of the model is missing: {MEND}"


def use(folder: Path, number: int) -> None:
    """Make this version the one in use; ``versions`` are looked at only where it is not the shipped model."""
    known = [0, *(version.number for version in versions(folder))] if number else [0]
    if number not in known:
        if number in _numbers(folder):
            raise ModelError(damaged(folder)[number])
        raise UsageError(
            f"no version {number} of the model; known: {', '.join(map(str, known))} (0 is the shipped one)"
        )
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / CURRENT, f"{number}\n".encode())


def remove(folder: Path, number: int) -> None:
    """Remove a version that is not in use; its number is not given again."""
    if number not in _numbers(folder):
        raise UsageError(f"no version {number} of the model to remove; known: {', '.join(map(str, _numbers(folder)))}")
    if number == chosen(folder):
        raise UsageError(f"version {number} is in use: go to another first, like 'pulse learn --use 0'")
    files = [folder / f"{number:04d}.{ending}" for ending in ("json", "npz")]
    for path in files:
        if path.is_dir():
            raise UsageError(
                f"{path.name} in {folder.name} is a folder that pulse did not make: look into it and move it away"
            )
    _write(folder / LAST, f"{unused(folder) - 1}\n".encode())
    for path in files:
        path.unlink(missing_ok=True)


def same(folder: Path, version: Version, taught: Taught) -> Version | None:
    """The version in the folder that was taught just this over the same shipped model, if there is one."""
    content = _packed(taught)
    for one in versions(folder):
        alike = (one.base, one.encoder, one.verdicts) == (version.base, version.encoder, version.verdicts)
        if alike and (folder / f"{one.number:04d}.npz").read_bytes() == content:
            return one
    return None


def save(folder: Path, version: Version, taught: Taught) -> None:
    """Keep a new version; it is in use only once ``use`` says so."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{version.number:04d}.npz", _packed(taught))
    told = asdict(version) | {"at": version.at.isoformat()}
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    _write(folder / f"{version.number:04d}.json", text.encode())
    _write(folder / LAST, f"{version.number}\n".encode())


def _packed(taught: Taught) -> bytes:
    """The content of a version's file of weights; what is taught alike gives the same bytes."""
    content = BytesIO()
    np.savez_compressed(content, **arrays(taught))
    return content.getvalue()


def arrays(taught: Taught) -> dict[str, Any]:
    """The arrays of a version's file."""
    found: dict[str, Any] = {}
    for head, offset in sorted(taught.offsets.items()):
        for part in PARTS:
            found[f"{head}.{part}"] = np.asarray(getattr(offset, part))
        found[f"{head}.words"] = offset.words.astype(PRECISION)
        if offset.outlines:
            found |= {f"{head}.{part}": np.asarray(getattr(offset.outlines, part)) for part in OUTLINES}
        if offset.company:
            held = offset.company.words, offset.company.rows.astype(PRECISION)
            found |= {f"{head}.{part}": array for part, array in zip(COMPANY, held, strict=True)}
    themes = taught.themes.arrays() if taught.themes else {}
    return found | {f"{THEMES}{name}": array for name, array in themes.items()}


def load(folder: Path, number: int, encoder: Encoder | None = None) -> Taught | None:
    """What the version taught; None for the shipped model, and for a version that is out of use beside this encoder.

    An offset is known to be better only over the model, and with the vectors, that it was judged with.
    """
    if number == 0:
        return None
    path = folder / f"{number:04d}.npz"
    if not path.is_file():
        raise ModelError(_missing(number))
    described = _described(path.with_suffix(".json"))
    if described.unusable(encoder):
        return None
    return replace(_taught(path, described.heads), encoder=encoder if described.encoder else None)


def _taught(path: Path, heads: Sequence[str]) -> Taught:
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as held:
            offsets = {head: _offset(held, head) for head in heads if head in CLASSES}
            parts = {name.removeprefix(THEMES): held[name] for name in held.files if name.startswith(THEMES)}
        themes = ThemeModels.from_arrays(parts) if parts else None
    except (*UNREADABLE, ModelError) as error:
        what = "is missing" if not path.exists() else "is no version of a model"
        raise ModelError(f"{path.name} in {path.parent.name} {what}: {MEND}") from error
    return Taught(offsets, name(offsets), themes)


def _offset(held: Mapping[str, Any], head: str) -> Offset:
    places, words, cues, bias = (np.asarray(held[f"{head}.{part}"]) for part in PARTS[:4])
    width = len(CLASSES[head])
    if words.shape != (len(places), FOLDS, width) or cues.shape[::2] != (FOLDS, width) or bias.shape != (FOLDS, width):
        raise ValueError(head)
    exact = words.astype(np.float32), cues.astype(np.float32), bias.astype(np.float32)
    outlines = None
    if f"{head}.{OUTLINES[0]}" in held:
        outlines = Outlines(*(np.asarray(held[f"{head}.{part}"], np.uint64) for part in OUTLINES))
    return Offset(places.astype(np.int64), *exact, float(held[f"{head}.sharpness"]), outlines, _company(held, head))


def _company(held: Mapping[str, Any], head: str) -> Company | None:
    """What words' vectors are worth; None in a version that weighs none."""
    if f"{head}.{COMPANY[0]}" not in held:
        return None
    words, rows = (np.asarray(held[f"{head}.{part}"]) for part in COMPANY)
    if rows.shape != (len(words), FOLDS * len(CLASSES[head])):
        raise ValueError(head)
    return Company(words.astype(np.uint64), rows.astype(np.float32))


def _described(path: Path) -> Version:
    try:
        version = msgspec.convert(json.loads(path.read_text("utf-8")), Version)
        if version.number != int(path.stem):
            raise ValueError(version.number)
    except (OSError, ValueError, RecursionError, msgspec.ValidationError) as error:
        what = "does not describe a version of the model" if path.exists() else "is missing"
        raise ModelError(f"{path.name} in {path.parent.name} {what}: {MEND}") from error
    return version


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
