"""What posts teach of themes: words that go with a theme's words, accepted only where labels do not say otherwise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from scipy import sparse

from pulse.classify import Tagger
from pulse.classify.folds import FOLDS, folds
from pulse.classify.topics.cuts import NONE, about, cuts
from pulse.classify.topics.divided import fit_groups
from pulse.classify.topics.fitting import fit_themes, sample, swayed
from pulse.classify.topics.groups import ThemeModels
from pulse.classify.topics.model import ThemeModel
from pulse.classify.topics.regression import ridge
from pulse.domain import Strategy
from pulse.errors import ModelError

DIGITAL = ("verkkopalvelu", "chat", "servicekontor", "online service")
PEOPLE = ("koulutus", "utbildning", "training", "opplæring")
BESIDE = {"digital": ("mobiili", "lomake"), "people": ("kurssi", "opettaja")}


def posts() -> list[str]:
    """Posts in which words that the strategy does not have stand beside words that it has."""
    found = []
    for number in range(60):
        found.append(f"{DIGITAL[number % 4]} ja {BESIDE['digital'][number % 2]} viikolla {number}")
        found.append(f"{PEOPLE[number % 4]} ja {BESIDE['people'][number % 2]} viikolla {number}")
        found.append(f"lounas ja kahvi sekä lenkki {number}")
    return found


@pytest.fixture(scope="module")
def model(strategy) -> ThemeModel:
    return fit_themes(strategy, posts())


def test_a_word_that_goes_with_a_theme_speaks_for_it(strategy, model, say):
    learned = Tagger(strategy, themes=model)
    plain, taught = (
        tagger.tag([say("Onko chat tai koulutus, kurssi ja opettaja?")])[0] for tagger in (Tagger(strategy), learned)
    )
    assert next(iter(taught.themes)) == "people"
    assert taught.themes["people"] > plain.themes["people"]


def test_a_post_that_meets_no_word_has_no_theme_without_labels(strategy, model, say):
    assert not Tagger(strategy, themes=model).tag([say("kurssi ja opettaja, kurssi ja opettaja")])[0].themes


def test_labels_of_none_tell_when_a_post_without_a_theme_word_has_one(strategy, say):
    texts = [f"{' ja '.join(BESIDE['people'])} {n}" for n in range(60)] + [f"lounas ja kahvi {n}" for n in range(60)]
    labels = [("people",)] * 60 + [()] * 60
    learned = fit_themes(strategy, posts() + texts, (), [None] * 180 + labels)
    tagger = Tagger(strategy, themes=learned)
    assert len(learned.about) == 1
    assert list(tagger.tag([say("kurssi ja opettaja")])[0].themes) == ["people"]
    assert not tagger.tag([say("kahvi ja lounas")])[0].themes


def test_labels_of_most_posts_teach_and_words_still_count(strategy, say):
    told = [(f"lounas ja kahvi, tila {n}", ("people",)) for n in range(60)] + [(f"lenkki {n}", ()) for n in range(60)]
    texts = [text for text, _ in told] + posts()[:60]
    learned = fit_themes(strategy, texts, (), [label for _, label in told] + [None] * 60)
    assert learned.labels == 120
    tagger = Tagger(strategy, themes=learned)
    assert list(tagger.tag([say("lomake ja chat")])[0].themes) == ["digital"]
    assert list(tagger.tag([say("kahvi ja lounas, tila")])[0].themes) == ["people"]


PEOPLE_OF = [f"anna{n % 61}" for n in range(120)]
TOLD = [f"kurssi ja opettaja {n}" if n % 2 else f"lounas ja kahvi {n}" for n in range(120)]
LABELS = [("people",) if n % 2 else () for n in range(120)]


def divided(strategy, labels, judging=True) -> ThemeModels:
    """Models for groups, of posts that people labelled so, beside others whose authors are nobody's."""
    texts, unlabelled = [*posts(), *TOLD], [None] * 180
    authors = [*(f"other{n}" for n in range(180)), *PEOPLE_OF]
    return fit_groups(strategy, texts, [*unlabelled, *labels], folds(authors), np.full(300, judging))


@pytest.fixture(scope="module")
def apart(strategy) -> ThemeModels:
    return divided(strategy, LABELS)


@pytest.mark.parametrize("number", range(FOLDS))
def test_the_model_of_a_group_has_seen_no_label_of_its_people(strategy, apart, number):
    own = folds(PEOPLE_OF) == number
    assert own.any()
    wrong = [("digital",) if here else label for here, label in zip(own, LABELS, strict=True)]
    changed = [
        one.version != other.version for one, other in zip(apart.models, divided(strategy, wrong).models, strict=True)
    ]
    assert changed == [group != number for group in range(FOLDS)]


def test_a_post_is_read_by_the_model_of_its_authors_group(strategy, apart, say):
    said = [replace(say(text), author=author) for text, author in zip(TOLD, PEOPLE_OF, strict=True)]
    alone = [Tagger(strategy, themes=model).tag(said) for model in apart.models]
    own = folds(PEOPLE_OF).tolist()
    tags = Tagger(strategy, themes=apart).tag(said)
    assert [tag.themes for tag in tags] == [alone[number][at].themes for at, number in enumerate(own)]
    assert any(alone[0][at].themes != tag.themes for at, tag in enumerate(tags))
    assert [list(tag.themes) for tag in tags] == [list(label) for label in LABELS]


def test_labels_that_were_not_drawn_at_random_teach_and_do_not_judge(strategy, apart):
    unsure = divided(strategy, LABELS, judging=False)
    assert all(len(model.about) for model in apart.models)
    assert not any(len(model.about) for model in unsure.models)
    pairs = zip(apart.models, unsure.models, strict=True)
    assert all(np.array_equal(one.weights, other.weights) and one.labels == other.labels > 0 for one, other in pairs)


