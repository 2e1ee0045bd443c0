"""How the models do on the demo's texts, which they were not fitted on: a line for each head, a column a language.

    python tests/bench demo_texts

The truth is that of truth.jsonl. The demo's generator and the word lists were written by one team, so this flatters;
what the figures are worth on other people's posts is said by the lines on texts of other sources.
"""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from sklearn.metrics import f1_score

from pulse.demo import build
from pulse.domain import LANGUAGES, Tag
from pulse.settings import load
from pulse.store import database, tags

HEADS = ("tone", "asks", "stance", "act")


def read(folder: Path) -> pd.DataFrame:
    """Each post's truth beside its tag: columns true_* and said_*."""
    truth = pd.read_json(folder / "truth.jsonl", lines=True, dtype=False)
    engine = database.connect(load(folder / "pulse.toml").database_url)
    with engine.connect() as c:
        by_source = {source: tags.find(c, source, rows["id"]) for source, rows in truth.groupby("source")}
    found: list[Tag | None] = [by_source[s].get(i) for s, i in zip(truth["source"], truth["id"], strict=True)]
    known = truth[[tag is not None for tag in found]].reset_index(drop=True)
    said = pd.DataFrame([_said(tag) for tag in found if tag is not None])
    return pd.concat([known.add_prefix("true_"), said.add_prefix("said_")], axis=1)


def _said(tag: Tag) -> dict[str, object]:
    return {
        "tone": tag.tone_word, "asks": tag.is_question, "stance": tag.stance_word, "act": tag.act_word,
        "language": tag.language, "themes": list(tag.themes), "decision": tag.decision,
    }  # fmt: skip


def macro(true: Sequence[object], said: Sequence[object]) -> float:
    """Macro-F1 over the answers that are true of some."""
    names = sorted({str(answer) for answer in true})
    both = [str(a) for a in true], [str(a) for a in said]
    return float(f1_score(*both, labels=names, average="macro", zero_division=0.0))


def by_language(rows: pd.DataFrame, head: str) -> Mapping[str, float]:
    """The macro-F1 of a head in each language, and in all."""
    parts = {lang: rows[rows["true_language"] == lang] for lang in LANGUAGES} | {"all": rows}
    return {lang: macro(part[f"true_{head}"].tolist(), part[f"said_{head}"].tolist()) for lang, part in parts.items()}


def subjects(rows: pd.DataFrame) -> str:
    """How well themes and decisions are found: precision and recall over all posts."""
    theme = [(set(a), set(b)) for a, b in zip(rows["true_themes"], rows["said_themes"], strict=True)]
    hits, said, true = (sum(map(len, part)) for part in zip(*((a & b, b, a) for a, b in theme), strict=True))
    own = rows["true_decision"].notna()
    right = (rows["true_decision"] == rows["said_decision"]) & own
    told = rows["said_decision"].notna()
    return (
        f"themes: precision {hits / max(said, 1):.2f}, recall {hits / max(true, 1):.2f}; "
        f"decisions: precision {right.sum() / max(told.sum(), 1):.2f}, recall {right.sum() / max(own.sum(), 1):.2f}"
    )


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), seed=1)
        rows = read(Path(folder))
    columns = (*LANGUAGES, "all")
    sys.stdout.write(f"{'macro-F1':20}" + "".join(f"{name:>8}" for name in columns) + "\n")
    on = rows[rows["true_decision"].notna() & (rows["true_decision"] == rows["said_decision"])]
    for head in HEADS:
        found = by_language(on if head == "stance" else rows, head)
        sys.stdout.write(f"{head:20}" + "".join(f"{found[name]:8.2f}" for name in columns) + "\n")
    right = (rows["true_language"] == rows["said_language"]).groupby(rows["true_language"]).mean()
    sys.stdout.write(f"{'language, right':20}" + "".join(f"{right[name]:8.2f}" for name in LANGUAGES) + "\n")
    sys.stdout.write(subjects(rows) + f"; {len(rows):,} posts, stance on {len(on):,} of a decision\n")


if __name__ == "__main__":
    main()
