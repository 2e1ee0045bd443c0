"""How far a post's author has come: wishes, plans, does, or has done, read from mood, tense, and above all who acts."""

import numpy as np

from pulse import loops
from pulse.classify.arrays.scales import Array
from pulse.classify.heads.cues import Cued
from pulse.classify.heads.gathered import Gathered
from pulse.classify.words.batch import Batch, Ints, highest, peaks, total
from pulse.classify.words.vocabulary import LETTERS, Floats

NAMES = (
    "wish", "plan", "doing", "done", "we", "they", "we plan", "we do", "we have done", "they plan or do",
    "not done", "not doing", "asks", "wish without done", "done without we", "strongest plan", "strongest done",
    "begins", "doing and planned", "done asked", "plan asked",
)  # fmt: skip


def features(batch: Batch, said: Gathered, asks: Array) -> Floats:
    """Each post's cues of act (columns NAMES): a cue counts with the agent of its own sentence."""
    if loops.compiled:
        found = np.empty((len(asks), len(NAMES)), np.float32)
        loops.compiled.act_features(said.acts, batch.first_sentences, asks, found)
        return found
    sentence = said.acts.copy()
    # "We should have done it" is no deed, whatever its verbs say.
    sentence[:, 2:4] *= sentence[:, :1] == 0
    wish, plan, doing, done, we, they = sentence[:, :6].T
    # Who leaves out the subject ("Tested it today") speaks of themselves.
    own = (we > 0) | ((sentence[:, 8] > 0) & (they == 0))
    other = (they > 0) & ~own
    agents = np.column_stack([own * plan, own * doing, own * done, other * np.maximum(plan, np.maximum(doing, done))])
    begins = batch.first_sentences
    planned = (doing * (plan > 0))[:, None]
    top = highest(np.column_stack([sentence, agents, planned]).astype(np.float32), begins)
    wish, plan, doing, done, we, they, not_done, not_doing, opens, we_plan, we_do, we_done, others, planned = top.T
    sums = total(np.column_stack([sentence[:, 1], sentence[:, 3]]), begins)
    return np.column_stack(
        [
            wish, plan, doing, done, we > 0, they > 0, we_plan, we_do, we_done, others, not_done, not_doing, asks,
            wish * (done == 0), done * (we == 0), np.minimum(sums[:, 0], 3), np.minimum(sums[:, 1], 3),
            opens, planned, done * asks, plan * asks,
        ]
    ).astype(np.float32)  # fmt: skip


READ = "wish", "plan", "doing", "done", "we", "they"
PEAKS = (*READ, "not done", "not doing", "opens with a deed")


def strongest(batch: Batch, cues: Cued) -> Floats:
    """Each sentence's strongest cues of PEAKS."""
    turned = cues.turned("done")
    plain = [cues[kind] * (1 - turned) for kind in READ]
    denied = cues["done"] * turned, cues["doing"] * turned
    opens = np.maximum(plain[2], plain[3]) * _opening(batch)
    return peaks([*plain, *denied, opens], batch.sentence_of, len(batch.sentences))


def _opening(batch: Batch) -> Floats:
    """1 for the first word of each sentence."""
    words = batch.has(LETTERS)
    running = np.cumsum(words)
    before: Ints = running[batch.sentences] - words[batch.sentences]
    return np.asarray(words & (running - before[batch.sentence_of] == 1), np.float32)
