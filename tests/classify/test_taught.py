"""What an organisation's own labels teach: only where it helps, and never to the model that reads the same person."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.metrics import f1_score

from pulse.classify import Tagger, f1, model_version
from pulse.classify.arrays.scales import softmax
from pulse.classify.encoder import FILES, Encoder
from pulse.classify.evaluation import figure
from pulse.classify.folds import FOLDS, fold
from pulse.classify.taught import subjects, unlabelled, versions
from pulse.classify.taught.acceptance import Trial, Verdict, attempt, better
from pulse.classify.taught.curve import curve
from pulse.classify.taught.examples import Seen, Told, examples, seen
from pulse.classify.taught.fitting import Ground
from pulse.classify.taught.lesson import Studied, lesson, made, taught
from pulse.classify.taught.offset import Offset, Taught
from pulse.classify.taught.trust import Trust, shared, trust
from pulse.classify.taught.unlabelled import Pool
from pulse.classify.taught.versions import Version
from pulse.classify.topics.fitting import fit_themes
from pulse.classify.topics.groups import ThemeModels
from pulse.domain import TONES, Label, Post, Strategy
from pulse.errors import ModelError, UsageError

AT = datetime(2026, 2, 2, tzinfo=UTC)
SLANG = ("zumpu", "flenk", "korvo", "drabit", "mullis", "vappo")
PLAIN = ("kokous", "huomenna", "report", "möte", "ledelse", "raportti", "uke", "plan")


def told(number: int, tone: str, words: str, drawn: str = "random", author: str = "") -> Told:
    post = Post(source="s", id=str(number), author=author or f"person{number % 40}", said_at=AT, text=words)
    label = Label(source="s", id=post.id, coder="c", at=AT, drawn=drawn, probability=0.5, tone=tone)  # type: ignore[arg-type]
    return Told(post, label)


def slang(count: int, seed: int = 1) -> list[Told]:
    """Posts whose tone stands in words that no list has."""
    chance = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        tone = int(chance.integers(3))
        said = [PLAIN[at] for at in chance.integers(len(PLAIN), size=5)]
        said[int(chance.integers(5))] = SLANG[2 * tone + int(chance.integers(2))]
        rows.append(told(number, TONES[tone], " ".join(said)))
    return rows


def known(plain: Tagger, count: int) -> list[Told]:
    """Posts that the shipped model reads rightly but for coders' slips, from which nothing can be learned."""
    chance = np.random.default_rng(5)
    moods = ("terrible", "the", "excellent")
    rows = []
    for number in range(count):
        words = " ".join([moods[int(chance.integers(3))], *chance.choice(PLAIN, 4).tolist()])
        (tag,) = plain.tag([told(number, "", words).post])
        slip = chance.random() < 0.2
        rows.append(told(number, TONES[int(chance.integers(3))] if slip else tag.tone_word, words))
    return rows


@pytest.fixture(scope="module")
def plain() -> Tagger:
    return Tagger(Strategy())


@pytest.fixture(scope="module")
def trial(plain: Tagger) -> Trial:
    tried = attempt(examples(plain, slang(150)), "tone")
    assert isinstance(tried, Trial)
    return tried


def test_labels_teach_words_that_no_list_has(trial: Trial) -> None:
    assert trial.verdict.accepted
    assert trial.verdict.learned > 0.9 > trial.verdict.shipped + 0.3


def test_labels_that_say_nothing_new_are_not_accepted(plain: Tagger) -> None:
    tried = attempt(examples(plain, known(plain, 120)), "tone")
    assert isinstance(tried, Trial)
    assert not tried.verdict.accepted


def test_a_sign_that_goes_with_a_tone_is_learned(plain: Tagger) -> None:
    chance = np.random.default_rng(3)
    rows = [
        told(n, TONES[n % 3], " ".join([*chance.choice(PLAIN, 5).tolist(), ("?", ";", "🪑")[n % 3]]))
        for n in range(120)
    ]
    tried = attempt(examples(plain, rows), "tone")
    assert isinstance(tried, Trial)
    assert tried.verdict.accepted
    assert tried.verdict.learned > 0.9


