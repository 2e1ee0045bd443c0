"""Which fold a person is in: the models that read a person's posts have learned from everybody's labels but theirs.

Labels teach the model, and the same labels correct what it counts. That is honest only if the tag that is compared
with a label is what a model says that has never seen this label, and if all other posts are tagged in just that way.
So there is a model a fold, a person's fold is drawn once and for all by a hash, and every post, labelled or not, is
read by its author's model, which was fitted without any label of that author. Within a fold the model is then fixed
before the fold's labels are looked at, the labelled posts are a random sample of the fold's posts, and the corrected
share (PPI++) is as unbiased as with a model from elsewhere; nothing has to be kept apart or remembered per label.
(Zrnic and Candes 2024, "Cross-prediction-powered inference", average the folds' models over unlabelled posts instead;
reading each post by one of them gives the same expectation at the price of one model a post.)
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

FOLDS = 10


def fold(author: str, salt: int = 0) -> int:
    """The fold of an author's token; another salt gives another division of people, for trying things out.

    >>> fold("ab") == fold("ab"), 0 <= fold("ab", 3) < FOLDS
    (True, True)
    """
    digest = blake2b(author.encode("utf-8", "surrogatepass"), digest_size=8, salt=salt.to_bytes(8, "big")).digest()
    return int.from_bytes(digest, "big") % FOLDS


def folds(authors: Sequence[str], salt: int = 0) -> NDArray[np.int64]:
    """The fold of each author."""
    known = {author: fold(author, salt) for author in set(authors)}
    return np.fromiter(map(known.__getitem__, authors), np.int64, len(authors))
