"""Fits the models that ship from a folder of labelled texts; the same texts give the same bytes."""

import json
from pathlib import Path

from pulse.classify.fitting import judge, teach, told
from pulse.classify.heads.model import save
from pulse.classify.labelled import rows


def fit(folder: Path, out: Path) -> Path:
    """Fit all heads on the folder's free texts and our own, and write ``model.npz``, ``card.json`` and ``CARD.md``."""
    held = list(rows(folder))
    out.mkdir(parents=True, exist_ok=True)
    arrays = teach.weights(held)
    card = judge.card(held, arrays)
    save(arrays, out / "model.npz")
    (out / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    (out / "CARD.md").write_text(told.told(card), "utf-8")
    return out / "model.npz"
