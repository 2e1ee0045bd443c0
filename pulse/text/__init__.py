"""What language does to letters: scrubbed, normalised, cut into tokens, folded and stemmed."""

from pulse.text.count import count
from pulse.text.normalise import fold, fold_all, normalise
from pulse.text.scrub import LIMIT, scrub
from pulse.text.spelling import Spelling
from pulse.text.stems import stem
from pulse.text.tokens import tokens

__all__ = ["LIMIT", "Spelling", "count", "fold", "fold_all", "normalise", "scrub", "stem", "tokens"]
