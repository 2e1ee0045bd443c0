"""Which words set one group of people apart from another: weighted log-odds with a Dirichlet prior."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
PRIOR = 0.1
"""How many people stand behind the prior for each one that was heard."""


def log_odds(here: Array, there: Array, prior: float = PRIOR) -> Array:
    """How much more each word is said here than there, as z-scores (Monroe, Colaresi & Quinn 2008, eqs. 15-22).

    Args:
        here: how many people said each word in the one set; there: in the other.
        prior: the weight of the words' common distribution, as a share of all that was heard.

    A word's log-odds in each set are smoothed by what all say, and their difference divided by its standard deviation,
    so that neither rare words with wild ratios nor common ones with large counts come first.

    >>> log_odds(np.array([30.0, 50, 900]), np.array([2.0, 50, 900])).round(1).tolist()
    [3.9, -0.1, -8.3]
    """
    both = here + there
    alpha = prior * both + 1e-9
    return np.asarray(
        (_logit(here, alpha) - _logit(there, alpha)) / np.sqrt(1 / (here + alpha) + 1 / (there + alpha)), np.float64
    )


def _logit(said: Array, alpha: Array) -> Array:
    own = said + alpha
    return np.asarray(np.log(own) - np.log(np.maximum(own.sum() - own, 1e-9)))
