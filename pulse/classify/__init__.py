"""Says what each post is about and how it is meant: posts in, tags out, never a database."""

from pulse.classify.heads.model import shipped
from pulse.classify.models.card import Errors, errors
from pulse.classify.tagger import Tagger, version
from pulse.classify.why import Reason, known, why

__all__ = ["Errors", "Reason", "Tagger", "errors", "known", "model_version", "why"]


def model_version() -> str:
    """The version of the shipped model, word lists included, without any strategy."""
    return version(shipped())