def test_names_within_a_sentence_teach_whoever_is_named(plain: Tagger) -> None:
    chance = np.random.default_rng(8)
    rows = []
    for n in range(150):
        name = "".join(chance.choice(list("bdgkmnprtv"), 3)) + str(chance.choice(["aa", "oo", "ii"]))
        first, *words = chance.choice(PLAIN, 4).tolist()
        rows.append(told(n, TONES[2 * (n % 2)], " ".join([first, name.title() if n % 2 else name, *words])))
    tried = attempt(examples(plain, rows), "tone")
    assert isinstance(tried, Trial)
    assert tried.verdict.accepted
    assert tried.verdict.learned > 0.9
    fresh = [told(200, "", "kokous huomenna Xuuq").post, told(201, "", "Kokous huomenna. xuuq").post]
    named, unnamed = Tagger(Strategy(), taught=Taught({"tone": made(tried)}, "own-test")).tag(fresh)
    assert named.tone[2] > 2 * unnamed.tone[2]


@pytest.mark.parametrize(("told_of_answers", "share", "sure"), [(2.0, 1.0, True), (0.0, 0.5, False)])
def test_what_was_learned_is_trusted_as_far_as_held_out_labels_bear_it(
    trial: Trial, told_of_answers: float, share: float, sure: bool
) -> None:
    chance = np.random.default_rng(11)
    learned = told_of_answers * np.eye(3)[trial.ground.answers] + chance.normal(size=(150, 3))
    people = [str(number) for number in range(150)]
    found = trust(trial.ground, [trial.ground.offset + learned], np.ones(150, bool), people)
    assert (found.share, found.sure) == (share, sure)


@pytest.mark.parametrize(
    ("likelier", "gain", "accepted"),
    [(0.06, 0.01, True), (0.06, -0.009, True), (0.06, -0.011, False), (0.04, 0.01, False)],
)
def test_what_is_likelier_is_accepted_where_macro_f1_loses_less_than_its_error(
    likelier: float, gain: float, accepted: bool
) -> None:
    assert better(Trust(1.0, likelier, 0.1), gain, 0.01) == accepted


@pytest.mark.parametrize("louder", [0.5, 2.0])
def test_the_same_answers_told_more_or_less_surely_are_no_better(trial: Trial, louder: float) -> None:
    people = [str(number) for number in range(150)]
    chance = np.random.default_rng(2)
    loose = replace(trial.ground, offset=np.eye(3)[trial.ground.answers] + chance.normal(size=(150, 3)))
    found = trust(loose, [loose.offset * louder], np.ones(150, bool), people)
    assert abs(found.gain) < 1e-4
    assert not found.sure


def test_half_of_what_was_learned_lies_half_way(trial: Trial) -> None:
    way = shared(trial.ground, trial.scores, 0.5) - trial.ground.offset
    assert np.allclose(2 * way, trial.scores - trial.ground.offset)


def test_what_cannot_be_learned_yet_says_why(plain: Tagger) -> None:
    few = attempt(examples(plain, slang(49)), "tone")
    assert isinstance(few, Verdict)
    assert few.why == "49 random labels, 50 needed"
    same = attempt(examples(plain, slang(60)), "stance")
    assert isinstance(same, Verdict)
    assert "two answers" in same.why
    assert not any((few.accepted, same.accepted))


def test_labels_drawn_by_uncertainty_teach_but_do_not_judge(plain: Tagger) -> None:
    rows = [told(n, row.label.tone, row.post.text, "uncertain") if n % 2 else row for n, row in enumerate(slang(120))]
    tried = attempt(examples(plain, rows), "tone")
    assert isinstance(tried, Trial)
    assert (tried.verdict.labels, tried.verdict.judged) == (120, 60)


def test_a_label_without_a_tone_says_nothing_of_it(plain: Tagger) -> None:
    rows = [*slang(60), told(900, "", "kokous huomenna")]
    tried = attempt(examples(plain, rows), "tone")
    assert isinstance(tried, Trial)
    assert tried.verdict.labels == 60


