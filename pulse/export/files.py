"""Every published figure in a file: JSON Lines or CSV, a line each."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pulse.board.board import Board
from pulse.domain import Answer
from pulse.errors import UsageError

FORMATS = ("jsonl", "csv")


def write_figures(board: Board, format: str, path: Path | None, out: IO[str]) -> int:
    """Write all figures to a file, or to an open one; how many."""
    if format not in FORMATS:
        raise UsageError(f"no figures as {format[:20]!r}; known: {', '.join(FORMATS)}")
    lines = (line(table, answer) for table, answer in board.figures())
    if path is None:
        return _write(lines, format, out)
    with path.open("w", encoding="utf-8", newline="") as file:
        return _write(lines, format, file)


def _write(lines: Iterator[dict[str, object]], format: str, out: IO[str]) -> int:
    count, writer = 0, None
    for row in lines:
        if format == "jsonl":
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            writer = writer or _headed(out, row)
            writer.writerow({k: ";".join(v) if isinstance(v, list) else v for k, v in row.items()})
        count += 1
    return count


def _headed(out: IO[str], row: dict[str, object]) -> "csv.DictWriter[str]":
    writer = csv.DictWriter(out, fieldnames=list(row), lineterminator="\r\n")
    writer.writeheader()
    return writer


def line(table: str, answer: Answer) -> dict[str, object]:
    """An answer with the fields that the outside relies on."""
    asked = answer.question
    start, stop = answer.start or asked.start, answer.stop or asked.stop
    return {
        "table": table,
        "voice": "+".join(asked.voices),
        "subject_kind": asked.subject.kind,
        "subject": asked.subject.id,
        "unit": asked.unit or "",
        "from": start.isoformat(),
        "to": stop.isoformat(),
        "units": list(answer.units),
        "subjects": [str(s) for s in answer.subjects],
        "platform": "",
        "language": "",
        "measure": asked.measure,
        "value": answer.value,
        "low": answer.low,
        "high": answer.high,
        "level": answer.level,
        "estimand": answer.estimand,
        "basis": answer.basis,
        "labels": answer.labels,
        "labelled_at": answer.labelled_at.isoformat() if answer.labelled_at else None,
        "people": answer.people,
        "contributions": answer.contributions,
        "posts": answer.posts,
        "atoms": answer.atoms,
        "word": answer.word,
        "reason": answer.reason,
        "model": answer.model,
        "version": answer.version,
        "sealed_at": answer.sealed_at.isoformat() if answer.sealed_at else None,
    }
