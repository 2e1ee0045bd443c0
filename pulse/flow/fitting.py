"""The models that ship, fitted anew from a folder of labelled texts."""

from pathlib import Path

from pulse.classify.fitting.fit import fit as fitted
from pulse.errors import UsageError


def fit(folder: Path, out: Path) -> Path:
    """Fit the models on a folder of labelled JSON Lines files; where the weights went, with their card beside them."""
    if not any(folder.glob("*.jsonl")):
        raise UsageError(f"no labelled texts in {folder}: it needs files like sentiment_fi.jsonl")
    out.mkdir(parents=True, exist_ok=True)
    return fitted(folder, out)