def test_no_model_that_reads_a_person_has_seen_a_label_of_theirs(plain: Tagger, trial: Trial) -> None:
    rows = slang(150)
    turned = {"negative": "positive", "neutral": "negative", "positive": "neutral"}
    mine = [row.post.author == "person7" for row in rows]
    other = [
        replace(row, label=replace(row.label, tone=turned[row.label.tone])) if own else row
        for row, own in zip(rows, mine, strict=True)
    ]
    again = attempt(examples(plain, other), "tone")
    assert isinstance(again, Trial)
    assert (again.scores[mine] == trial.scores[mine]).all()
    assert (again.scores != trial.scores).any()


def beside(plain: Tagger, count: int) -> Seen:
    """Posts without labels, in which a word of no list stands beside what is praised, and another beside blame."""
    chance = np.random.default_rng(17)
    pairs = (("korvo", "excellent"), ("drabit", "terrible"))
    words = [" ".join([*pairs[n % 2], *chance.choice(PLAIN, 3).tolist()]) for n in range(count)]
    posts = [told(2000 + n, "", text).post for n, text in enumerate(words)]
    return seen(plain, posts, [None] * count)


def positive(plain: Tagger, others: Seen | None, word: str) -> float:
    """How sure it is that the word is praise, for one who learned from labels that say nothing of it."""
    tried = attempt(examples(plain, known(plain, 120), others=others), "tone")
    assert isinstance(tried, Trial)
    (tag,) = Tagger(Strategy(), taught=Taught({"tone": made(tried)}, "own-test")).tag([told(1, "", word).post])
    return tag.tone[2]


def test_posts_without_labels_teach_what_words_stand_beside(plain: Tagger) -> None:
    others = beside(plain, 240)
    praise, blame = (positive(plain, others, word) for word in ("korvo", "drabit"))
    alike = [positive(plain, None, word) for word in ("korvo", "drabit")]
    assert praise > 2 * blame
    assert abs(alike[0] - alike[1]) < 0.1


def test_few_posts_without_labels_teach_nothing_and_only_heads_that_gained_learn_so(
    plain: Tagger, trial: Trial
) -> None:
    few = attempt(examples(plain, slang(150), others=beside(plain, unlabelled.FEWEST - 1)), "tone")
    assert isinstance(few, Trial)
    assert (few.scores == trial.scores).all()
    asking = [replace(one, label=replace(one.label, asks=n % 2 == 0)) for n, one in enumerate(slang(60))]
    with_others, without = (
        attempt(examples(plain, asking, others=held), "asks") for held in (beside(plain, 240), None)
    )
    assert isinstance(with_others, Trial)
    assert isinstance(without, Trial)
    assert (with_others.scores == without.scores).all()


@given(st.integers(0, 10_000))
def test_what_posts_teach_is_ridge_regression_of_what_is_said_of_them(seed: int) -> None:
    chance = np.random.default_rng(seed)
    features = sparse.csr_matrix(chance.poisson(0.6, (9, 12)).astype(np.float64))
    offset, weights, bias = chance.normal(size=(9, 3)), chance.normal(size=(12, 3)), chance.normal(size=3)
    pool = Pool.of(offset, features, 10)
    found, level = pool.taught(weights, bias)
    said = softmax((offset + features @ weights + bias) * unlabelled.SHARP)
    told = Ridge(alpha=unlabelled.PENALTY).fit(pool.words.toarray(), said)
    added = features @ (found - weights) + level - bias
    expected = told.predict(pool.words.toarray()) - said.mean(axis=0)
    assert np.allclose(added, unlabelled.WORTH * expected, atol=1e-6)
    assert (found[10:] == weights[10:]).all()


def test_the_fewer_posts_hold_a_word_the_more_it_counts() -> None:
    held = sparse.csr_matrix(np.array([[1.0, 1, 1, 3, 2], [1, 0, 0, 3, 2], [1, 1, 0, 3, 2], [1, 0, 0, 3, 2]]))
    everywhere, often, seldom, *cues = unlabelled.rarity(held, 3)
    assert everywhere == 0 < often < seldom
    assert seldom / often == pytest.approx(2**0.5)
    assert 2 * often**2 + seldom**2 == pytest.approx(4 + 2 + 1)
    assert cues == [1, 1]


