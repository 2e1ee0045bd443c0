"""How far a post's author has come: wishes, plans, does, or has done, read from mood, tense, and above all who acts."""

import numpy as np

from pulse.classify.batch import Batch, highest, total
from pulse.classify.cues import Cued
from pulse.classify.scales import Array
from pulse.classify.vocabulary import Floats

NAMES = (
    "wish", "plan", "doing", "done", "we", "they", "we plan", "we do", "we have done", "they plan or do",
    "not done", "not doing", "asks", "wish without done", "done without we", "strongest plan", "strongest done",
)  # fmt: skip


def features(batch: Batch, cues: Cued, asks: Array) -> Floats:
    """Each post's cues of act (columns NAMES): a cue counts with the agent of its own sentence."""
    turned = cues.negated * (1 - cues.phrase)
    plain = np.column_stack([cues[kind] * (1 - turned) for kind in ("wish", "plan", "doing", "done", "we", "they")])
    denied = np.column_stack([cues["done"] * turned, cues["doing"] * turned])
    sentence = highest(np.column_stack([plain, denied]).astype(np.float32), batch.sentences)
    wish, plan, doing, done, we, they = sentence[:, :6].T
    own, other = we > 0, (they > 0) & (we == 0)
    agents = np.column_stack([own * plan, own * doing, own * done, other * np.maximum(plan, np.maximum(doing, done))])
    begins = batch.first_sentences
    top = highest(np.column_stack([sentence, agents]).astype(np.float32), begins)
    wish, plan, doing, done, we, they, not_done, not_doing, we_plan, we_do, we_done, others = top.T
    strongest = total(np.column_stack([sentence[:, 1], sentence[:, 3]]), begins)
    return np.column_stack(
        [
            wish, plan, doing, done, we > 0, they > 0, we_plan, we_do, we_done, others, not_done, not_doing, asks,
            wish * (done == 0), done * (we == 0), np.minimum(strongest[:, 0], 3), np.minimum(strongest[:, 1], 3),
        ]
    ).astype(np.float32)  # fmt: skip
