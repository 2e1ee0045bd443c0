"""What the organisation's own posts and labels teach of its themes, and whether it is better than their words alone.

Themes decide whom a figure is about. So a post is read by a model that has seen no label of its author, like all other
posts of that author (``topics.groups``), and labels judge by what such models say. Posts may teach better without
labels, where these are few: what finds the random labels' themes best is taken, if it beats words.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from pulse.classify import f1
from pulse.classify.arrays.scales import Array
from pulse.classify.folds import folds
from pulse.classify.tagger import Tagger, titled
from pulse.classify.taught.acceptance import LEAST, MARGIN, SEED, Verdict
from pulse.classify.taught.examples import Told
from pulse.classify.topics.divided import fit_groups
from pulse.classify.topics.fitting import fit_themes
from pulse.classify.topics.groups import ThemeModels
from pulse.domain import Post, Strategy

HEAD = "themes"
Found = Sequence[Collection[str]]
BY_POSTS, BY_LABELS = "by posts alone", "by posts and labels"


def learned(plan: Strategy, told: Sequence[Told], posts: Sequence[Post]) -> tuple[Verdict, ThemeModels | None]:
    """The better of what posts teach alone and with labels, and the models if random labels find it better than words.

    ``posts`` are some of all that the organisation has; labelled ones teach beside them.
    """
    said = [one for one in told if "themes" not in one.label.unsaid]
    random = [one for one in said if one.label.drawn == "random"]
    true, people = [one.label.themes for one in random], [one.post.author or one.post.id for one in random]
    if len(random) < LEAST or not any(true):
        return verdict(true, true, true, people), None
    before = found(Tagger(plan), random)
    tried = []
    for models, count, how in _taught(plan, said, posts):
        judged = verdict(true, before, found(Tagger(plan, themes=models), random), people)
        tried.append((replace(judged, labels=count, why=how if judged.accepted else judged.why), models))
    best, models = max(tried, key=lambda one: (one[0].accepted, one[0].learned))
    return best, models if best.accepted else None


def _taught(plan: Strategy, said: Sequence[Told], posts: Sequence[Post]) -> list[tuple[ThemeModels, int, str]]:
    """The ways in which themes are learned, the one without labels first."""
    labelled = {one.post.key: one for one in said}
    every = {post.key: post for post in (*posts, *(one.post for one in said))}
    texts, told = [titled(post) for post in every.values()], [labelled.get(key) for key in every]
    with_labels = fit_groups(
        plan, texts, [one.label.themes if one else None for one in told],
        folds([post.author for post in every.values()]),
        np.array([one is not None and one.label.drawn == "random" for one in told], bool),
    )  # fmt: skip
    return [(ThemeModels((fit_themes(plan, texts),)), 0, BY_POSTS), (with_labels, len(said), BY_LABELS)]


def found(tagger: Tagger, told: Sequence[Told]) -> list[tuple[str, ...]]:
    """The themes that the tagger finds in each labelled post."""
    return [tuple(tag.themes) for tag in tagger.tag([one.post for one in told], [one.thread for one in told])]


def verdict(true: Found, before: Found, after: Found, people: Sequence[str]) -> Verdict:
    """How well themes are found (macro-F1 over those that labels name), and whether learning made it better."""
    named = sorted({name for names in true for name in names})
    if len(true) < LEAST or not named:
        why = f"{len(true)} random labels, {LEAST} needed" if len(true) < LEAST else "no label names a theme"
        return Verdict(
            head=HEAD, labels=0, judged=len(true), shipped=0, learned=0, gain=0, error=0, accepted=False, why=why
        )
    counts = [_counts(true, said, people, named) for said in (before, after)]
    drawn = f1.drawn_anew(len(counts[0]), SEED)
    anew = [_f1(np.tensordot(drawn, one, axes=1)) for one in counts]
    shipped, learned = (float(_f1(one.sum(axis=0))) for one in counts)
    gain, error = learned - shipped, float((anew[1] - anew[0]).std())
    # Where words find next to nothing, naming themes by chance gains macro-F1, too.
    rights = [sum(set(here) == set(there) for here, there in zip(true, said, strict=True)) for said in (before, after)]
    better = gain > MARGIN * error and gain > 0 and rights[1] > rights[0]
    return Verdict(
        head=HEAD, labels=0, judged=len(true), shipped=shipped, learned=learned, gain=gain, error=error,
        accepted=better, why="" if better else "not better than the themes' words by its margin",
    )  # fmt: skip


def _counts(true: Found, said: Found, people: Sequence[str], named: Sequence[str]) -> Array:
    """For each person and theme: how often it was found, and how often it was true or said, together."""
    names, person = np.unique(np.array(people, dtype=np.str_), return_inverse=True)
    counts = np.zeros((len(names), len(named), 2))
    for at, here, there in zip(person.tolist(), true, said, strict=True):
        for place, name in enumerate(named):
            counts[at, place] += (name in here and name in there, (name in here) + (name in there))
    return counts


def _f1(counts: Array) -> Array:
    return np.asarray((2 * counts[..., 0] / np.maximum(counts[..., 1], 1)).mean(axis=-1))