def pool_of(answers: int = 60) -> Pool:
    """Posts that hold one of three words: of praise, of blame, and one that stands in both alike; and a cue."""
    chance = np.random.default_rng(4)
    praise = np.arange(2 * answers) < answers
    held = np.column_stack([praise, ~praise, chance.random(2 * answers) < 0.5, np.ones(2 * answers)]).astype(np.float64)
    offset = np.where(praise[:, None], [-1.0, 0, 1], [1.0, 0, -1])
    return Pool.of(offset, sparse.csr_matrix(held), 3)


def test_the_more_a_word_tells_of_what_is_said_of_posts_the_more_it_counts() -> None:
    pool = pool_of()
    praise, blame, either, cue = pool.telling(3)
    assert praise == pytest.approx(blame)
    assert praise > 1 > either > 0.7
    assert cue == 1
    held = np.asarray(pool.features.multiply(pool.features).sum(axis=0)).ravel()[:3]
    assert held @ np.array([praise, blame, either]) ** 2 == pytest.approx(held.sum())


def test_features_of_another_size_are_told_the_same_of_posts() -> None:
    pool = pool_of()
    scale = np.array([2.0, 0.5, 3.0, 1.0])
    weights, bias = np.random.default_rng(1).normal(size=(4, 3)), np.zeros(3)
    found, level = pool.taught(weights, bias)
    other, same = pool.weighed(scale).taught(weights / scale[:, None], bias)
    assert np.allclose(found, other * scale[:, None])
    assert np.allclose(level, same)


def test_labels_are_asked_only_what_posts_without_labels_do_not_tell(plain: Tagger) -> None:
    told_twice = examples(plain, known(plain, 120), others=beside(plain, 240))
    ground = Ground.of(told_twice, "tone", np.arange(120))
    assert ground.pool is not None
    nothing = np.zeros_like(ground.before.weights), np.zeros(3)
    assert (ground.before.weights == ground.pool.taught(*nothing)[0]).all()
    alone = Ground.of(replace(told_twice, others=None), "tone", np.arange(120))
    assert not alone.before.weights.any()
    assert (alone.before.scores(alone, np.arange(120)) == alone.offset).all()


@pytest.fixture
def taught_tagger(trial: Trial) -> Callable[[], Tagger]:
    return lambda: Tagger(Strategy(), taught=Taught({"tone": made(trial)}, "own-test"))


def test_a_sum_of_rows_says_what_the_fit_said(trial: Trial, taught_tagger: Callable[[], Tagger]) -> None:
    posts = [row.post for row in slang(150)]
    said = taught_tagger().tag(posts)
    scores = trial.scores * made(trial).sharpness
    odds = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert np.abs(np.array([tag.tone for tag in said]) - odds).max() < 2e-3
    assert [tag.tone_word for tag in said] == [TONES[at] for at in trial.scores.argmax(axis=1)]


def test_a_sum_of_rows_says_what_the_fit_said_where_posts_without_labels_taught_too(plain: Tagger) -> None:
    rows = slang(150)
    tried = attempt(examples(plain, rows, others=beside(plain, 240)), "tone")
    assert isinstance(tried, Trial)
    said = Tagger(Strategy(), taught=Taught({"tone": made(tried)}, "own-test")).tag([row.post for row in rows])
    odds = softmax(tried.scores * made(tried).sharpness)
    assert np.abs(np.array([tag.tone for tag in said]) - odds).max() < 4e-3


def test_words_forgotten_are_met_again(taught_tagger: Callable[[], Tagger]) -> None:
    rows = slang(150)
    small, whole = taught_tagger(), taught_tagger()
    small.words.bound = 6
    alone = [tag.tone for row in rows for tag in small.tag([row.post])]
    assert np.allclose(alone, [tag.tone for tag in whole.tag([row.post for row in rows])], atol=1e-5)


def test_the_curve_rises_from_the_shipped_model_to_all_labels(trial: Trial) -> None:
    points = list(curve(trial))
    assert [point.labels for point in points] == [0, 50, 100, 150]
    assert points[0].f1 == trial.verdict.shipped
    assert points[-1].f1 == trial.verdict.learned
    assert points[1].f1 < points[-1].f1


