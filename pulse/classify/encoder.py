"""An optional encoder: texts as the vectors of a local Hugging Face model, more features for the heads that learn.

Nothing is fetched: the model lies in a folder (config.json, tokenizer.json, model.safetensors), and no code in it is
run. It needs the extra ``strategy-pulse[encoder]``. The project ships no encoder, and none is needed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from pulse.classify.words.vocabulary import Floats
from pulse.errors import ModelError
from pulse.text import normalise, scrub

TOKENS = 128
"""Longer texts are cut: posts are short, and attention costs the square of their length."""
TOGETHER = 64
PACKAGES = ("torch", "transformers")
"""They take seconds to load, and are loaded with the first vector."""
WEIGHTS = "model.safetensors"
FILES = ("config.json", "tokenizer.json", WEIGHTS)


@dataclass(frozen=True)
class Encoder:
    """A sentence encoder in a folder; loaded when the first vector is asked for."""

    folder: Path
    _held: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def at(cls, folder: Path) -> "Encoder":
        """The encoder in the folder.

        Raises:
            ModelError: the folder holds no model that can be read, or the extra is not installed.
        """
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(
                f"encoder in {folder.name!r}: {missing[0]} is missing; name a folder with a model of its own"
            )
        if not all(map(find_spec, PACKAGES)):
            raise ModelError("an encoder needs more packages: pip install 'strategy-pulse[encoder]'")
        return cls(folder)

    @cached_property
    def version(self) -> str:
        """A name for the model's files and how they are used; other weights have another one."""
        told = hashlib.sha256()
        for name in FILES:
            with (self.folder / name).open("rb") as file:
                told.update(hashlib.file_digest(file, "sha256").digest())
        return f"{told.hexdigest()[:8]}-{TOKENS}"

    @cached_property
    def width(self) -> int:
        """How many numbers a vector has."""
        try:
            return int(json.loads((self.folder / "config.json").read_text(encoding="utf-8"))["hidden_size"])
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"encoder in {self.folder.name!r}: config.json names no 'hidden_size'") from error

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of unit length for each text, the mean of its tokens' vectors: float32, (texts, width).

        Texts are scrubbed and normalised as for the other heads; one of which nothing is left is nought. Rows do not
        depend on what else is in the batch, but for the last digits.
        """
        said = [normalise(scrub(text)) for text in texts]
        found = np.zeros((len(said), self.width), np.float32)
        # Texts of like length together, so that little is padded.
        order = sorted((i for i, text in enumerate(said) if text.strip()), key=lambda i: len(said[i]))
        for start in range(0, len(order), TOGETHER):
            chosen = order[start : start + TOGETHER]
            found[chosen] = self._vectors([said[i] for i in chosen])
        return found

    def _vectors(self, texts: Sequence[str]) -> Floats:
        import torch

        model, tokenizer = self._loaded()
        read = tokenizer(list(texts), padding=True, truncation=True, max_length=TOKENS, return_tensors="pt")
        with torch.inference_mode():
            hidden = model(**read).last_hidden_state
        there = read["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        means = (hidden * there).sum(1) / there.sum(1).clamp(min=1)
        rows: Floats = torch.nn.functional.normalize(means, dim=1).float().numpy()
        return rows

    def _loaded(self) -> tuple[Any, Any]:
        if not self._held:
            from transformers import AutoModel, AutoTokenizer
            from transformers.utils import logging

            logging.disable_progress_bar()
            told: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
            try:
                self._held["model"] = AutoModel.from_pretrained(self.folder, use_safetensors=True, **told).eval()
                self._held["tokenizer"] = AutoTokenizer.from_pretrained(self.folder, **told)
            except Exception as error:  # readers of weights and of tokens raise errors of their own kinds
                raise ModelError(f"encoder in {self.folder.name!r} cannot be read: {type(error).__name__}") from error
        return self._held["model"], self._held["tokenizer"]
