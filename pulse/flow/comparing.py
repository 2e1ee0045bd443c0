"""A version that was just learned, judged beside the one in use: on the same labels, by models that never met them."""

from collections.abc import Sequence

from pulse.classify import Tagger, judging
from pulse.classify.taught import subjects, versions
from pulse.classify.taught.acceptance import LEAST
from pulse.classify.taught.beside import Beside, beside, of_themes
from pulse.classify.taught.examples import Told
from pulse.classify.taught.offset import Taught
from pulse.domain import Strategy
from pulse.errors import ModelError
from pulse.flow.versions import encoder, folder
from pulse.settings import Settings


def compared(settings: Settings, plan: Strategy, told: Sequence[Told], made: Taught) -> tuple[int, tuple[Beside, ...]]:
    """The number of the version in use, and how every head of it does beside what was made.

    Nothing is compared where the shipped model tags, for each head that was made is better than that, nor where the
    version in use cannot be read. Each post is read by its author's fold's model, in both versions: neither was taught
    by the labels that judge it here.
    """
    number, used = _used(settings)
    random = [one for one in told if one.label.drawn == "random"]
    if used is None or not random:
        return number, ()
    taggers = [Tagger(plan, taught=taught) for taught in (used, made)]
    heads = beside(*(judging.of_labels(random, tagger) for tagger in taggers))
    return number, (*heads, *(_themes(random, taggers) if used.themes or made.themes else ()))


def _used(settings: Settings) -> tuple[int, Taught | None]:
    """The version in use; nothing that cannot be read is in anybody's way."""
    place = folder(settings)
    number = versions.chosen(place)
    try:
        return number, versions.load(place, number, encoder(settings))
    except ModelError:
        return number, None


def _themes(random: Sequence[Told], taggers: Sequence[Tagger]) -> Sequence[Beside]:
    named = [one for one in random if "themes" not in one.label.unsaid]
    true = [one.label.themes for one in named]
    if len(true) < LEAST or not any(true):
        return ()
    said = [subjects.found(tagger, named) for tagger in taggers]
    people = [one.post.author or one.post.id for one in named]
    verdict = subjects.verdict(true, said[0], said[1], people)
    return (of_themes(verdict),)