def test_every_point_of_the_curve_has_the_range_that_a_judgement_would_give_it(trial: Trial) -> None:
    points = list(curve(trial))
    true, said = trial.ground.answers[trial.random], trial.scores[trial.random].argmax(axis=1)
    judged = figure("all", "all", true, said, trial.people, trial.scores.shape[1])
    last = points[-1]
    assert last.low is not None
    assert last.high is not None
    assert (round(last.low, 4), round(last.f1, 4), round(last.high, 4)) == (judged.low, judged.f1, judged.high)
    assert [at for at in points if at.low is not None and at.high is not None and at.low < at.f1 <= at.high] == points


def learned(plain: Tagger) -> list[Studied]:
    return list(lesson(examples(plain, slang(100))))


@pytest.fixture(scope="module")
def studied(plain: Tagger) -> list[Studied]:
    return learned(plain)


def kept(folder: Path, studied: list[Studied], number: int = 1) -> Version:
    found = taught(studied)
    assert found is not None
    version = Version(
        number=number, at=AT, base=model_version(), parent=0, name=found.name, labels=100,
        verdicts=tuple(one.verdict for one in studied), curves={s.verdict.head: s.curve for s in studied},
    )  # fmt: skip
    versions.save(folder, version, found)
    return version


def test_the_same_labels_give_the_same_bytes_and_come_back_as_they_were(
    tmp_path: Path, plain: Tagger, studied: list[Studied]
) -> None:
    first, second = kept(tmp_path / "a", studied), kept(tmp_path / "b", learned(plain))
    for name in ("0001.npz", "0001.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert versions.versions(tmp_path / "a") == [first] == [second]
    assert first.heads == ("tone",)
    back = versions.load(tmp_path / "a", 1)
    assert back is not None
    assert back.name == first.name


def test_one_can_go_back_to_an_earlier_version_and_to_the_shipped_model(tmp_path: Path, studied: list[Studied]) -> None:
    assert versions.current(tmp_path) == 0
    for number in (1, 2):
        kept(tmp_path, studied, number)
    for number in (2, 1, 0):
        versions.use(tmp_path, number)
        assert versions.current(tmp_path) == number
    assert versions.load(tmp_path, 0) is None
    with pytest.raises(UsageError, match="known: 0, 1, 2"):
        versions.use(tmp_path, 3)


def test_a_version_over_another_shipped_model_is_not_used(
    tmp_path: Path, studied: list[Studied], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, studied)
    monkeypatch.setattr(versions, "model_version", lambda: "pulse-9")
    assert versions.load(tmp_path, 1) is None


def encoder_in(folder: Path, weights: bytes) -> Encoder:
    """The files of a model, as far as its name depends on them."""
    folder.mkdir()
    for name in FILES:
        (folder / name).write_bytes(weights)
    return Encoder(folder)


def test_a_version_is_used_only_beside_the_encoder_that_it_was_learned_with(
    tmp_path: Path, studied: list[Studied]
) -> None:
    mine, same, other = (encoder_in(tmp_path / name, name[:1].encode()) for name in ("mine", "my copy", "other"))
    version, found = replace(kept(tmp_path, studied), encoder=mine.version), taught(studied)
    assert found is not None
    versions.save(tmp_path, version, found)
    assert versions.versions(tmp_path) == [version]
    back = versions.load(tmp_path, 1, same)
    assert back is not None
    assert back.encoder is same
    for one in (None, other):
        assert versions.load(tmp_path, 1, one) is None
        assert "does not name the encoder" in version.unusable(one)


def test_a_version_without_an_encoder_needs_none_and_uses_none(tmp_path: Path, studied: list[Studied]) -> None:
    kept(tmp_path, studied)
    path = tmp_path / "0001.json"
    path.write_text(path.read_text().replace(' "encoder": "",\n', ""))  # as versions were described before
    back = versions.load(tmp_path, 1, encoder_in(tmp_path / "mine", b"m"))
    assert back is not None
    assert back.encoder is None


def test_a_version_whose_curve_was_kept_without_ranges_is_read(tmp_path: Path, studied: list[Studied]) -> None:
    version = kept(tmp_path, studied)
    path = tmp_path / "0001.json"
    told = json.loads(path.read_text())
    told["curves"] = {h: [{n: at[n] for n in ("labels", "f1")} for at in held] for h, held in told["curves"].items()}
    path.write_text(json.dumps(told))
    [back] = versions.versions(tmp_path)
    assert [(at.labels, at.f1, at.low, at.high) for at in back.curves["tone"]] == [
        (at.labels, at.f1, None, None) for at in version.curves["tone"]
    ]


Damage = Callable[[Path], object]


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda folder: (folder / "0001.npz").write_bytes(b"no"), r"0001\.npz"),
        (lambda folder: (folder / "0001.npz").unlink(), "version 1 of the model is missing"),
        (lambda folder: (folder / "0001.json").write_text("{"), r"0001\.json"),
    ],
)
def test_a_broken_version_is_named(tmp_path: Path, studied: list[Studied], damage: Damage, named: str) -> None:
    kept(tmp_path, studied)
    damage(tmp_path)
    with pytest.raises(ModelError, match=named):
        versions.load(tmp_path, 1)