def test_models_of_groups_are_what_their_arrays_say(apart, model):
    assert ThemeModels.from_arrays(apart.arrays()).version == apart.version
    assert ThemeModels.from_arrays(model.arrays()).version == model.version
    with pytest.raises(ModelError, match="lacks 'bias'"):
        ThemeModels.from_arrays({k: v for k, v in apart.arrays().items() if k != "4.bias"})
    with pytest.raises(ModelError, match="not of one kind"):
        ThemeModels.from_arrays(apart.arrays() | {"3.places": apart.models[3].places + 1})


@pytest.mark.parametrize("texts", [[], [""], ["kahvi", "chat"]])
def test_few_or_empty_posts_teach_groups_nothing_and_break_nothing(strategy, say, texts):
    count = len(texts)
    learned = fit_groups(strategy, texts, [None] * count, folds([""] * count), np.ones(count, bool))
    assert list(Tagger(strategy, themes=learned).tag([say("chat")])[0].themes) == ["digital"]


def test_ridge_regression_is_at_its_minimum():
    rng = np.random.default_rng(5)
    posts, aims, weight = rng.random((30, 8)), rng.normal(size=(30, 2)), rng.random(30)
    weights, bias = ridge(sparse.csr_matrix(posts), aims, weight, 2.0)
    wide = np.column_stack([posts, np.ones(30)])
    exact = np.linalg.solve((wide.T * weight) @ wide + 2 * np.eye(9), (wide.T * weight) @ aims)
    assert np.allclose(np.vstack([weights, bias]), exact, atol=1e-3)


def test_the_same_posts_teach_the_same_to_the_last_bit(strategy, model):
    assert fit_themes(strategy, posts()).version == model.version


def test_a_model_is_what_its_arrays_say(model):
    assert ThemeModel.from_arrays(model.arrays()).version == model.version
    with pytest.raises(ModelError, match="lacks 'bias'"):
        ThemeModel.from_arrays({k: v for k, v in model.arrays().items() if k != "bias"})
    with pytest.raises(ModelError, match="unknown shape"):
        ThemeModel.from_arrays(model.arrays() | {"bias": np.zeros(9)})


def test_a_model_of_other_themes_says_nothing_of_these(strategy, model):
    other = Strategy(themes=strategy.themes[:1])
    assert Tagger(other, themes=model).model == Tagger(other).model
    assert Tagger(strategy, themes=model).model != Tagger(strategy).model


def test_decisions_go_by_words_whatever_was_learned(strategy, model, say):
    said = [
        say(text, str(n)) for n, text in enumerate(["Palvelupisteet suljetaan", "digiakatemia ja lomake", *posts()])
    ]
    plain, taught = Tagger(strategy).tag(said), Tagger(strategy, themes=model).tag(said)
    assert [tag.decisions for tag in plain] == [tag.decisions for tag in taught]


@pytest.mark.parametrize("texts", [[], ["", " "], ["kahvi"], ["chat"]])
def test_few_or_empty_posts_teach_nothing_and_break_nothing(strategy, say, texts):
    learned = fit_themes(strategy, texts)
    assert list(Tagger(strategy, themes=learned).tag([say("chat")])[0].themes) == ["digital"]


def test_without_themes_there_is_nothing_to_learn(say):
    assert not Tagger(Strategy(), themes=fit_themes(Strategy(), posts())).tag([say("chat")])[0].themes


@pytest.mark.parametrize(("learned", "sway"), [(4.0, 1.0), (-4.0, 0.0)])
def test_what_finds_labelled_themes_worse_than_words_is_not_used(model, learned, sway):
    true = np.eye(2)[np.arange(60) % 2]
    told = np.where(np.arange(60)[:, None] % 5 > 0, true * 2 - 1, 1 - true)
    assert swayed(model, true, learned * true, told).sway == sway


@pytest.mark.parametrize(("posts_of_each", "sway"), [(30, 1.0), (60, 2.0)])
def test_many_labels_may_let_what_is_learned_overrule_words(model, posts_of_each, sway):
    true = np.eye(2)[np.arange(2 * posts_of_each) % 2]
    wrong = np.where(np.arange(len(true))[:, None] % 5 > 0, true * 2 - 1, (1 - true) * 6 - 1)
    assert swayed(model, true, 8.0 * true, wrong).sway == sway


@given(st.lists(st.sampled_from(["fi", "sv", "en"]), max_size=80), st.integers(1, 50))
def test_a_sample_is_even_over_languages_and_holds_all_labelled_posts(languages, most):
    looked = np.arange(len(languages)) % 7 == 3
    chosen = sample(languages, looked, most)
    assert len(set(chosen.tolist())) == len(chosen)
    assert set(np.flatnonzero(looked)) <= set(chosen.tolist())
    assert len(chosen) <= max(most, looked.sum()) + 3
    if len(languages) <= most:
        assert len(chosen) == len(languages)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_cut_reads_more_posts_rightly_than_none(seed):
    rng = np.random.default_rng(seed)
    true = np.zeros((100, 2))
    true[np.arange(60), rng.integers(0, 2, 60)] = 1
    logits = rng.normal(size=(100, 2)) - 3 + 2 * true
    cut = about(true, logits, np.full((100, 2), -1.0))
    if len(cut):
        top = logits.max(axis=1) > cut[0]
        right = np.where(top, true[np.arange(100), logits.argmax(axis=1)] > 0, ~true.any(axis=1))
        assert right.sum() > 40


def test_few_labels_make_no_cut():
    true = np.eye(2)[np.arange(NONE * 2) % 2]
    true[: NONE - 1] = 0
    assert not len(about(true, true - 0.5, true - 1.5))
    assert (cuts(true, true) == [1, 0]).all()