def test_weights_with_any_damage_are_read_or_named(tmp_path: Path) -> None:
    words, cues, bias = (np.ones(shape, np.float32) for shape in ((5, FOLDS, 3), (FOLDS, 7, 3), (FOLDS, 3)))
    content = BytesIO()
    found = Taught({"tone": Offset(np.arange(5), words, cues, bias, 1.0, None)}, "own-1", None)
    np.savez_compressed(content, **versions.arrays(found))
    whole, chance, said = content.getvalue(), np.random.default_rng(1), set[str]()
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= int(chance.integers(1, 256))
        (tmp_path / "0001.npz").write_bytes(damaged[: None if at % 4 else at])
        try:
            versions._taught(tmp_path / "0001.npz", ["tone"])
        except ModelError as error:
            said.add(type(error.__cause__).__name__)
    assert {"BadZipFile", "NotImplementedError"} <= said


@given(st.text(max_size=40), st.integers(0, 9))
def test_everybody_has_one_fold(author: str, salt: int) -> None:
    assert fold(author, salt) == fold(author, salt) < FOLDS


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60))
def test_macro_f1_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    true, said = (np.array(column) for column in zip(*pairs, strict=True))
    expected = f1_score(true, said, average="macro", labels=sorted(set(true.tolist())), zero_division=0.0)
    assert float(f1.macro_f1(f1.confusion(true, said, 3))) == pytest.approx(expected)
    people = [str(at % 7) for at in range(len(true))]
    assert f1.by_person(true, said, 3, people).sum(axis=0) == pytest.approx(f1.confusion(true, said, 3))


def test_themes_are_judged_by_labels_and_accepted_only_where_better() -> None:
    true = [("a",), ("b",), (), ("a",)] * 20
    people = [str(n % 25) for n in range(80)]
    blind, right = [()] * 80, [("a",), ("b",), (), ()] * 20
    better = subjects.verdict(true, blind, right, people)
    assert better.accepted
    assert better.learned == pytest.approx((2 / 3 + 1) / 2)
    assert not subjects.verdict(true, right, blind, people).accepted
    assert not subjects.verdict(true, right, right, people).accepted
    everywhere = [("a",)] * 80
    assert not subjects.verdict([("a",), (), ()] * 26, [()] * 78, everywhere[:78], people[:78]).accepted
    assert "50 needed" in subjects.verdict(true[:8], blind[:8], right[:8], people[:8]).why
    assert "names a theme" in subjects.verdict([()] * 80, blind, right, people).why


def test_a_theme_model_is_kept_with_its_version(tmp_path: Path, strategy: Strategy, studied: list[Studied]) -> None:
    model = fit_themes(strategy, ["the chat of our online service", "training and wellbeing"] * 10)
    found = taught([], ThemeModels((model,)))
    assert found is not None
    version = kept(tmp_path, studied)
    versions.save(tmp_path, replace(version, number=2, verdicts=()), found)
    back = versions.load(tmp_path, 2)
    assert back is not None
    assert back.themes is not None
    assert back.themes.version == model.version
    assert Tagger(strategy, taught=back).model == Tagger(strategy, themes=model).model
